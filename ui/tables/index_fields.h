#pragma once

#include <QWidget>

#include "core/schema/table_definition.h"

namespace keywright::ui {

class ChoiceField;
class FieldNote;
class FormRows;
class NumberField;
class TextField;

/// The fields of one index of a table that is created or changed.
class IndexFields : public QWidget {
    Q_OBJECT

public:
    /// `id` begins the object names of its fields. A fixed one is there already as it is, and an LSI then stays.
    IndexFields(const QString &id, bool isLocal, bool isFixed, QWidget *parent = nullptr);

    void show(const schema::IndexDefinition &index);
    /// An LSI has the table's partition key.
    schema::IndexDefinition index(const std::vector<schema::KeyAttribute> &tablePartition) const;
    bool isLocal() const { return m_isLocal; }
    void showCapacity(bool isProvisioned);
    /// Says next to the fields what is missing; true when there is nothing.
    bool check();
    /// Why the service would refuse the index; empty takes it away.
    void refuse(const QString &sentence);

signals:
    void changed();
    void removeWanted();

private:
    bool hasSeveralParts() const;
    void showProjected();
    template <typename Field>
    Field *watched(Field *field, const QString &name);

    const bool m_isLocal;
    const bool m_isFixed;
    schema::IndexDefinition m_shown;
    bool m_isProvisioned = false;
    FormRows *m_rows;
    TextField *m_name = nullptr;
    TextField *m_partition = nullptr;
    ChoiceField *m_partitionType = nullptr;
    TextField *m_sort = nullptr;
    ChoiceField *m_sortType = nullptr;
    ChoiceField *m_projection = nullptr;
    TextField *m_attributes = nullptr;
    NumberField *m_read = nullptr;
    NumberField *m_write = nullptr;
    FieldNote *m_note;
};

} // namespace keywright::ui
