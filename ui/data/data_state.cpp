// What DataWorkspace says of the items that it shows: how many there are, why there are none, what went wrong.
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/connections/connection_choice.h"
#include "ui/data/data_bar.h"
#include "ui/data/data_workspace.h"
#include "ui/data/live_tables.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/message_page.h"
#include "ui/parts/notice_strip.h"

namespace keywright::ui {

void DataWorkspace::showState()
{
    showDrift();
    showFailure();
    showCount();
    m_bar->setListing(m_items->isListing() && m_items->state() == ItemTableModel::State::Reading);
    const bool readable = connection() && m_place->currentIndex() >= 0;
    m_bar->setReadable(readable);
    m_bar->setEditable(readable && !isPast() && (!isElsewhere() || m_items->hasSource()));
    m_bar->setFillable(readable && !isElsewhere() && !isPast(),
                       isElsewhere()  ? tr("Only for the workspace's own tables. Commit loads the sample data into a connection.")
                           : isPast() ? tr("The past stays as it was. Show the table as it is first.")
                                      : QString());
    const bool showGrid = m_items->rowCount() > 0;
    if (showGrid)
        m_pages->setCurrentWidget(m_grid);
    else
        showEmptyState();
}

void DataWorkspace::showCount()
{
    m_bar->count().setText(countedText());
    m_bar->count().setToolTip(m_facetProblem.isEmpty() ? m_bar->count().text() : m_facetProblem);
}

/// What was read before stays in the grid, with the reason above it.
void DataWorkspace::showFailure()
{
    using State = ItemTableModel::State;
    if (m_items->state() != State::Reading)
        m_retrying.clear();
    const bool isCut = m_items->state() == State::Failed && m_items->rowCount() > 0 && m_items->problem();
    if (isCut)
        m_failure->setText(tr("%1. %2").arg(m_items->problem()->title, m_items->problem()->text));
    m_failure->setVisible(isCut);
}

void DataWorkspace::showEmptyState()
{
    const bool isLost = m_items->state() == ItemTableModel::State::Failed || (isElsewhere() && m_live->problem());
    m_again->setVisible(isLost);
    const bool isEmpty = isTableEmpty() && !isPast();
    m_addFirst->setVisible(isEmpty);
    m_generateFirst->setVisible(isEmpty && !isElsewhere());
    m_importFirst->setVisible(isEmpty && !isElsewhere());
    m_message->setContent(isElsewhere() && !m_items->hasSource() ? contentElsewhere() : emptyContent());
    m_pages->setCurrentWidget(m_message);
}

bool DataWorkspace::isTableEmpty() const
{
    using State = ItemTableModel::State;
    const bool isRead = m_items->state() == State::Complete || m_items->state() == State::LimitReached;
    const bool isSparse = !m_items->place().index.empty() && m_items->tableItems().value_or(0) > 0;
    return isRead && m_items->hasSource() && connection() && m_items->question().text.isEmpty() && !m_items->question().filter && !facet()
        && !isSparse;
}

/// Before there is a table to read.
MessagePage::Content DataWorkspace::contentElsewhere() const
{
    const QString name = m_connection->current().name;
    if (const auto &problem = m_live->problem())
        return {.iconName = QStringLiteral("error"), .tint = IconTint::Error, .title = problem->title, .text = problem->text};
    if (!m_live->isReading() && m_places.empty())
        return {.iconName = QStringLiteral("table"),
                .title = tr("%1 has no tables").arg(name),
                .text = tr("Commit creates the model's tables there, or choose another connection.")};
    return {.iconName = QStringLiteral("recent"), .title = tr("Reading the tables of %1…").arg(name), .text = m_retrying};
}

MessagePage::Content DataWorkspace::emptyContent() const
{
    const QString table = toQString(m_items->place().table);
    const bool isUnread = m_items->state() == ItemTableModel::State::Reading || m_items->state() == ItemTableModel::State::Idle;
    if (m_items->state() == ItemTableModel::State::Failed && m_items->problem() && isElsewhere())
        return {.iconName = QStringLiteral("error"),
                .tint = IconTint::Error,
                .title = m_items->problem()->title,
                .text = m_items->problem()->text};
    if (m_items->state() == ItemTableModel::State::Failed)
        return {.iconName = QStringLiteral("error"),
                .tint = IconTint::Error,
                .title = tr("These items could not be read"),
                .text = tr("The engine refused the scan. Read them again, or open the model once more."),
                .details = m_items->problem() ? m_items->problem()->text : QString()};
    if (!m_sampleTables->problem().isEmpty() && !m_items->hasSource())
        return {.iconName = QStringLiteral("error"),
                .tint = IconTint::Error,
                .title = tr("The sample data cannot be shown"),
                .text = tr("No tables could be made of it. Look at Problems, or show the table data."),
                .details = m_sampleTables->problem()};
    if (!connection())
        return {.iconName = QStringLiteral("store"),
                .title =
                    m_document.progress().label.isEmpty() ? tr("No tables are open") : m_document.progress().label + QStringLiteral("…"),
                .text = tr("Items appear here once the model's tables are open.")};
    if (isUnread)
        return {.iconName = QStringLiteral("recent"),
                .title = m_items->isListing() ? tr("Searching…") : tr("Reading items…"),
                .text = m_retrying};
    if (m_items->question().filter)
        return {.iconName = QStringLiteral("filter"),
                .title = tr("No item satisfies the filter"),
                .text = tr("All items of %1 were read. Escape in the filter takes it away.").arg(m_items->place().inSentence())};
    if (!m_items->question().text.isEmpty())
        return {.iconName = QStringLiteral("search"),
                .title = tr("No item contains “%1”").arg(m_items->question().text),
                .text = tr("All items of %1 were searched. Clear the search with Escape.").arg(m_items->place().inSentence())};
    if (facet())
        return {.iconName = QStringLiteral("facet"),
                .title = tr("The facet %1 shows no items").arg(toQString(facet()->name)),
                .text = m_facetProblem.isEmpty() ? tr("It shows the items of its entities that satisfy its condition.") : m_facetProblem};
    if (isPast())
        return {.iconName = QStringLiteral("recent"),
                .title = tr("%1 held no items then").arg(table),
                .text = tr("Choose another moment, or show the table as it is.")};
    if (!isTableEmpty())
        return {.iconName = QStringLiteral("index"),
                .title = tr("%1 holds no items").arg(toQString(m_items->place().index)),
                .text = tr("An index holds only the items of %1 that have its key attributes.").arg(table)};
    return {.iconName = QStringLiteral("table"),
            .title = tr("%1 is empty").arg(table),
            .text = isElsewhere() ? tr("Add an item by hand, or commit the model's sample data to the connection.")
                                  : tr("Add an item by hand, generate items from the entities, or import a file.")};
}

/// An endpoint counts its items every few hours only.
QString DataWorkspace::countedElsewhere() const
{
    const QLocale locale;
    const auto total = m_items->totalItems();
    if (total && *total == m_items->rowCount())
        return countText(*total, tr("1 item"), tr("%1 items"));
    const QString read = locale.toString(static_cast<qint64>(m_items->rowCount() - 1));
    return total && *total > m_items->rowCount() && !isPast()
        ? tr("%1 read · about %2 in all, as last counted").arg(read, locale.toString(*total))
        : tr("%1 read · more come as you scroll").arg(read);
}

QString DataWorkspace::countedText() const
{
    using State = ItemTableModel::State;
    const QLocale locale;
    const QString rows = locale.toString(m_items->rowCount());
    const auto total = m_items->totalItems();
    if (!m_retrying.isEmpty())
        return m_retrying;
    if (!connection() || m_items->state() == State::Failed || (!total && !m_items->isListing()))
        return {};
    const QString all = total ? locale.toString(*total) : locale.toString(m_items->scannedItems());
    if (!m_items->isListing() && (isElsewhere() || isPast()))
        return countedElsewhere();
    if (!m_items->isListing()) {
        const auto table = m_items->place().index.empty() ? std::nullopt : m_items->tableItems();
        if (table && *table > *total)
            return tr("%1 items · %2 of the table are not in it").arg(all, locale.toString(*table - *total));
        return countText(*total, tr("1 item"), tr("%1 items"));
    }
    if (m_items->state() == State::Reading)
        return tr("%1 found, %2 of %3 searched").arg(rows, locale.toString(m_items->scannedItems()), all);
    if (m_items->state() == State::LimitReached && m_items->question().isSorted())
        return tr("Sorted: the first %1 items, of %2").arg(rows, all);
    if (m_items->state() == State::LimitReached)
        return tr("The first %1 items found").arg(rows);
    return tr("%1 of %2 items").arg(rows, all);
}

} // namespace keywright::ui
