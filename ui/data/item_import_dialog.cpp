#include "ui/data/item_import_dialog.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/session/workspace.h"
#include "core/value/dynamodb_json.h"
#include "ui/parts/text_table_model.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kShownItems = 50;
constexpr std::size_t kShownProblems = 200;
constexpr std::size_t kLoadedAtOnce = 500;
constexpr int kItemImportDialogWidth = 720;
constexpr int kTypeCount = 10;
constexpr int kLeftOut = -1;

} // namespace

ItemImportDialog::ItemImportDialog(Document &document, const QString &file, const std::string &table, DataSource source, QWidget *parent)
    : TaskDialog(tr("Import %1").arg(QFileInfo(file).fileName()), tr("Import"), parent),
      m_document(document),
      m_place{document.model(), file.toStdString(), table},
      m_found(makeParagraph({}, TextRole::Body)),
      m_table(new Chooser(tr("Table"))),
      m_target(new Chooser(tr("Into"))),
      m_mode(new Chooser(tr("What is there"))),
      m_typeRow(new QWidget),
      m_column(new Chooser(tr("Column"))),
      m_type(new Chooser(tr("Type of the column"))),
      m_preview(new TextTableModel(this)),
      m_problems(new TextTableModel(this)),
      m_previewGrid(new Grid(tr("First items"))),
      m_problemGrid(new Grid(tr("Rows that cannot be used"))),
      m_background(this)
{
    setObjectName(QStringLiteral("importDialog"));
    resize(kItemImportDialogWidth, sizeHint().height());
    m_found->setObjectName(QStringLiteral("importFound"));
    m_table->setObjectName(QStringLiteral("importTable"));
    for (const model::Table &each : m_place.model->tables)
        m_table->addItem(toQString(each.definition.name));
    m_table->setCurrentText(toQString(table));
    m_target->setObjectName(QStringLiteral("importTarget"));
    m_target->addItem(icon(QStringLiteral("item")), tr("Sample data, in the model"), static_cast<int>(DataSource::SampleData));
    m_target->addItem(icon(QStringLiteral("store")), tr("Table data, written to the table"), static_cast<int>(DataSource::Table));
    m_target->setCurrentIndex(source == DataSource::Table ? 1 : 0);
    m_mode->setObjectName(QStringLiteral("importMode"));
    m_mode->addItem(tr("Stays; items of the same key are overwritten"), static_cast<int>(LoadMode::Add));
    m_mode->addItem(tr("Is replaced by the file's items"), static_cast<int>(LoadMode::Replace));
    m_previewGrid->setObjectName(QStringLiteral("importItems"));
    m_previewGrid->setModel(m_preview);
    m_previewGrid->setMinimumHeight(150);
    m_problemGrid->setObjectName(QStringLiteral("importProblems"));
    m_problemGrid->setModel(m_problems);
    m_problemGrid->setMinimumHeight(110);
    body().addWidget(m_found);
    body().addWidget(m_previewGrid, 2);
    body().addWidget(m_typeRow);
    body().addWidget(m_problemGrid, 1);
    addRow(body(), tr("Table"), m_table);
    addRow(body(), tr("Into"), m_target);
    addRow(body(), tr("What is there"), m_mode);
    buildTypeRow();
    connect(m_table, &QComboBox::activated, this, [this] {
        m_place.table = m_table->currentText().toStdString();
        look();
    });
    connect(m_target, &QComboBox::currentIndexChanged, this, &ItemImportDialog::showReady);
    look();
}

void ItemImportDialog::buildTypeRow()
{
    m_column->setObjectName(QStringLiteral("importColumn"));
    m_column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->setObjectName(QStringLiteral("importType"));
    for (int type = 0; type < kTypeCount; ++type) {
        const auto tag = value::tagOf(static_cast<value::Type>(type));
        m_type->addItem(toQString(tag), type);
    }
    m_type->addItem(tr("Left out"), kLeftOut);
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    row->addWidget(m_column, 2);
    row->addWidget(m_type, 1);
    auto *column = new QVBoxLayout(m_typeRow);
    column->setContentsMargins({});
    addRow(*column, tr("Type of column"), both);
    m_typeRow->hide();
    connect(m_column, &QComboBox::currentIndexChanged, this, &ItemImportDialog::showTypeOfColumn);
    connect(m_type, &QComboBox::activated, this, &ItemImportDialog::setTypeOfColumn);
}

DataSource ItemImportDialog::target() const
{
    return static_cast<DataSource>(m_target->currentData().toInt());
}

itemfile::ReadOptions ItemImportDialog::options(const std::stop_token &stop)
{
    itemfile::ReadOptions options;
    options.stop = stop;
    options.csv.columns = m_columns;
    options.keptBadRows = kShownProblems;
    options.progress = [this](const itemfile::Progress &progress) {
        QMetaObject::invokeMethod(
            this,
            [this, progress] {
                if (isRunning())
                    showProgress(static_cast<qint64>(progress.bytesRead), static_cast<qint64>(progress.bytesTotal),
                                 tr("%1 items read").arg(QLocale().toString(static_cast<qint64>(progress.records))));
            },
            Qt::QueuedConnection);
    };
    return options;
}

