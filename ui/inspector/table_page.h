#pragma once

#include "ui/inspector/index_form.h"

namespace keywright::ui {

/// Everything that a table is: its name, key, indexes, billing, and the settings that CreateTable does not say.
class TablePage : public Form {
    Q_OBJECT

public:
    explicit TablePage(std::shared_ptr<Editing> editing);

private:
    void addIndexes();
    void showIndexes();
    void addIndex(bool local);
    void addVectorIndex();
    void addBilling();
    void addData();
    void addSafety();
    void addReplicas();
    void addTags();
    QString name() const;
    const schema::TableDefinition &definition() const { return editing().table().definition; }
    Refusal takeTags(const QList<std::pair<QString, QString>> &pairs) const;
    Refusal takeReplicas(const QList<std::pair<QString, QString>> &pairs) const;

    QVBoxLayout *m_indexes = nullptr;
    FieldNote *m_indexNote = nullptr;
    QStringList m_indexNames;
};

/// An index of a table.
class IndexPage : public IndexForm {
    Q_OBJECT

public:
    explicit IndexPage(std::shared_ptr<Editing> editing);

private:
    bool isLocal() const;
    schema::Projection projection() const override;
    Refusal changeProjection(const schema::Projection &projection) const override;
    Refusal changeIndex(const QString &text, const std::function<void(schema::IndexDefinition &)> &change) const;
};

} // namespace keywright::ui
