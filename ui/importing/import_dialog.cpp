#include "ui/importing/import_dialog.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

#include "ui/dialogs/file_dialog.h"
#include "ui/document/text.h"
#include "ui/importing/import_fields.h"
#include "ui/importing/import_preview.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kProgressSteps = 1000;

QFrame *panelWith(QWidget *content)
{
    auto *panel = new QFrame;
    panel->setProperty("role", "panel");
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(content);
    return panel;
}

} // namespace

ImportDialog::ImportDialog(const QString &file, QWidget *parent)
    : QDialog(parent),
      m_fileName(makeLabel({}, TextRole::Heading)),
      m_fields(new ImportFields),
      m_pages(new QStackedWidget),
      m_refusal(new MessagePage),
      m_preview(new ImportPreview),
      m_summary(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_background(this)
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_refusal->setObjectName(QStringLiteral("importRefusal"));
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_pages->addWidget(makeReadingPage());
    m_pages->addWidget(m_refusal);
    m_pages->addWidget(m_preview);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kL);
    layout->setSpacing(space::kL);
    layout->addWidget(makeHead());
    layout->addWidget(m_fields);
    layout->addWidget(panelWith(m_pages), 1);
    layout->addWidget(m_summary);
    layout->addWidget(makeButtons());
    resize(720, 600);
    connect(m_fields, &ImportFields::changed, this, &ImportDialog::read);
    connect(m_fields, &ImportFields::typing, this, [this] {
        ++m_request;
        showReading();
    });
    connect(m_fields, &ImportFields::headerChanged, this, &ImportDialog::look);
    setFile(file);
}

QWidget *ImportDialog::makeHead()
{
    auto *another = new QPushButton(tr("Choose another file…"));
    another->setObjectName(QStringLiteral("importAnother"));
    another->setAutoDefault(false);
    connect(another, &QPushButton::clicked, this, &ImportDialog::chooseAnother);
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addWidget(new IconLabel(QStringLiteral("import"), IconTint::Secondary, 20));
    layout->addWidget(m_fileName, 1);
    layout->addWidget(another);
    return head;
}

QWidget *ImportDialog::makeReadingPage()
{
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Reading"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(280);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->addStretch(1);
    layout->addWidget(makeLabel(tr("Reading…"), TextRole::Body, LabelTone::Secondary), 0, Qt::AlignHCenter);
    layout->addWidget(m_progress, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

QWidget *ImportDialog::makeButtons()
{
    m_open = new QPushButton(tr("Open as a new model"));
    m_open->setObjectName(QStringLiteral("importOpen"));
    m_open->setProperty("primary", true);
    m_open->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("importCancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto wanted = m_imported;
        accept();
        emit imported(wanted);
    });
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins({});
    layout->setSpacing(space::kS);
    layout->addStretch(1);
    layout->addWidget(cancel);
    layout->addWidget(m_open);
    return buttons;
}

void ImportDialog::chooseAnother()
{
    const QString file = askForImportFile(this);
    if (!file.isEmpty())
        setFile(file);
}

void ImportDialog::setFile(const QString &file)
{
    m_file = file;
    m_fileName->setText(QFileInfo(file).fileName());
    m_fileName->setToolTip(file);
    look();
}

void ImportDialog::look()
{
    m_background.stop();
    showReading();
    m_background.start([file = m_file, header = m_fields->choice().csvHasHeader](const std::stop_token &) { return lookAt(file, header); },
                       [this, request = ++m_request](const ImportLook &look) {
                           if (request == m_request)
                               takeLook(look);
                       });
}

void ImportDialog::takeLook(const ImportLook &look)
{
    if (!look.error.isEmpty()) {
        m_fields->showForTables();
        refuse(tr("This file cannot be imported"), look.error);
        return;
    }
    if (look.items && look.items->items.empty()) {
        const auto &problems = look.items->problems;
        QString why = problems.empty() ? tr("The file holds no items.") : toQString(problems.front());
        if (look.items->format == itemfile::Format::Csv) {
            m_fields->showForItems(*look.items, tableName());
            if (m_fields->choice().csvHasHeader)
                why += QLatin1Char(' ') + headerAdvice();
        }
        refuse(tr("There is nothing to import"), why);
        return;
    }
    if (look.items)
        m_fields->showForItems(*look.items, tableName());
    else
        m_fields->showForTables();
    read();
}

void ImportDialog::read()
{
    m_background.stop();
    showReading();
    const quint64 request = ++m_request;
    // A guarded pointer is no use on the reading thread; m_background ends it before this goes.
    const auto progress = [this, request](const std::filesystem::path &, const itemfile::Progress &now) {
        QMetaObject::invokeMethod(
            this,
            [this, request, now] {
                if (request == m_request)
                    showProgress(now);
            },
            Qt::QueuedConnection);
    };
    m_background.start([file = m_file, choice = m_fields->choice(),
                        progress](const std::stop_token &stop) { return readImport(file, choice, progress, stop); },
                       [this, request](const ImportReading &reading) {
                           if (request == m_request)
                               takeReading(reading);
                       });
}

void ImportDialog::takeReading(const ImportReading &reading)
{
    if (reading.refused)
        m_fields->refuse(*reading.refused, reading.error);
    if (!reading.imported) {
        refuse(reading.keyIsWanted   ? tr("Which attribute is the key?")
                   : reading.refused ? tr("Choose something else above")
                                     : tr("This file cannot be imported"),
               reading.error);
        return;
    }
    m_imported = reading.imported;
    m_state = State::Read;
    m_preview->show(*m_imported);
    m_pages->setCurrentWidget(m_preview);
    QStringList summary;
    for (const std::string &line : m_imported->summaries)
        summary << toQString(line);
    if (!isWhole())
        summary = QStringList{tr("Reading stopped at a row that cannot be read. Leave such rows out, or mend the file.")};
    if (m_imported->mayLackHeader)
        summary << headerAdvice();
    m_summary->setText(summary.join(QStringLiteral("  ·  ")));
    m_open->setEnabled(isWhole() && !m_imported->model.tables.empty());
    m_open->setText(m_imported->problems.empty() ? tr("Open as a new model") : tr("Open what was read"));
}

QString ImportDialog::tableName() const
{
    const QString name = QFileInfo(m_file).completeBaseName().section(QLatin1Char('.'), 0, 0);
    return toQString(session::validTableName(name.toStdString()));
}

QString ImportDialog::headerAdvice()
{
    return tr("If the first line is a row, turn off “%1”.").arg(ImportFields::headerText());
}

bool ImportDialog::isWhole() const
{
    return !m_imported->stoppedAtBadRow && !m_imported->cancelled;
}

void ImportDialog::showReading()
{
    m_state = State::Reading;
    m_imported.reset();
    m_progress->setRange(0, 0);
    m_pages->setCurrentIndex(0);
    m_summary->clear();
    m_open->setEnabled(false);
}

void ImportDialog::showProgress(const itemfile::Progress &progress)
{
    if (progress.bytesTotal == 0)
        return;
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(static_cast<int>(progress.bytesRead * kProgressSteps / progress.bytesTotal));
    m_summary->setText(countText(static_cast<qint64>(progress.records), tr("1 item read"), tr("%1 items read")));
}

void ImportDialog::refuse(const QString &title, const QString &why)
{
    m_state = State::Refused;
    m_imported.reset();
    m_refusal->setContent({.iconName = QStringLiteral("warning"), .tint = IconTint::Warning, .title = title, .text = why, .details = {}});
    m_pages->setCurrentWidget(m_refusal);
    m_summary->clear();
    m_open->setEnabled(false);
}

} // namespace keywright::ui
