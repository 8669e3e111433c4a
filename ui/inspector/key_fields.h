#pragma once

#include "ui/inspector/form.h"

class QToolButton;

namespace keywright::ui {

/// The key of a table or an index: its attributes with their types. A new name renames the attribute everywhere; the name
/// of an attribute that exists makes the key use that one instead.
class KeyFields : public Form {
    Q_OBJECT

public:
    explicit KeyFields(std::shared_ptr<Editing> editing);

private:
    enum class Part { Partition, Sort };
    struct Row;

    const schema::KeySchema &key() const;
    bool isLocalIndex() const;
    bool isTable() const { return editing().index() == nullptr; }
    std::size_t mostOf(Part part) const;
    void showKey();
    void showRow(Row &row, Part part, std::size_t place);
    Row makeRow(Part part, std::size_t place);
    void showAdds();

    Refusal changeKey(const schema::KeySchema &changed) const;
    Refusal takeName(Part part, std::size_t place, const QString &text) const;
    Refusal takeType(Part part, std::size_t place, const QVariant &tag) const;
    void remove(Part part, std::size_t place);
    void add(Part part);

    QVBoxLayout *m_list;
    std::vector<Row> m_partition;
    std::vector<Row> m_sort;
    QPushButton *m_addPartition = nullptr;
    QPushButton *m_addSort = nullptr;
    FieldNote *m_note;
};

struct KeyFields::Row {
    QWidget *widget = nullptr;
    TextField *name = nullptr;
    ChoiceField *type = nullptr;
    QToolButton *remove = nullptr;
};

} // namespace keywright::ui
