#pragma once

#include <vector>

#include <QWidget>

#include "ui/design/edited_operation.h"

namespace keywright::ui {

class FormRows;
class OperandRow;

/// The fields that a shape decides: a Query's comparisons, the key of an item, the attributes that a put writes, and the
/// values that expressions name. Made anew when the shape changes; the focus stays on what has the same name.
class OperandFields : public QWidget {
    Q_OBJECT

public:
    /// `values`: those of the expressions instead of the key.
    OperandFields(const EditedOperation &edited, bool values, QWidget *parent = nullptr);

    /// Shows the operation as it is now. With `another`, what is half typed is forgotten.
    void show(bool another);

private:
    QString shapeOf(const model::Model &model, const model::Operation &operation) const;
    void build(const model::Model &model, const model::Operation &operation);
    void addComparison(const model::Operation &operation, const std::string &attribute, bool isSort);
    void addSearch(const model::Operation &operation, const schema::VectorIndexDefinition &index);
    void addItem(const model::Operation &operation);
    void addValues(const model::Operation &operation);
    OperandRow *makeRow(const QString &name, const QString &id, const model::Operand *operand,
                        std::function<model::Operand *(model::Operation &operation)> find);
    Refusal compare(const std::string &attribute, const QString &op) const;
    Refusal addAttribute(const QString &name) const;

    const EditedOperation &m_edited;
    const bool m_ofValues;
    FormRows *m_rows;
    QString m_shape;
    std::vector<OperandRow *> m_operands;
};

} // namespace keywright::ui
