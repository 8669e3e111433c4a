#pragma once

#include <QWidget>

#include "ui/design/edited_pattern.h"

class QLabel;

namespace keywright::ui {

class ChoiceField;
class FormRows;
class NumberField;
class TextField;
class ToggleField;

/// The fields of one step: what it does and where, its key or key condition, and what it filters, orders and limits.
/// Steps that are made of parts or repeat themselves are told, for they are written as text.
class StepForm : public QWidget {
    Q_OBJECT

public:
    explicit StepForm(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the step of the pattern as it is now. With `another`, what is half typed is forgotten.
    void show(std::size_t step, bool another);

private:
    const model::Operation *operation() const;
    Refusal change(const std::function<void(model::Operation &operation)> &change) const;
    Refusal move(const QVariant &kind, const QVariant &place) const;
    void buildFields();
    void showPlace(const model::Model &model, const model::Operation &operation);
    void showOptions(const model::Model &model, const model::Operation &operation);
    void buildKey(const model::Model &model, const model::Operation &operation);
    void addComparison(const model::Model &model, const model::Operation &operation, const std::string &attribute, bool isSort);
    void addOperand(const QString &name, const model::Operand &operand, const char *id,
                    std::function<model::Operand *(model::Operation &operation)> find, QList<QWidget *> *besides = nullptr);
    TextField *addExpression(const QString &label, const char *id, expression::ExpressionKind kind, std::string model::Operation::*member);
    Refusal compare(const std::string &attribute, const QString &op) const;

    const EditedPattern &m_edited;
    std::size_t m_step = 0;
    FormRows *m_rows;
    FormRows *m_key;
    QLabel *m_remark;
    ChoiceField *m_kind;
    ChoiceField *m_place;
    TextField *m_filter = nullptr;
    TextField *m_condition = nullptr;
    TextField *m_update = nullptr;
    ChoiceField *m_order;
    NumberField *m_limit;
    ToggleField *m_consistent;
    QString m_keyShape;                             ///< which fields m_key has
    std::vector<std::function<void()>> m_keyValues; ///< each shows one field's value
};

} // namespace keywright::ui
