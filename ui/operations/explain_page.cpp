#include "ui/operations/explain_page.h"

#include <QLocale>
#include <QStackedLayout>

#include "ui/design/detail_rows.h"
#include "ui/document/text.h"
#include "ui/operations/explain_picture.h"
#include "ui/operations/operation_runner.h"
#include "ui/parts/message_page.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kMostReads = 5; ///< of a SELECT that are drawn

struct Verdict {
    QString icon;
    IconTint tint;
    QString word;
    QString sentence;
};

Verdict verdictOn(const session::ExplainedRead &read)
{
    const auto tr = [](const char *text) { return ExplainPage::tr(text); };
    const QString ok = QStringLiteral("ok");
    const QString warning = QStringLiteral("warning");
    if (read.operation == "GetItem")
        return {ok, IconTint::Success, tr("By its key"), tr("The whole primary key leads to one item: the cheapest read there is.")};
    if (read.operation == "Scan")
        return {warning, IconTint::Warning, tr("Scanned"),
                tr("There is no key condition, so every item is read and paid for: %1 read to return %2. A filter does not change that.")
                    .arg(numberText(read.read), numberText(read.returned))};
    if (!read.countsAreKnown)
        return {QStringLiteral("info"), IconTint::Secondary, tr("By its key"), tr("The service does not tell how many items it read.")};
    if (read.read > read.returned)
        return {warning, IconTint::Warning, tr("Filtered"),
                tr("The key condition read %1 items and the filter dropped %2 of them afterwards. You pay for all %1; only a key condition "
                   "makes it less.")
                    .arg(numberText(read.read), numberText(read.read - read.returned))};
    return {ok, IconTint::Success, tr("Served"),
            tr("The key condition leads to exactly the items that are returned: %1 read, %1 returned.").arg(numberText(read.read))};
}

} // namespace

ExplainPage::ExplainPage(OperationRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_runner(runner),
      m_pages(new QStackedLayout(this)),
      m_message(new MessagePage),
      m_rows(new DetailRows(tr("What the run touched"))),
      m_shownDuration([](double measured) { return measured; })
{
    setObjectName(QStringLiteral("explainPage"));
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_rows);
    connect(&runner, &OperationRunner::changed, this, &ExplainPage::showState);
    showState();
}

void ExplainPage::showState()
{
    if (const session::Explanation *explanation = m_runner.explanation()) {
        if (explanation != m_shown)
            showExplanation(*explanation);
        m_shown = explanation;
        m_pages->setCurrentWidget(m_rows);
        return;
    }
    m_shown = nullptr;
    m_verdict.clear();
    const bool isBusy = m_runner.isRunning() || m_runner.isExplaining();
    const bool isRefused = !isBusy && m_runner.page() != nullptr;
    m_message->setContent(
        {.iconName = isRefused ? QStringLiteral("error") : QStringLiteral("search"),
         .tint = isRefused ? IconTint::Error : IconTint::Secondary,
         .title = isBusy ? tr("Looking at what it touched…")
             : isRefused ? tr("Nothing was touched")
                         : tr("Nothing to explain yet"),
         .text = isBusy  ? tr("The run is compared with other ways to ask the same.")
             : isRefused ? tr("The service refused the request. Items says why.")
                         : tr("Run an operation: a picture shows what it read and what it returned, what a filter dropped, and what the "
                              "same question costs as a Query, with an index, or as a Scan.")});
    m_pages->setCurrentWidget(m_message);
}

void ExplainPage::showExplanation(const session::Explanation &explanation)
{
    m_rows->clear();
    addVerdict(explanation);
    for (std::size_t i = 0; i < std::min(explanation.reads.size(), kMostReads); ++i) {
        if (explanation.reads.size() > 1)
            m_rows->addSection(
                tr("Read %1 of %2: %3").arg(i + 1).arg(explanation.reads.size()).arg(toQString(explanation.reads[i].operation)));
        addRead(explanation.reads[i]);
    }
    addCapacity(explanation);
    if (!explanation.alternatives.empty()) {
        m_rows->addSection(tr("The same question, asked another way"));
        m_rows->addWidget(new WaysChart(explanation.alternatives));
    }
    m_rows->finish();
}

void ExplainPage::addVerdict(const session::Explanation &explanation)
{
    if (explanation.reads.empty()) {
        m_verdict = tr("Done");
        m_rows->addStatus(QStringLiteral("ok"), IconTint::Success, m_verdict,
                          tr("Its cost is below, place by place: each index that holds the item is written too."));
        return;
    }
    const auto worst = std::max_element(explanation.reads.begin(), explanation.reads.end(), [](const auto &left, const auto &right) {
        return left.read - left.returned < right.read - right.returned;
    });
    const Verdict verdict = verdictOn(*worst);
    m_verdict = verdict.word;
    m_rows->addStatus(verdict.icon, verdict.tint, verdict.word, verdict.sentence);
}

void ExplainPage::addRead(const session::ExplainedRead &read)
{
    m_rows->addWidget(new ReadFunnel(read));
    if (!read.items.empty())
        m_rows->addWidget(new ItemSquares(read));
    if (read.partitions > 0)
        m_rows->addWidget(new PartitionStrip(read));
    if (!read.itemsAreKnown)
        m_rows->addText(tr("This service tells how many items it read, not which ones; partitions are not told either."));
}

void ExplainPage::addCapacity(const session::Explanation &explanation)
{
    m_rows->addSection(tr("Capacity"));
    m_rows->addChips({countText(explanation.pages, tr("1 page"), tr("%1 pages")), durationText(m_shownDuration(explanation.milliseconds))});
    QList<QStringList> places;
    for (const capacity::ConsumedCapacity &each : explanation.consumed) {
        places << QStringList{tr("Table %1").arg(toQString(each.table)), unitsText(each.tableUnits)};
        for (const auto *indexes : {&each.localIndexUnits, &each.globalIndexUnits})
            for (const auto &[name, units] : *indexes)
                places << QStringList{tr("Index %1").arg(toQString(name)), unitsText(units)};
    }
    if (places.isEmpty())
        m_rows->addText(tr("The service told no capacity."));
    else
        m_rows->addTable({tr("Place"), tr("Units")}, places, 1);
}

} // namespace keywright::ui
