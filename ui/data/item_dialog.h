#pragma once

#include <functional>
#include <memory>

#include <QDialog>

#include "core/model/model.h"
#include "ui/parts/field_note.h"

class QComboBox;
class QHBoxLayout;
class QPushButton;

namespace keywright::ui {

class CodeEditor;
class ToggleSwitch;

/// A whole item as JSON: to look at, to change, to add. What cannot be read, or what the owner refuses, stays as it was typed,
/// with the reason below it.
class ItemDialog : public QDialog {
    Q_OBJECT

public:
    enum class Purpose { Add, Duplicate, Edit };

    /// `source` names what is written to. `item` is what to begin with; of Add it is made for the chosen entity.
    ItemDialog(Purpose purpose, std::shared_ptr<const model::Model> model, const std::string &table, const QString &source,
               const value::Item &item, QWidget *parent);

    /// The owner takes the item and answers once, at once or later: nullopt closes the dialog.
    using Answer = std::function<void(const Refusal &refusal)>;
    using Take = std::function<void(const value::Item &item, const Answer &answer)>;
    void onTake(Take take) { m_take = std::move(take); }

private:
    void build(const QString &source);
    void buildChoices(QHBoxLayout &row);
    void beginWith(int entity);
    void showItem(const value::Item &item);
    void changeForm();
    void take();
    void answer(const Refusal &refusal);
    void setBusy(bool busy);

    Purpose m_purpose;
    std::shared_ptr<const model::Model> m_model;
    std::string m_table;
    QComboBox *m_entity;
    ToggleSwitch *m_typed;
    CodeEditor *m_editor;
    FieldNote *m_note;
    QPushButton *m_accept;
    bool m_isTouched = false; ///< a person has typed
    Take m_take;
};

} // namespace keywright::ui
