#pragma once

#include <QWidget>

#include "ui/design/edited_operation.h"

class QLabel;

namespace keywright::ui {

class ChoiceField;
class FormRows;
class NumberField;
class OperationForm;
class PartList;
class TextField;

/// One step of an access pattern: its operation, or the parts of a transaction or batch of which one is open, its name, and
/// over how many shards it fans out.
class StepForm : public QWidget {
    Q_OBJECT

public:
    explicit StepForm(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the step of the pattern as it is now. With `another`, what is half typed is forgotten.
    void show(std::size_t step, bool another);
    /// Tells one part from another, for what is half typed in it.
    QString place() const;

private:
    const model::Step *step() const;
    Refusal change(const std::function<void(model::Step &step)> &change) const;
    Refusal become(const QVariant &kind);
    Refusal rename(const QString &name) const;
    Refusal setShards(std::optional<qint64> count) const;
    void buildFields();
    void openPart(int part);
    void addPart();
    void removePart(int part);
    void movePart(int part, int to);
    void showFanOut(const model::Step &step);

    const EditedPattern &m_edited;
    std::size_t m_step = 0;
    int m_part = 0;
    FormRows *m_rows;
    ChoiceField *m_kind;
    TextField *m_name;
    PartList *m_parts;
    QLabel *m_refused;
    OperationForm *m_operation;
    TextField *m_token;
    NumberField *m_shards;
    TextField *m_shardName;
    TextField *m_mergeBy;
    NumberField *m_mergeLimit;
};

} // namespace keywright::ui
