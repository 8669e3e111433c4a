#pragma once

#include <vector>

#include <QWidget>

#include "core/session/operation_draft.h"
#include "ui/operations/known_table.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

class ChoiceField;
class CodeEditor;
class ExpressionFields;
class FormRows;
class NumberField;
class TextField;
class ToggleField;
class ValueField;

/// The fields of one operation on items, a request of its own or a part of a transaction or batch: where, which item or
/// keys, conditions, and what comes back. Every letter counts at once; what is missing or wrong is said next to its field.
class RequestForm : public QWidget {
    Q_OBJECT

public:
    explicit RequestForm(QWidget *parent = nullptr);

    void setTables(const KnownTables &tables);
    /// `isPart`: of a transaction or batch, which takes options of its own.
    void show(const session::DraftedOperation &operation, bool isPart);
    /// What the fields say now; what cannot be read is left out.
    session::DraftedOperation operation() const;
    /// Says next to the fields what is missing or wrong, and goes to the first; true when there is nothing.
    bool check();

signals:
    void changed();

private:
    struct KeyField {
        std::string attribute;
        bool isSort = false;
        ChoiceField *op = nullptr; ///< of a Query's sort key
        ValueField *value = nullptr;
        ValueField *upper = nullptr;
    };

    bool isRead() const;
    bool isSearch() const;
    /// That is searched; null for any other operation, and when the table has none.
    const schema::VectorIndexDefinition *vectorIndex() const;
    void build();
    void buildPlace();
    void buildKey();
    void buildSearch();
    void buildTopK();
    void takePartition();
    Refusal vectorFault() const;
    void buildInlineFilters();
    void fillVector();
    std::vector<value::AttributeValue> searchedVector() const;
    bool checkSearch(bool takesFocus);
    void buildQueryKey(const schema::KeyAttribute &attribute, bool isSort);
    void showSortValues(const KeyField &field);
    void buildItem();
    void buildExpressions();
    void buildOptions();
    void fill();
    void fillItem();
    void reshape();
    bool checkKeys();
    bool checkItem();
    bool checkVector();
    QStringList placeNames() const;

    KnownTables m_tables;
    session::DraftedOperation m_shown;
    bool m_isPart = false;
    bool m_filling = false;
    FormRows *m_rows;
    ChoiceField *m_table = nullptr;
    ChoiceField *m_index = nullptr;
    std::vector<KeyField> m_keys;
    TextField *m_vector = nullptr;
    CodeEditor *m_item = nullptr;
    FieldNote *m_itemNote = nullptr;
    ToggleField *m_typedItem = nullptr;
    ExpressionFields *m_update = nullptr;
    ExpressionFields *m_condition = nullptr;
    TextField *m_projection = nullptr;
    ChoiceField *m_order = nullptr;
    NumberField *m_limit = nullptr;
    ToggleField *m_consistent = nullptr;
    ChoiceField *m_returned = nullptr;
};

} // namespace keywright::ui