void ItemImportDialog::takeRecord(const Place &place, Reading &reading, const Take &take, itemfile::Record &&record)
{
    if (record.kind == itemfile::Record::Kind::Delete) {
        ++reading.deletions;
        return;
    }
    const model::Table *table = record.table.empty() ? nullptr : place.model->findTable(record.table);
    if (!table)
        table = place.model->findTable(place.table);
    try {
        engine::checkItem(table->definition, record.item);
    } catch (const engine::ServiceError &error) {
        ++reading.bad;
        if (reading.problems.size() < kShownProblems)
            reading.problems.push_back({.file = record.file, .line = record.line, .reason = error.what()});
        return;
    }
    ++reading.good;
    if (reading.first.size() < kShownItems)
        reading.first.push_back(record.item);
    take(*table, std::move(record.item));
}

ItemImportDialog::Reading ItemImportDialog::read(const Place &place, const Take &take, itemfile::ReadOptions options)
{
    Reading reading;
    try {
        if (!place.model->findTable(place.table))
            throw std::runtime_error(tr("The model has no table for these items. Add one first.").toStdString());
        reading.report = itemfile::readItems(place.file, options,
                                             [&](itemfile::Record &&record) { takeRecord(place, reading, take, std::move(record)); });
        reading.bad += static_cast<qint64>(reading.report.badRows);
        for (const itemfile::BadRow &row : reading.report.problems)
            reading.problems.push_back(row);
    } catch (const std::exception &error) {
        reading.error = toQString(error.what());
    }
    return reading;
}

void ItemImportDialog::look()
{
    m_isRead = false;
    setReady(false);
    begin(tr("Reading the file…"));
    itemfile::ReadOptions options = this->options({});
    m_background.start(
        [place = m_place, options](const std::stop_token &stop) mutable {
            options.stop = stop;
            ItemsByTable items;
            qint64 kept = 0;
            Reading reading = read(
                place,
                [&](const model::Table &table, value::Item &&item) {
                    if (++kept <= static_cast<qint64>(kMostSampleItems))
                        items[table.definition.name].push_back(std::move(item));
                },
                options);
            reading.items = std::move(items);
            return reading;
        },
        [this](Reading reading) { showReading(std::move(reading)); });
}

void ItemImportDialog::showReading(Reading reading)
{
    end();
    m_reading = std::move(reading);
    m_isRead = m_reading.error.isEmpty() && !m_reading.report.cancelled;
    const QLocale locale;
    QString found = countText(m_reading.good, tr("1 item can be imported"), tr("%1 items can be imported"));
    if (m_reading.bad > 0)
        found += QStringLiteral(" · ")
            + countText(m_reading.bad, tr("1 row cannot be used and is left out"), tr("%1 rows cannot be used and are left out"));
    if (m_reading.deletions > 0)
        found += QStringLiteral(" · ") + countText(m_reading.deletions, tr("1 deletion is left out"), tr("%1 deletions are left out"));
    m_found->setText(tr("%1. %2.").arg(toQString(itemfile::nameOf(m_reading.report.format)), found));
    m_found->setVisible(m_isRead);
    showPreview();
    showColumnTypes();
    showProblems();
    if (!m_reading.error.isEmpty())
        refuse(m_reading.error);
    else if (m_reading.report.cancelled)
        warn(tr("Stopped before the whole file was read."));
    showReady();
}

void ItemImportDialog::showPreview()
{
    QStringList headers;
    for (const value::Item &item : m_reading.first) {
        for (const auto &entry : item) {
            if (!headers.contains(toQString(entry.name)))
                headers << toQString(entry.name);
        }
    }
    std::vector<QStringList> rows;
    for (const value::Item &item : m_reading.first) {
        QStringList row;
        for (const QString &name : headers) {
            const value::AttributeValue *value = item.find(name.toStdString());
            row << (value ? toQString(value::displayText(*value)).left(400) + QStringLiteral("") : QString());
        }
        rows.push_back(row);
    }
    QStringList shown;
    for (const QString &name : headers)
        shown << headerOf(name.toStdString());
    m_preview->setRows(shown, std::move(rows));
    m_previewGrid->fitColumns(220);
    m_previewGrid->setVisible(!m_reading.first.empty());
}

QString ItemImportDialog::headerOf(const std::string &attribute) const
{
    for (const itemfile::CsvColumn &column : m_reading.report.columns)
        if (column.attribute == attribute)
            return QStringLiteral("%1 (%2)").arg(toQString(attribute), toQString(value::tagOf(column.type)));
    return toQString(attribute);
}

void ItemImportDialog::showColumnTypes()
{
    const auto &columns = m_reading.report.columns;
    m_typeRow->setVisible(!columns.empty());
    if (m_columnNames.size() == static_cast<qsizetype>(columns.size())) {
        showTypeOfColumn();
        return;
    }
    m_columnNames.clear();
    for (const itemfile::CsvColumn &column : columns)
        m_columnNames << toQString(column.attribute);
    const QSignalBlocker quiet(m_column);
    m_column->clear();
    m_column->addItems(m_columnNames);
    showTypeOfColumn();
}

