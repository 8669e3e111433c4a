#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// A relationship between two entities.
class RelationshipPage : public Form {
    Q_OBJECT

public:
    explicit RelationshipPage(std::shared_ptr<Editing> editing);

private:
    void addEntity(const FieldName &name, std::string model::Relationship::*member, const QString &none = {});
    QString title() const;
    Refusal takeAttributes(const QString &text) const;
};

/// A facet of a table.
class FacetPage : public Form {
    Q_OBJECT

public:
    explicit FacetPage(std::shared_ptr<Editing> editing);

private:
    void addFacetText(const FieldName &name, std::string model::Facet::*member, const QString &placeholder);
    QString name() const { return QString::fromStdString(editing().facet().name); }
};

/// The model as a whole: its texts and what it holds.
class ModelPage : public Form {
    Q_OBJECT

public:
    explicit ModelPage(std::shared_ptr<Editing> editing);

private:
    void addCounts();
    Refusal changeHeader(const QString &text, const std::function<void(model::Header &)> &change) const;
};

} // namespace keywright::ui
