#pragma once

#include <vector>

#include "ui/inspector/form.h"

class QToolButton;

namespace keywright::ui {

class AttributeRow;

/// The attributes of an entity: a row each, which opens for what else there is to say of it, and a line that adds one
/// ("price: N").
class AttributeList : public Form {
    Q_OBJECT

public:
    explicit AttributeList(std::shared_ptr<Editing> editing);

private:
    void showAttributes();
    AttributeRow *takeRow(const std::string &name, std::size_t place);
    Refusal add(const QString &text) const;

    QVBoxLayout *m_list;
    std::vector<AttributeRow *> m_rows;
};

/// One attribute of an entity.
class AttributeRow : public Form {
    Q_OBJECT

public:
    AttributeRow(std::shared_ptr<Editing> editing, std::string attribute);

    const std::string &attribute() const { return m_attribute; }
    /// The same row for an attribute that has another name now.
    void setAttribute(std::string attribute) { m_attribute = std::move(attribute); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addDetails();
    void open(bool opened);
    void showAttribute();
    const model::Attribute *found() const;
    Refusal takeName(const QString &name);
    Refusal takeType(const QVariant &tag) const;
    void move(int rows);
    void remove();

    std::string m_attribute;
    TextField *m_name;
    ChoiceField *m_type;
    QLabel *m_required;
    QToolButton *m_open;
    Form *m_details = nullptr; ///< made when the row is opened for the first time
    FieldNote *m_note;
};

} // namespace keywright::ui