void ItemImportDialog::showTypeOfColumn()
{
    const auto at = static_cast<std::size_t>(m_column->currentIndex());
    if (at >= m_reading.report.columns.size())
        return;
    const itemfile::CsvColumn &column = m_reading.report.columns[at];
    m_type->setCurrentIndex(m_type->findData(column.attribute.empty() ? kLeftOut : static_cast<int>(column.type)));
}

void ItemImportDialog::setTypeOfColumn()
{
    const auto at = static_cast<std::size_t>(m_column->currentIndex());
    if (at >= m_reading.report.columns.size())
        return;
    m_columns = m_reading.report.columns;
    const int type = m_type->currentData().toInt();
    m_columns[at].attribute = type == kLeftOut ? std::string() : m_columnNames[m_column->currentIndex()].toStdString();
    if (type != kLeftOut)
        m_columns[at].type = static_cast<value::Type>(type);
    look();
}

void ItemImportDialog::showProblems()
{
    std::vector<QStringList> rows;
    for (const itemfile::BadRow &row : m_reading.problems) {
        const QString reason = toQString(row.field.empty() ? row.reason : row.field + ": " + row.reason);
        rows.push_back({toQString(row.file), row.line > 0 ? QString::number(row.line) : QString(), reason});
    }
    m_problems->setRows({tr("File"), tr("Line"), tr("Reason")}, std::move(rows));
    m_problemGrid->fitColumns(560);
    m_problemGrid->setVisible(!m_reading.problems.empty());
}

void ItemImportDialog::showReady()
{
    if (isRunning())
        return;
    setAction(countText(m_reading.good, tr("Import 1 item"), tr("Import %1 items")));
    const bool tooMany = target() == DataSource::SampleData && m_reading.good > static_cast<qint64>(kMostSampleItems);
    if (tooMany && m_isRead)
        warn(tr("A model holds at most %1 sample items. Put them into the table.").arg(QLocale().toString(kMostSampleItems)));
    else if (m_isRead)
        refuse({});
    setReady(m_isRead && m_reading.good > 0 && !tooMany);
}

void ItemImportDialog::run()
{
    const auto mode = static_cast<LoadMode>(m_mode->currentData().toInt());
    if (target() == DataSource::Table) {
        if (mode == LoadMode::Add || mayReplace())
            writeToTables();
        return;
    }
    const auto refusal =
        m_document.edit([&](const model::Model &model) { return loadCommand(model, m_reading.items, mode, "Import items"); });
    if (refusal)
        refuse(*refusal);
    else
        accept();
}

bool ItemImportDialog::mayReplace()
{
    QStringList tables;
    for (const auto &items : m_reading.items)
        tables << toQString(items.first);
    return confirm(this,
                   {tables.size() == 1 ? tr("Replace all items of table %1?").arg(tables.front())
                                       : tr("Replace all items of the tables %1?").arg(tables.join(QStringLiteral(", "))),
                    tr("What is in them is deleted, which cannot be undone."),
                    {}},
                   tr("Replace"));
}

void ItemImportDialog::writeToTables()
{
    const auto workspace = m_document.workspace();
    if (!workspace) {
        refuse(tr("The tables are not open. Open the model again."));
        return;
    }
    begin(tr("Writing…"));
    const bool replaces = m_mode->currentData().toInt() == static_cast<int>(LoadMode::Replace);
    std::vector<std::string> tables;
    for (const auto &items : m_reading.items)
        tables.push_back(items.first);
    itemfile::ReadOptions options = this->options({});
    m_background.start(
        [place = m_place, options, workspace, replaces, tables](const std::stop_token &stop) mutable {
            options.stop = stop;
            QString error;
            try {
                workspace->countAsUsed();
                TableLoader loader(workspace->connection());
                std::map<std::string, std::vector<value::Item>> waiting;
                for (const std::string &table : tables)
                    if (replaces)
                        loader.empty(place.model->findTable(table)->definition, stop);
                const Reading reading = read(
                    place,
                    [&](const model::Table &table, value::Item &&item) {
                        auto &batch = waiting[table.definition.name];
                        batch.push_back(std::move(item));
                        if (batch.size() >= kLoadedAtOnce)
                            loader.put(table.definition, std::exchange(batch, {}));
                    },
                    options);
                for (const auto &[table, batch] : waiting)
                    loader.put(place.model->findTable(table)->definition, batch);
                error = reading.error;
                if (reading.report.cancelled)
                    error = tr("Stopped. %1 items were written and stay.").arg(QLocale().toString(qint64(loader.written())));
            } catch (const std::exception &failure) {
                error = toQString(failure.what());
            }
            return error;
        },
        [this](const QString &error) {
            end();
            emit tablesWritten();
            if (error.isEmpty())
                accept();
            else
                refuse(error);
        });
}

void ItemImportDialog::stop()
{
    m_background.stop();
}

} // namespace keywright::ui
