#include "ui/data/drift_dialog.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/value/attribute_value.h"
#include "core/value/dynamodb_json.h"
#include "ui/data/drift_watch.h"
#include "ui/data/item_load.h"
#include "ui/parts/text_table_model.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"

namespace keywright::ui {

namespace {

constexpr int kDriftDialogWidth = 860;
constexpr int kDriftDialogHeight = 520;
constexpr int kMaxColumn = 300;
constexpr qsizetype kMostShown = 300; ///< characters of the attributes that differ

/// "name: Ada → Ada Lovelace"; only attributes that differ. Of an item that is on one side only, all of them.
QString whatDiffers(const session::ItemDifference &item)
{
    QStringList parts;
    const auto text = [](const value::Item *of, const std::string &name) {
        const value::AttributeValue *found = of ? of->find(name) : nullptr;
        return found ? toQString(value::displayText(*found)) : QStringLiteral("–");
    };
    const value::Item *before = item.inModel ? &*item.inModel : nullptr;
    const value::Item *after = item.inTable ? &*item.inTable : nullptr;
    const auto add = [&](const std::string &name) {
        const QString label = toQString(name);
        if (before && after)
            parts << QStringLiteral("%1: %2 → %3").arg(label, text(before, name), text(after, name));
        else
            parts << QStringLiteral("%1: %2").arg(label, text(before ? before : after, name));
    };
    for (const value::Item *side : {before, after}) {
        for (const auto &entry : side ? *side : value::Item()) {
            const value::AttributeValue *other = before && after ? (side == before ? after : before)->find(entry.name) : nullptr;
            const bool wasSaid = side == after && before && other;
            if (!wasSaid && !(other && *other == entry.value))
                add(entry.name);
        }
    }
    return parts.join(QStringLiteral(", ")).left(kMostShown);
}

} // namespace

DriftDialog::DriftDialog(Document &document, session::SampleDrift drift, QWidget *parent)
    : TaskDialog(tr("What the tables hold otherwise than the sample data"), tr("Take over into the model"), parent),
      m_document(document),
      m_drift(std::move(drift)),
      m_background(this)
{
    setObjectName(QStringLiteral("driftDialog"));
    resize(kDriftDialogWidth, kDriftDialogHeight);
    setLeave(tr("Close"));
    auto *counts = makeParagraph(driftText(m_drift) + QLatin1Char('.'));
    counts->setObjectName(QStringLiteral("driftCounts"));
    body().addWidget(counts);
    showItems();
    auto *reset = new QPushButton(tr("Reset tables to sample data…"));
    reset->setObjectName(QStringLiteral("driftReset"));
    reset->setAutoDefault(false);
    body().addWidget(reset, 0, Qt::AlignLeft);
    connect(reset, &QPushButton::clicked, this, [this] {
        accept();
        emit resetWanted();
    });
    if (const QString why = tooManyText(); !why.isEmpty()) {
        refuse(why);
        setReady(false);
    }
}

void DriftDialog::showItems()
{
    std::vector<QStringList> rows;
    for (const session::ItemDifference &item : m_drift.items) {
        const QString what = !item.inModel ? tr("+ added") : !item.inTable ? tr("− removed") : tr("~ changed");
        rows.push_back({what, toQString(item.table), toQString(item.key), whatDiffers(item)});
    }
    std::size_t all = 0;
    for (const session::TableDrift &table : m_drift.tables)
        all += table.added + table.changed + table.removed;
    auto *model = new TextTableModel(this);
    model->setRows({tr("In the table"), tr("Table"), tr("Key"), tr("Attributes")}, std::move(rows));
    auto *grid = new Grid(tr("Items that differ"));
    grid->setObjectName(QStringLiteral("driftItems"));
    grid->setModel(model);
    grid->fitColumns(kMaxColumn);
    body().addWidget(grid, 1);
    if (all > m_drift.items.size()) {
        const QLocale locale;
        body().addWidget(
            makeParagraph(tr("The first %1 of %2 items that differ.")
                              .arg(locale.toString(static_cast<qint64>(m_drift.items.size())), locale.toString(static_cast<qint64>(all))),
                          TextRole::Caption, LabelTone::Secondary));
    }
}

QString DriftDialog::tooManyText() const
{
    if (m_drift.tableItems <= kMostSampleItems)
        return {};
    const QLocale locale;
    return tr("The tables hold %1 items, and a model has %2 sample items at most. Export them to a file instead, or delete some first.")
        .arg(locale.toString(static_cast<qint64>(m_drift.tableItems)), locale.toString(static_cast<qint64>(kMostSampleItems)));
}

void DriftDialog::run()
{
    const auto workspace = m_document.workspace();
    if (const QString why = tooManyText(); !why.isEmpty() || !workspace) {
        refuse(workspace ? why : tr("The tables are not open. Open the model again."));
        return;
    }
    begin(tr("Reading the tables…"));
    m_background.start(
        [model = m_document.model(), workspace](const std::stop_token &stop) {
            Read read;
            try {
                read.items = session::itemsOfTables(*model, workspace->connection(), kMostSampleItems, stop);
            } catch (const std::exception &error) {
                read.error = toQString(error.what());
            }
            read.isStopped = stop.stop_requested();
            return read;
        },
        [this](Read read) { take(std::move(read)); });
}

void DriftDialog::take(Read read)
{
    end();
    if (read.isStopped) {
        warn(tr("Stopped. The model is as it was."));
        return;
    }
    if (!read.items) {
        refuse(read.error.isEmpty() ? tr("The tables hold more than %1 items by now, which is the most that a model has.")
                                          .arg(QLocale().toString(static_cast<qint64>(kMostSampleItems)))
                                    : read.error);
        return;
    }
    const auto refusal = m_document.edit([&](const model::Model &model) {
        ItemsByTable items = std::move(*read.items);
        std::erase_if(items, [&](const auto &each) { return each.second.empty() && !model.sampleDataOf(each.first); });
        return loadCommand(model, items, LoadMode::Replace, "Take over what the tables hold");
    });
    if (refusal)
        refuse(*refusal);
    else
        accept();
}

void DriftDialog::stop()
{
    m_background.stop();
}

} // namespace keywright::ui
