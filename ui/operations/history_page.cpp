#include "ui/operations/history_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedLayout>

#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

/// Rows whose texts have all the words.
class FoundRuns : public QSortFilterProxyModel {
public:
    explicit FoundRuns(HistoryModel &history, QObject *parent) : QSortFilterProxyModel(parent), m_history(history)
    {
        setSourceModel(&history);
    }

    void setWords(const QString &words)
    {
        m_words = words.trimmed();
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex & /*parent*/) const override
    {
        return m_words.isEmpty() || m_history.matches(row, m_words);
    }

private:
    HistoryModel &m_history;
    QString m_words;
};

} // namespace

HistoryPage::HistoryPage(HistoryModel &history, QWidget *parent)
    : QWidget(parent),
      m_history(history),
      m_found(new FoundRuns(history, this)),
      m_search(new SearchField(tr("Search the history"))),
      m_said(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_open(new QPushButton(tr("Open"))),
      m_clear(new QPushButton(tr("Clear…"))),
      m_grid(new Grid(tr("History"))),
      m_message(new MessagePage)
{
    m_search->setObjectName(QStringLiteral("historySearch"));
    m_said->setObjectName(QStringLiteral("historySaid"));
    m_open->setObjectName(QStringLiteral("historyOpen"));
    m_open->setToolTip(tr("Puts the operation back into its form or editor (Enter)"));
    m_clear->setObjectName(QStringLiteral("historyClear"));
    m_clear->setProperty("flat", true);
    m_grid->setObjectName(QStringLiteral("historyGrid"));
    m_grid->setModel(m_found);
    m_message->setObjectName(QStringLiteral("historyMessage"));
    const int widths[] = {164, 146, 108, 244, 76, 60, 140, 300};
    for (int column = 0; column < HistoryModel::ColumnCount; ++column)
        m_grid->setColumnWidth(column, widths[column]);
    m_grid->horizontalHeader()->setStretchLastSection(true);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kM, space::kXs, space::kM, space::kXs);
    row->setSpacing(space::kS);
    row->addWidget(m_search, 1);
    row->addWidget(m_said);
    row->addWidget(m_clear);
    row->addWidget(m_open);
    auto *content = new QWidget;
    m_pages = new QStackedLayout(content);
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_grid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(makeLine());
    column->addWidget(content, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        static_cast<FoundRuns *>(m_found)->setWords(words);
        showState();
    });
    connect(m_grid, &Grid::opened, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_open, &QPushButton::clicked, this, [this] { open(m_grid->currentIndex().row()); });
    connect(m_clear, &QPushButton::clicked, this, &HistoryPage::askAndClear);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPage::showState);
    connect(m_found, &QAbstractItemModel::modelReset, this, &HistoryPage::showState);
    connect(m_found, &QAbstractItemModel::rowsInserted, this, &HistoryPage::showState);
    connect(m_found, &QAbstractItemModel::rowsRemoved, this, &HistoryPage::showState);
    connect(&m_history, &HistoryModel::stateChanged, this, &HistoryPage::showState);
    showState();
}

void HistoryPage::showState()
{
    const int all = m_history.rowCount();
    const int found = m_found->rowCount();
    m_open->setEnabled(m_grid->currentIndex().isValid());
    m_clear->setEnabled(all > 0);
    m_search->setEnabled(all > 0);
    if (!m_history.problem().isEmpty())
        m_said->setText(m_history.problem());
    else if (found < all)
        m_said->setText(tr("%1 of %2 runs").arg(QLocale().toString(found), QLocale().toString(all)));
    else
        m_said->setText(all > 0 ? countText(all, tr("1 run"), tr("%1 runs")) : QString());
    m_said->setToolTip(m_history.problem());
    if (found > 0) {
        m_pages->setCurrentWidget(m_grid);
        return;
    }
    if (m_history.isReading())
        m_message->setContent({.iconName = QStringLiteral("recent"), .title = tr("Reading the history…")});
    else if (all > 0)
        m_message->setContent({.iconName = QStringLiteral("search"),
                               .title = tr("No run has these words"),
                               .text = tr("Its operation, tables, values, outcome and connection are searched.")});
    else
        m_message->setContent({.iconName = QStringLiteral("recent"),
                               .title = tr("Nothing ran on this model yet"),
                               .text = tr("Every operation that you run here is kept, with its request and what came of it, until you "
                                          "clear the history. It stays on this computer and is no part of the model file.")});
    m_pages->setCurrentWidget(m_message);
}

void HistoryPage::open(int row)
{
    const QModelIndex index = m_found->mapToSource(m_found->index(row, 0));
    if (!index.isValid())
        return;
    const session::HistoryEntry &entry = m_history.at(index.row());
    if (entry.request.empty()) {
        m_said->setText(tr("This request was too long to keep, so it cannot be opened."));
        return;
    }
    emit openWanted(toQString(entry.operation), value::Json::parse(entry.request));
}

void HistoryPage::askAndClear()
{
    const Message question{tr("Clear the history?"),
                           countText(m_history.rowCount(), tr("What is known of 1 run is forgotten for good. Saved operations stay."),
                                     tr("What is known of %1 runs is forgotten for good. Saved operations stay.")),
                           {}};
    if (confirm(window(), question, tr("Clear the history")))
        m_history.clear();
}

} // namespace keywright::ui
