#pragma once

#include <QWidget>

#include "ui/design/edited_operation.h"

namespace keywright::ui {

class ChoiceField;
class FormRows;
class OperandFields;
class NumberField;
class TextField;
class ToggleField;

/// The fields of one operation, a step's own or a part: what it does and where, the item or key condition, what it filters,
/// changes, orders and limits, the values of its expressions, and what it repeats over.
class OperationForm : public QWidget {
    Q_OBJECT

public:
    explicit OperationForm(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the operation as it is now; `part` is -1 for the step's own. With `another`, what is half typed is forgotten.
    void show(std::size_t step, int part, bool another);

private:
    Refusal move(const QVariant &kind, const QVariant &place) const;
    Refusal beAbout(const QString &entity) const;
    Refusal repeat(const QString &step) const;
    void buildFields();
    void showPlace(const model::Model &model, const model::Operation &operation);
    void showEntity(const model::Model &model, const model::Operation &operation);
    void showRepeat(const model::AccessPattern &pattern, const model::Operation &operation);
    void showOptions(const model::Model &model, const model::Operation &operation);
    TextField *addExpression(const QString &label, const char *id, expression::ExpressionKind kind, std::string model::Operation::*member);

    EditedOperation m_edited;
    FormRows *m_rows;
    OperandFields *m_key;
    OperandFields *m_values;
    ChoiceField *m_kind;
    ChoiceField *m_entity;
    ChoiceField *m_place;
    ChoiceField *m_repeat;
    TextField *m_filter = nullptr;
    TextField *m_condition = nullptr;
    TextField *m_update = nullptr;
    ChoiceField *m_order;
    NumberField *m_limit;
    ToggleField *m_consistent;
};

/// A Query or a Scan: what reads its way along items.
bool isWalk(model::OperationKind kind);
bool isSearch(model::OperationKind kind);

} // namespace keywright::ui
