#include "ui/export/export_page.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QStandardPaths>

#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/document/model_place.h"
#include "ui/document/text.h"
#include "ui/export/export_saving.h"
#include "ui/export/loss_list.h"
#include "ui/export/remembered_choices.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/notice_strip.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLossHeight = 140;
constexpr int kNamedFiles = 8; ///< of those that would be replaced

} // namespace

ExportPage::ExportPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_preview(document),
      m_choices(new ExportChoicesPanel),
      m_notice(new NoticeStrip({}, tr("Show problems"))),
      m_files(new Chooser(tr("File"))),
      m_fileName(makeLabel({}, TextRole::Mono)),
      m_said(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_copy(new QPushButton(icon(QStringLiteral("copy")), tr("Copy"))),
      m_save(new QPushButton(icon(QStringLiteral("save"), IconTint::OnAccent), tr("Save as…"))),
      m_code(new CodeEditor(tr("Preview of the export"))),
      m_losses(new LossList),
      m_message(new MessagePage),
      m_design(m_message->addButton(tr("Go to Design"))),
      m_pages(new QStackedLayout)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_contents = makePreview();
    m_pages->addWidget(m_contents);
    m_pages->addWidget(m_message);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addLayout(m_pages);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_choices);
    layout->addLayout(right, 1);
    setChoices(rememberedChoices());
    connect(m_choices, &ExportChoicesPanel::chosen, this, [this] {
        rememberChoices(m_choices->choices());
        takeChoices();
    });
    connect(&m_preview, &ExportPreview::writtenChanged, this, &ExportPage::showWritten);
    connect(m_files, &QComboBox::currentIndexChanged, this, &ExportPage::showFile);
    connect(m_copy, &QPushButton::clicked, this, &ExportPage::copy);
    connect(m_save, &QPushButton::clicked, this, &ExportPage::save);
    connect(m_design, &QPushButton::clicked, this, &ExportPage::designWanted);
    connect(m_notice, &NoticeStrip::actionWanted, this, &ExportPage::problemsWanted);
    connect(m_losses, &LossList::placeWanted, this, &ExportPage::jump);
    showWritten();
}

QWidget *ExportPage::makeBar()
{
    m_files->setObjectName(QStringLiteral("exportFiles"));
    m_files->setMinimumWidth(200);
    m_fileName->setObjectName(QStringLiteral("exportFile"));
    m_said->setObjectName(QStringLiteral("exportSaid"));
    m_said->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setObjectName(QStringLiteral("copyExport"));
    m_copy->setToolTip(tr("Copy this file"));
    m_save->setObjectName(QStringLiteral("saveExport"));
    m_save->setProperty("primary", true);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    row->setSpacing(space::kS);
    row->addWidget(m_files);
    row->addWidget(m_fileName);
    row->addWidget(m_said, 1);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    return bar;
}

QWidget *ExportPage::makePreview()
{
    m_notice->setObjectName(QStringLiteral("exportNotice"));
    m_code->setObjectName(QStringLiteral("exportCode"));
    m_code->setReadOnly(true);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(m_code);
    split->addWidget(m_losses);
    split->setStretchFactor(0, 1);
    split->setSizes({400, kLossHeight});
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(makeBar());
    layout->addWidget(makeLine());
    layout->addWidget(split, 1);
    return page;
}

void ExportPage::setChoices(const ExportChoices &choices)
{
    m_choices->setChoices(choices);
    takeChoices();
}

void ExportPage::showTarget(ExportTarget target)
{
    ExportChoices choices = m_choices->choices();
    choices.target = target;
    setChoices(choices);
}

void ExportPage::takeChoices()
{
    say({});
    m_preview.setChoices(m_choices->choices());
}

void ExportPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_preview.setWatched(true);
}

void ExportPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_preview.setWatched(false);
    say({});
}

bool ExportPage::showMessage()
{
    const WrittenExport &written = *m_preview.written();
    m_design->setVisible(written.failure.isEmpty());
    if (!written.failure.isEmpty()) {
        m_message->setContent({.iconName = QStringLiteral("error"),
                               .tint = IconTint::Error,
                               .title = tr("This model cannot be written as %1").arg(nameOf(written.choices.target)),
                               .text = tr("Mend what is said below, or choose another target."),
                               .details = written.failure});
        return true;
    }
    if (written.model->tables.empty()) {
        m_message->setContent(
            {.iconName = QStringLiteral("table"),
             .title = tr("There is no table to export yet"),
             .text = tr("Draw a table or an entity in Design; what it is as Terraform, CloudFormation or code appears here "
                        "as you draw.")});
        return true;
    }
    if (written.choices.target == ExportTarget::Code && written.model->accessPatterns.empty()) {
        m_message->setContent({.iconName = QStringLiteral("access-pattern"),
                               .title = tr("There is no access pattern to write code for yet"),
                               .text = tr("Say in Design what the application asks; each access pattern becomes a function here.")});
        return true;
    }
    if (written.choices.target == ExportTarget::Policy && written.model->accessPatterns.empty()) {
        m_message->setContent({.iconName = QStringLiteral("lock"),
                               .title = tr("There is no access pattern to allow yet"),
                               .text = tr("Say in Design what the application asks; what its role needs for that appears here.")});
        return true;
    }
    return false;
}

