#pragma once

#include "ui/inspector/index_form.h"

namespace keywright::ui {

/// A vector index of a table: which vectors it holds, what it is searched by, and what a search gives back.
class VectorIndexPage : public IndexForm {
    Q_OBJECT

public:
    explicit VectorIndexPage(std::shared_ptr<Editing> editing);

private:
    using Change = std::function<void(schema::VectorIndexDefinition &)>;

    void addVectors();
    void addSearch();
    /// As the model has it; an empty one once it is gone.
    const schema::VectorIndexDefinition &index() const;
    schema::KeyAttribute partition() const;
    Refusal change(const Change &change) const;
    Refusal takePartition(const QString &name) const;
    Refusal takePartitionType(const QVariant &type) const;
    Refusal takeFilters(const QList<std::pair<QString, QString>> &pairs) const;
    schema::Projection projection() const override { return index().projection; }
    Refusal changeProjection(const schema::Projection &projection) const override;

    ChoiceField *m_partitionType = nullptr;
};

} // namespace keywright::ui
