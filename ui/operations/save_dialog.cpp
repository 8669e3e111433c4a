#include "ui/operations/save_dialog.h"

#include <algorithm>

#include <QVBoxLayout>

#include "core/model/edits.h"
#include "ui/document/text.h"
#include "ui/operations/request_text.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/note_field.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

namespace {

/// Its place in the model's list; nullopt for a name that is free.
std::optional<std::size_t> placeOfSaved(const Document &document, const std::string &name)
{
    if (!document.model())
        return std::nullopt;
    const auto &all = document.model()->savedOperations;
    const auto found = std::find_if(all.begin(), all.end(), [&name](const model::SavedOperation &one) { return one.name == name; });
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

TextField *addNameField(QVBoxLayout &body, const std::string &name)
{
    auto *field = new TextField(SaveDialog::tr("Name of the saved operation"));
    field->line().setObjectName(QStringLiteral("savedName"));
    field->setValue(toQString(name));
    field->onCommit([](const QString &) { return Refusal(); });
    addRow(body, SaveDialog::tr("Name"), field);
    field->line().selectAll();
    return field;
}

NoteField *addNoteField(QVBoxLayout &body, const std::string &note)
{
    auto *field = new NoteField(SaveDialog::tr("Note"));
    field->setObjectName(QStringLiteral("savedNote"));
    field->setValue(toQString(note));
    field->onCommit([](const QString &) { return Refusal(); });
    addRow(body, SaveDialog::tr("Note"), field);
    return field;
}

/// False, with the reason next to the field, when there is no name.
bool hasName(TextField &field)
{
    if (!field.text().isEmpty())
        return true;
    field.refuse(SaveDialog::tr("Enter a name."));
    field.line().setFocus();
    return false;
}

} // namespace

SaveDialog::SaveDialog(Document &document, model::SavedOperation saved, QWidget *parent)
    : TaskDialog(tr("Save the operation"), tr("Save"), parent), m_document(document), m_saved(std::move(saved))
{
    setObjectName(QStringLiteral("saveOperationDialog"));
    const QString place = placeOfRequest(m_saved.request);
    const QString what = toQString(m_saved.operation);
    body().addWidget(makeParagraph(tr("%1 is kept in the model with its request, to be run again on any connection.")
                                       .arg(place.isEmpty() ? what : tr("%1 on %2").arg(what, place))));
    m_name = addNameField(body(), m_saved.name);
    m_note = addNoteField(body(), m_saved.note);
    connect(m_name, &TextField::edited, this, &SaveDialog::judgeName);
    judgeName();
}

void SaveDialog::judgeName()
{
    const bool isTaken = placeOfSaved(m_document, m_name->text().toStdString()).has_value();
    setAction(isTaken ? tr("Replace") : tr("Save"));
    if (isTaken)
        m_name->warn(tr("Replaces the saved operation of this name."));
    else
        m_name->refuse({});
}

void SaveDialog::run()
{
    if (!hasName(*m_name))
        return;
    m_saved.name = m_name->text().toStdString();
    m_saved.note = m_note->toPlainText().trimmed().toStdString();
    const auto refusal = m_document.edit([this](const model::Model &model) {
        const auto place = placeOfSaved(m_document, m_saved.name);
        if (!place)
            return addSavedOperation(model, m_saved);
        model::SavedOperation changed = model.savedOperations[*place]; // keeps what the file has beside
        changed.note = m_saved.note;
        changed.operation = m_saved.operation;
        changed.request = m_saved.request;
        return changeSavedOperation(model, *place, std::move(changed));
    });
    if (refusal) {
        m_name->refuse(*refusal);
        return;
    }
    emit saved(m_name->text());
    accept();
}

RenameSavedDialog::RenameSavedDialog(Document &document, std::size_t index, QWidget *parent)
    : TaskDialog(tr("Rename the saved operation"), tr("Rename"), parent),
      m_document(document),
      m_index(index),
      m_saved(document.model()->savedOperations.at(index)),
      m_name(addNameField(body(), m_saved.name)),
      m_note(addNoteField(body(), m_saved.note))
{
    setObjectName(QStringLiteral("renameSavedDialog"));
    connect(m_name, &TextField::edited, this, [this] { m_name->refuse({}); });
}

void RenameSavedDialog::run()
{
    if (!hasName(*m_name))
        return;
    const auto refusal = m_document.edit([this](const model::Model &model) {
        if (m_index >= model.savedOperations.size() || !(model.savedOperations[m_index] == m_saved))
            throw model::EditError("The saved operation is another one by now; close this and try again.");
        model::SavedOperation changed = m_saved;
        changed.name = m_name->text().toStdString();
        changed.note = m_note->toPlainText().trimmed().toStdString();
        return changeSavedOperation(model, m_index, std::move(changed));
    });
    if (refusal)
        m_name->refuse(*refusal);
    else
        accept();
}

} // namespace keywright::ui
