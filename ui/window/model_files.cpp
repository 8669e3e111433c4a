#include "ui/window/model_files.h"

#include <QApplication>
#include <QDateTime>
#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QStandardPaths>

#include "core/model/edits.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/unsaved_dialog.h"
#include "ui/document/text.h"
#include "ui/importing/import_dialog.h"
#include "ui/start/samples.h"

namespace keywright::ui {

namespace {

constexpr char kModelEnding[] = ".keywright.json";

bool isSample(const QString &file)
{
    return QFileInfo(file).absoluteDir() == QDir(samplesFolder());
}

QString newModelName()
{
    return ModelFiles::tr("New model");
}

/// "Online shop": "online-shop".
QString fileNameFor(const QString &modelName)
{
    QString name;
    for (const QChar letter : modelName.simplified().toLower())
        name += letter.isLetterOrNumber() ? letter : QLatin1Char('-');
    return name.isEmpty() ? QStringLiteral("model") : name;
}

} // namespace

ModelFiles::ModelFiles(Document &document, RecentModels &recent, QWidget *window)
    : QObject(window), m_document(document), m_recent(recent), m_window(window)
{
    connect(&document, &Document::recoveryFound, this, &ModelFiles::askAboutRecovery, Qt::QueuedConnection);
}

void ModelFiles::createNew()
{
    if (!mayClose())
        return;
    model::Model model;
    model.name = newModelName().toStdString();
    model.created = QDate::currentDate().toString(Qt::ISODate).toStdString();
    m_document.create(std::move(model));
}

void ModelFiles::askAndOpen()
{
    const QString file = askForModelFile(m_window);
    if (!file.isEmpty())
        open(file);
}

void ModelFiles::open(const QString &file)
{
    if (!mayClose())
        return;
    m_recent.add(file);
    if (isSample(file))
        m_document.openOriginal(file);
    else
        m_document.open(file);
}

void ModelFiles::askAndImport()
{
    const QString file = askForImportFile(m_window);
    if (!file.isEmpty())
        showImport(file);
}

void ModelFiles::showImport(const QString &file)
{
    auto *dialog = new ImportDialog(file, m_window);
    connect(dialog, &ImportDialog::imported, this, [this](const std::shared_ptr<const session::ImportedModel> &imported) {
        if (mayClose())
            m_document.create(imported->model);
    });
    dialog->open();
}

void ModelFiles::openDraft(const QString &draftFile)
{
    if (!mayClose() || m_document.recover(draftFile))
        return;
    showMessage(m_window,
                {.title = tr("These changes cannot be restored"),
                 .text = tr("The file that kept them is damaged. It stays where it is; its text may still be of use."),
                 .details = draftFile});
}

void ModelFiles::close()
{
    if (mayClose())
        m_document.close();
}

void ModelFiles::finishTyping() const
{
    QWidget *focus = QApplication::focusWidget();
    if (!focus || !m_window->isAncestorOf(focus))
        return;
    const QPointer<QWidget> stays = focus;
    focus->clearFocus(); // offers what is typed in it
    if (stays)
        stays->setFocus();
}

bool ModelFiles::mayClose()
{
    finishTyping();
    if (!m_document.isModified())
        return true;
    switch (askAboutUnsaved(m_window, toQString(m_document.model()->name))) {
    case UnsavedAnswer::Save: return save();
    case UnsavedAnswer::Discard: return true;
    case UnsavedAnswer::Cancel: return false;
    }
    return false;
}

bool ModelFiles::save()
{
    finishTyping();
    if (!m_document.model())
        return false;
    return m_document.needsFile() ? saveAs() : tell(m_document.save(), m_document.file());
}

bool ModelFiles::saveAs()
{
    finishTyping();
    if (!m_document.model())
        return false;
    QString file = askForFileToSave(m_window, tr("Save model"), suggestedFile(), tr("Keywright models (*.keywright.json)"));
    if (file.isEmpty())
        return false;
    if (!file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        file += QLatin1String(kModelEnding);
    nameAfter(file);
    if (!tell(m_document.saveAs(file), file))
        return false;
    m_recent.add(file);
    return true;
}

/// A model that nobody has named is called as its first file is.
void ModelFiles::nameAfter(const QString &file)
{
    if (m_document.model()->name != newModelName().toStdString())
        return;
    const std::string name = titleOfFile(file).toStdString();
    const auto refusal = m_document.edit([&name](const model::Model &model) {
        return model::changeHeader(model, {name, model.description, model.author, model.created, model.modified, model.note});
    });
    if (refusal)
        qWarning("The model keeps its name: %s", qUtf8Printable(*refusal));
}

QString ModelFiles::suggestedFile() const
{
    if (!m_document.needsFile())
        return m_document.file();
    return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .filePath(fileNameFor(toQString(m_document.model()->name)) + QLatin1String(kModelEnding));
}

bool ModelFiles::tell(Document::SaveResult result, const QString &file)
{
    switch (result) {
    case Document::SaveResult::Saved: return true;
    case Document::SaveResult::ChangedOutside: return askAndOverwrite();
    case Document::SaveResult::Failed: break;
    }
    showMessage(m_window,
                {.title = tr("The model could not be saved"),
                 .text = m_document.saveProblem(),
                 .details = tr("%1 is as it was, and your changes are still here. Try again, or save to another file.").arg(file)});
    return false;
}

bool ModelFiles::askAndOverwrite()
{
    const Message question{.title = tr("Another program has changed this file"),
                           .text = tr("%1 is not what it was when it was opened. Saving replaces what the other program wrote.")
                                       .arg(QFileInfo(m_document.file()).fileName()),
                           .details = tr("To keep both, cancel and save to another file.")};
    return confirm(m_window, question, tr("Replace it")) && tell(m_document.save(true), m_document.file());
}

void ModelFiles::askAboutRecovery()
{
    const auto &recovery = m_document.recovery();
    if (!recovery)
        return;
    const QDateTime time = QDateTime::fromSecsSinceEpoch(recovery->time.time_since_epoch().count());
    const Message question{.title = tr("Restore unsaved changes?"),
                           .text = tr("Keywright ended before the changes to this model were saved. The last of them is of %1.")
                                       .arg(QLocale().toString(time, QLocale::ShortFormat)),
                           .details = tr("Without restoring, the model is as its file says, and the changes are gone.")};
    if (askFirstOrSecond(m_window, question, tr("Restore"), tr("Discard the changes")))
        m_document.takeRecovery();
    else
        m_document.dropRecovery();
}

} // namespace keywright::ui
