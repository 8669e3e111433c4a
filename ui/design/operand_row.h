#pragma once

#include <functional>

#include <QWidget>

#include "ui/design/edited_operation.h"

class QToolButton;

namespace keywright::ui {

class ChoiceField;
class TextField;

/// One value of an operation: a template over the parameters, or a constant of a type. A value of an expression that has
/// neither is the parameter of its name.
class OperandRow : public QWidget {
    Q_OBJECT

public:
    /// Finds the value in the operation; null where it has none of its own.
    using Find = std::function<model::Operand *(model::Operation &operation)>;

    /// `id` begins the object names of the fields. `operand` says which fields it gets; null for the parameter.
    OperandRow(const EditedOperation &edited, const QString &name, const QString &id, const model::Operand *operand, Find find);

    /// Offers the types of a constant behind the field, so that it can become another. `parameter`: also the parameter.
    void offerKinds(bool parameter);
    /// Puts a button behind it.
    void addButton(QToolButton *button);
    void showValue();
    void forget();

private:
    Refusal take(const QString &text) const;
    Refusal becomeKind(const QString &kind) const;

    const EditedOperation &m_edited;
    QString m_name;
    QString m_id;
    Find m_find;
    bool m_isConstant;
    TextField *m_field;
    ChoiceField *m_kind = nullptr;
};

} // namespace keywright::ui
