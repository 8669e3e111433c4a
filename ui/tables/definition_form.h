#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QScrollArea>

#include "core/schema/table_definition.h"

class QVBoxLayout;

namespace keywright::ui {

class ChoiceField;
class FormRows;
class IndexFields;
class NumberField;
class TextField;
class ToggleField;

/// A table as it can be created: its definition, and what CreateTable does not say.
struct TableDraft {
    schema::TableDefinition definition;
    std::string timeToLiveAttribute; ///< empty for none
    friend bool operator==(const TableDraft &, const TableDraft &) = default;
};

/// The fields of a table: keys, capacity, indexes, time to live, stream, class, protection and tags. What is wrong is said
/// next to its field, at the latest by check(). What has no field, such as encryption, stays as it was shown.
class DefinitionForm : public QScrollArea {
    Q_OBJECT

public:
    /// `isNew`: its name, keys and LSIs may be chosen; those of a table that is there cannot be changed.
    explicit DefinitionForm(bool isNew, QWidget *parent = nullptr);

    void show(const TableDraft &draft);
    /// What the fields say now.
    TableDraft draft() const;
    /// Says next to the fields what is missing or wrong, and goes to the first; true when there is nothing.
    bool check();

signals:
    void changed();

private:
    void buildTable(FormRows &rows);
    void buildCapacity(FormRows &rows);
    void buildSettings(FormRows &rows);
    void addIndex(bool isLocal);
    void showIndexes();
    void showCapacityFields();
    bool isProvisioned() const;
    bool checkKey();
    bool checkCapacity();
    bool checkTags();
    bool checkIndexes();
    void putCapacity(schema::Capacity &capacity) const;
    template <typename Field>
    Field *watched(Field *field);

    const bool m_isNew;
    TableDraft m_shown;
    bool m_filling = false;
    FormRows *m_rows;
    TextField *m_name = nullptr;
    TextField *m_partition = nullptr;
    ChoiceField *m_partitionType = nullptr;
    TextField *m_sort = nullptr;
    ChoiceField *m_sortType = nullptr;
    ChoiceField *m_billing = nullptr;
    NumberField *m_read = nullptr;
    NumberField *m_write = nullptr;
    NumberField *m_mostRead = nullptr;
    NumberField *m_mostWrite = nullptr;
    QVBoxLayout *m_indexColumn = nullptr;
    std::vector<IndexFields *> m_indexes;
    TextField *m_timeToLive = nullptr;
    ChoiceField *m_stream = nullptr;
    ChoiceField *m_class = nullptr;
    ToggleField *m_protected = nullptr;
    TextField *m_tags = nullptr;
};

} // namespace keywright::ui
