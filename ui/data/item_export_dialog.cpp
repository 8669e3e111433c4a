#include "ui/data/item_export_dialog.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStandardPaths>

#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

using itemfile::Encoding;
using itemfile::Format;

struct FileForm {
    Format format;
    Encoding encoding;
    const char *name;
    const char *suffix;
};

constexpr FileForm kForms[] = {
    {Format::Csv, Encoding::Plain, QT_TRANSLATE_NOOP("ItemExportDialog", "CSV"), ".csv"},
    {Format::Json, Encoding::Plain, QT_TRANSLATE_NOOP("ItemExportDialog", "JSON"), ".json"},
    {Format::JsonLines, Encoding::Plain, QT_TRANSLATE_NOOP("ItemExportDialog", "JSON Lines"), ".jsonl"},
    {Format::Json, Encoding::DynamoDb, QT_TRANSLATE_NOOP("ItemExportDialog", "DynamoDB JSON"), ".json"},
    {Format::JsonLines, Encoding::DynamoDb, QT_TRANSLATE_NOOP("ItemExportDialog", "DynamoDB JSON, an item a line"), ".jsonl"},
    {Format::BatchWrite, Encoding::DynamoDb, QT_TRANSLATE_NOOP("ItemExportDialog", "BatchWriteItem requests"), ".json"},
};

std::vector<std::string> keyNames(const Place &place)
{
    std::vector<std::string> names;
    for (const auto *part : {&place.tableKey.partition, &place.tableKey.sort}) {
        for (const schema::KeyAttribute &attribute : *part)
            names.push_back(attribute.name);
    }
    return names;
}

} // namespace

ItemExportDialog::ItemExportDialog(std::shared_ptr<const model::Model> model, const ItemSource &source, const Place &place,
                                   const ItemQuestion &question, QWidget *parent)
    : TaskDialog(tr("Export items of %1").arg(place.inSentence()), tr("Export"), parent),
      m_model(std::move(model)),
      m_source(source),
      m_place(place),
      m_question(question),
      m_items(new Chooser(tr("Items"))),
      m_format(new Chooser(tr("Format"))),
      m_file(new TextField(tr("File"))),
      m_background(this)
{
    setObjectName(QStringLiteral("exportDialog"));
    m_items->addItem(tr("All items"));
    if (!m_question.text.isEmpty() || m_question.filter || !m_question.entities.empty() || m_question.facetWhere) {
        m_items->addItem(tr("Those that the search, filter or facet finds"));
        m_items->setCurrentIndex(1);
    }
    m_items->setObjectName(QStringLiteral("exportItems"));
    m_format->setObjectName(QStringLiteral("exportFormat"));
    for (const FileForm &form : kForms)
        m_format->addItem(tr(form.name));
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_file->onCommit([](const QString &) { return std::nullopt; });
    m_file->setValue(suggestedFile());
    auto *browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    auto *file = new QWidget;
    auto *row = new QHBoxLayout(file);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    addRow(body(), tr("Items"), m_items);
    addRow(body(), tr("Format"), m_format);
    addRow(body(), tr("File"), file);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ItemExportDialog::showFormat);
    connect(browse, &QPushButton::clicked, this, &ItemExportDialog::chooseFile);
}

QString ItemExportDialog::suggestedFile() const
{
    const FileForm &form = kForms[m_format->currentIndex()];
    const QString name = toQString(m_place.index.empty() ? m_place.table : m_place.table + "-" + m_place.index);
    const QString typed = m_file->text();
    const QString folder = typed.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : QFileInfo(typed).path();
    return QDir(folder).filePath((typed.isEmpty() ? name : QFileInfo(typed).completeBaseName()) + QLatin1String(form.suffix));
}

void ItemExportDialog::showFormat()
{
    m_file->setValue(suggestedFile());
}

void ItemExportDialog::chooseFile()
{
    const QString file = askForFileToSave(this, tr("Export items"), m_file->text(), tr("All files (*)"));
    if (file.isEmpty())
        return;
    m_confirmed = file;
    m_file->setValue(file);
}

void ItemExportDialog::run()
{
    m_file->commit();
    const QString file = m_file->text();
    if (file.isEmpty()) {
        m_file->refuse(tr("Say which file the items go to."));
        return;
    }
    m_file->refuse({});
    if (QFileInfo::exists(file) && file != m_confirmed
        && !confirm(this, {tr("Replace %1?").arg(QFileInfo(file).fileName()), tr("The file is there already."), {}}, tr("Replace")))
        return;
    const FileForm &form = kForms[m_format->currentIndex()];
    Work work{m_model, m_source.quiet ? m_source.quiet : m_source.connection, m_place, {}, file.toStdString(), {}};
    if (m_items->currentIndex() == 1)
        work.question = m_question;
    work.options.format = form.format;
    work.options.encoding = form.encoding;
    work.options.table = m_place.table;
    work.options.overwrite = true;
    begin(tr("Exporting…"));
    const Report report = [this](qint64 scanned, qint64 written) {
        QMetaObject::invokeMethod(
            this,
            [this, scanned, written] {
                const QLocale locale;
                if (isRunning())
                    showProgress(0, 0, tr("%1 items read, %2 written").arg(locale.toString(scanned), locale.toString(written)));
            },
            Qt::QueuedConnection);
    };
    m_background.start([work = std::move(work), report](const std::stop_token &stop) { return write(work, report, stop); },
                       [this](const Result &result) { take(result); });
}

ItemExportDialog::Result ItemExportDialog::write(const Work &work, const Report &report, const std::stop_token &stop)
{
    Result result;
    try {
        itemfile::WriteOptions options = work.options;
        const auto eachItem = [&](const std::function<void(const value::Item &)> &use) {
            qint64 written = 0;
            return readEach(
                *work.connection, *work.model, work.place, work.question,
                [&](const value::Item &item) {
                    use(item);
                    ++written;
                },
                [&](qint64 scanned) { report(scanned, written); }, stop);
        };
        if (options.format == Format::Csv) {
            itemfile::CsvColumns columns(keyNames(work.place));
            eachItem([&columns](const value::Item &item) { columns.add(item); });
            options.columns = columns.columns();
        }
        const auto writer = itemfile::openItemWriter(work.file, options);
        eachItem([&](const value::Item &item) {
            writer->write(item);
            ++result.items;
        });
        result.stopped = stop.stop_requested();
        if (!result.stopped)
            writer->finish();
        result.losses = writer->losses();
    } catch (const std::exception &error) {
        result.error = toQString(error.what());
    }
    return result;
}

void ItemExportDialog::take(const Result &result)
{
    end();
    if (!result.error.isEmpty())
        refuse(result.error);
    else if (result.stopped)
        warn(tr("Stopped. No file was written."));
    else if (!result.losses.empty())
        warn(tr("Written, but not all of it fits the format: %1").arg(toQString(result.losses.front())));
    else
        accept();
}

void ItemExportDialog::stop()
{
    m_background.stop();
}

} // namespace keywright::ui