void ExportPage::showWritten()
{
    const auto &written = m_preview.written();
    if (!written)
        return;
    if (showMessage()) {
        m_pages->setCurrentWidget(m_message);
        return;
    }
    m_pages->setCurrentWidget(m_contents);
    m_notice->setVisible(written->errors > 0);
    m_notice->setText(countText(written->errors, tr("The model has 1 error: AWS may refuse what is written here."),
                                tr("The model has %1 errors: AWS may refuse what is written here.")));
    const QString chosen = m_files->currentText();
    {
        const QSignalBlocker quiet(m_files);
        m_files->clear();
        for (const exchange::ExportFile &file : written->result.files)
            m_files->addItem(toQString(file.name));
        m_files->setCurrentIndex(qMax(0, m_files->findText(chosen)));
    }
    m_losses->setLosses(written->result.losses, written->model,
                        written->choices.target == ExportTarget::Code ? tr("Every access pattern has its code")
                            : written->choices.target == ExportTarget::Policy
                            ? tr("Every access pattern is allowed what it needs; access-policy.md says why")
                            : tr("%1 holds all of this model").arg(nameOf(written->choices.target)));
    showFile();
}

const exchange::ExportFile *ExportPage::shownFile() const
{
    const auto &written = m_preview.written();
    const int at = m_files->currentIndex();
    return written && at >= 0 && at < static_cast<int>(written->result.files.size()) ? &written->result.files[static_cast<std::size_t>(at)]
                                                                                     : nullptr;
}

void ExportPage::showFile()
{
    const exchange::ExportFile *file = shownFile();
    m_copy->setEnabled(file != nullptr);
    m_save->setEnabled(file != nullptr);
    m_files->setVisible(m_files->count() > 1);
    m_fileName->setVisible(m_files->count() == 1);
    if (file == nullptr)
        return;
    const QString name = toQString(file->name);
    const bool other = name != m_fileName->text();
    m_fileName->setText(name);
    m_code->setLanguage(highlightingOf(name));
    m_code->setText(toQString(file->text));
    if (other)
        m_code->goTo(1, 1); // of the same file the place stays
}

void ExportPage::say(const QString &sentence)
{
    m_said->setText(sentence);
    m_said->setToolTip(sentence);
}

void ExportPage::copy()
{
    const exchange::ExportFile *file = shownFile();
    if (file == nullptr)
        return;
    QGuiApplication::clipboard()->setText(toQString(file->text));
    say(tr("Copied %1").arg(toQString(file->name)));
}

QString ExportPage::askForPlace() const
{
    const auto &files = m_preview.written()->result.files;
    QString folder = m_folder;
    if (folder.isEmpty())
        folder = m_document.needsFile() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                        : QFileInfo(m_document.file()).absolutePath();
    const QString target = nameOf(m_preview.written()->choices.target);
    if (files.size() > 1)
        return askForFolder(window(), tr("Choose a folder for the %1 files of %2").arg(files.size()).arg(target), folder);
    const QString name = toQString(files.front().name);
    return askForFileToSave(window(), tr("Save %1").arg(target), QDir(folder).filePath(name),
                            tr("%1 files (*.%2);;All files (*)").arg(target, QFileInfo(name).suffix()));
}

void ExportPage::save()
{
    // What is seen is what is saved, whatever is edited while the dialog is open.
    const std::shared_ptr<const WrittenExport> written = m_preview.written();
    if (shownFile() == nullptr)
        return;
    const QString place = askForPlace();
    if (place.isEmpty())
        return;
    const auto &files = written->result.files;
    QStringList existing;
    for (const QString &path : pathsOf(files, place))
        if (files.size() > 1 && QFileInfo::exists(path))
            existing << QFileInfo(path).fileName();
    const qsizetype more = existing.size() - kNamedFiles;
    const QString names = existing.mid(0, kNamedFiles).join(QLatin1Char('\n')) + (more > 0 ? tr("\nand %1 more").arg(more) : QString());
    if (!existing.isEmpty()
        && !confirm(
            window(),
            {.title = tr("Replace files?"),
             .text = countText(existing.size(), tr("1 file of this folder is replaced."), tr("%1 files of this folder are replaced.")),
             .details = names},
            tr("Replace")))
        return;
    if (const auto refusal = writeFiles(files, place)) {
        ui::showMessage(window(),
                        {.title = tr("The export was not saved"),
                         .text = *refusal + QLatin1Char(' ') + tr("Choose another place, or make room there."),
                         .details = {}});
        return;
    }
    m_folder = files.size() > 1 ? place : QFileInfo(place).absolutePath();
    say(files.size() > 1 ? tr("Saved %1 files in %2").arg(files.size()).arg(QDir::toNativeSeparators(place))
                         : tr("Saved %1").arg(QDir::toNativeSeparators(place)));
}

void ExportPage::jump(const QString &place)
{
    if (m_document.model())
        m_document.select(selectionOfPlace(*m_document.model(), place));
}

} // namespace keywright::ui
