#pragma once

#include <vector>

#include <QWidget>

#include "core/value/attribute_value.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

class ChoiceField;
class TextField;

/// A value of an operation as a person types it, with its type beside it; or several, with commas between them. What cannot be
/// read stays as it was typed, with the reason below it.
class ValueField : public QWidget {
    Q_OBJECT

public:
    /// `name` is for assistive technology; `id` begins the object names of line and type.
    ValueField(const QString &name, const QString &id, QWidget *parent = nullptr);

    /// The type is the key's, so there is nothing to choose.
    void fixType(value::Type type);
    /// Several values are wanted, with commas between them.
    void setMany(bool many) { m_many = many; }
    void setValues(const std::vector<value::AttributeValue> &values);
    /// Empty where nothing can be read.
    std::vector<value::AttributeValue> values() const;
    /// Shows the reason when what is there is no value; an empty line counts as none unless the text may be empty.
    bool check();

signals:
    void changed();

private:
    value::Type type() const;
    Refusal read(const QString &text, std::vector<value::AttributeValue> *values) const;
    void showType();

    TextField *m_field;
    ChoiceField *m_type;
    bool m_many = false;
    bool m_isFixed = false;
};

} // namespace keywright::ui
