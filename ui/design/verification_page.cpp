#include "ui/design/verification_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>

#include "core/model/derived_expectation.h"
#include "core/model/entity_view.h"
#include "core/model/expectation.h"
#include "core/model/step_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/design/pattern_looks.h"
#include "ui/design/returned_items.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/pattern_text.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

const QString kDash = QStringLiteral("–");
constexpr int kArgumentLength = 48; ///< letters of a value that are shown
constexpr int kShownItems = 8;      ///< without scrolling
constexpr int kWidestColumn = 220;
constexpr int kMostChanges = 80; ///< rows

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list << toQString(name);
    return list.join(QStringLiteral(", "));
}

QString kindText(model::DifferenceKind kind)
{
    switch (kind) {
    case model::DifferenceKind::Missing: return VerificationPage::tr("Missing");
    case model::DifferenceKind::Unexpected: return VerificationPage::tr("Unexpected");
    case model::DifferenceKind::OutOfOrder: return VerificationPage::tr("Wrong order");
    case model::DifferenceKind::DifferingAttribute: return VerificationPage::tr("Other value");
    case model::DifferenceKind::Count: return VerificationPage::tr("Other count");
    case model::DifferenceKind::Change: return VerificationPage::tr("Other change");
    }
    return {};
}

QStringList differenceCells(const model::Difference &difference)
{
    const auto orDash = [](const std::string &text) { return text.empty() ? kDash : toQString(text); };
    return {kindText(difference.kind), orDash(difference.item), orDash(difference.attribute), orDash(difference.expected),
            orDash(difference.actual)};
}

/// The headings of the columns that say something; the others are taken out of the rows too.
QStringList withoutEmpty(QStringList headings, QList<QStringList> &rows)
{
    for (qsizetype column = headings.size() - 1; column > 1; --column) {
        const auto isEmpty = [column](const QStringList &row) { return row[column] == kDash; };
        if (!std::all_of(rows.cbegin(), rows.cend(), isEmpty))
            continue;
        headings.removeAt(column);
        for (QStringList &row : rows)
            row.removeAt(column);
    }
    return headings;
}

/// What must hold after a change, one by one.
QStringList afterwardsTexts(const model::Expectation &expectation)
{
    QStringList texts;
    const auto whose = [](const std::string &entity, const std::string &where) {
        return VerificationPage::tr("%1 where %2").arg(toQString(entity), toQString(where));
    };
    for (const model::ExpectedCount &count : expectation.after) {
        const auto *number = std::get_if<std::int64_t>(&count.count);
        const QString what = whose(count.entity, count.where);
        if (!number)
            texts << VerificationPage::tr("as many %1 as step %2 gave").arg(what, toQString(std::get<model::ItemsOf>(count.count).step));
        else if (*number == 0)
            texts << VerificationPage::tr("no %1").arg(what);
        else
            texts << VerificationPage::tr("%1 %2").arg(*number == 1 ? VerificationPage::tr("one") : numberText(*number), what);
    }
    for (const model::ExpectedChange &change : expectation.changes)
        texts << (change.decrease ? VerificationPage::tr("%1 less by %2: %3") : VerificationPage::tr("%1 more by %2: %3"))
                     .arg(toQString(change.attribute), operandText(change.by), whose(change.entity, change.where));
    return texts;
}

/// One row for each attribute that an item got, lost or changed; its name and what became of it stand in the first.
void addChanges(const model::Model &model, const session::WrittenItem &written, QList<QStringList> &rows)
{
    const value::Item &whole = written.after ? *written.after : *written.before;
    const model::Entity *entity = model::entityOfItem(model, written.table, whole);
    QString item = entity ? toQString(model::displayName(model, *entity, model::viewOf(model, *entity, whole)))
                          : VerificationPage::tr("Item of no entity");
    QString change = !written.before ? VerificationPage::tr("Created")
        : !written.after             ? VerificationPage::tr("Deleted")
                                     : VerificationPage::tr("Changed");
    std::vector<std::string> names;
    const auto note = [&names](const std::string &name) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    if (entity)
        for (const model::Attribute &attribute : entity->attributes)
            note(attribute.name);
    for (const auto *state : {&written.before, &written.after})
        if (*state)
            for (const auto &entry : **state)
                note(entry.name);
    const auto shown = [](const std::optional<value::Item> &state, const std::string &name) {
        const value::AttributeValue *value = state ? state->find(name) : nullptr;
        return value ? toQString(value::displayText(*value)).left(kArgumentLength) : kDash;
    };
    for (const std::string &name : names) {
        const QString before = shown(written.before, name);
        const QString after = shown(written.after, name);
        if (before == after)
            continue;
        rows << QStringList{item, change, toQString(name), before, after};
        item.clear();
        change.clear();
    }
}

} // namespace

QString expectationText(const model::AccessPattern &pattern)
{
    std::optional<model::Expectation> expectation;
    try {
        expectation = model::readExpectation(pattern);
    } catch (const model::ExpectationError &error) {
        return toQString(error.what());
    }
    if (!expectation)
        return {};
    QStringList parts;
    if (!expectation->entities.empty()) {
        QString read = joined(expectation->entities);
        if (!expectation->where.empty())
            read += VerificationPage::tr(" where %1").arg(toQString(expectation->where));
        parts << read;
    }
    QStringList order;
    for (const model::OrderTerm &term : expectation->orderBy)
        order << toQString(term.attribute) + (term.descending ? VerificationPage::tr(" descending") : QString());
    if (!order.isEmpty())
        parts << VerificationPage::tr("in the order of %1").arg(order.join(QStringLiteral(", ")));
    if (expectation->limit)
        parts << VerificationPage::tr("at most %1").arg(numberText(*expectation->limit));
    const QStringList afterwards = afterwardsTexts(*expectation);
    if (!afterwards.isEmpty())
        parts << VerificationPage::tr("afterwards %1").arg(afterwards.join(QStringLiteral("; ")));
    return parts.join(QStringLiteral(", "));
}

VerificationPage::VerificationPage(QWidget *parent) : DetailRows(tr("Last verification"), parent)
{
    setObjectName(QStringLiteral("verificationPage"));
}

void VerificationPage::show(const model::Model &model, const model::AccessPattern &pattern, const PatternRunner &runner, int row)
{
    clear();
    const session::PatternVerification *verified = runner.lastVerification(row);
    if (!verified) {
        const StatusLook look = statusLook(runner, row);
        addStatus(look.iconName, look.tint, look.word,
                  tr("“Run selected” runs it on the sample data with its examples and with other arguments, and compares what comes back "
                     "with its expectation."));
    } else {
        addOutcome(*verified, runner.isStale(row));
    }
    addExpectation(model, pattern, verified && verified->failedRuns > 0);
    if (verified) {
        addFailure(*verified);
        addItems(model, pattern, *verified);
        addWritten(model, *verified);
        addSteps(verified->firstRun);
    }
    finish();
}

void VerificationPage::addExpectation(const model::Model &model, const model::AccessPattern &pattern, bool failed)
{
    const QString expected = expectationText(pattern);
    const auto derived = model::derivedExpectation(model, pattern);
    if (expected.isEmpty()) {
        const QString lacking = model::writes(pattern)
            ? tr("It has no expectation yet, so a run cannot be judged: nothing says which items must be there, or be gone, afterwards.")
            : tr("It has no expectation yet, so a run cannot be judged: nothing says which items must come back.");
        const QString why = derived ? QString() : tr(" The operation itself does not tell it: %1.").arg(toQString(derived.error()));
        addLine(QStringLiteral("note"), IconTint::Secondary, lacking + why);
        derived ? addButton(tr("Expect what the operation tells"), "followOperation", &VerificationPage::followWanted)
                : addButton(tr("Write the expectation"), "writeExpectation", &VerificationPage::definitionWanted);
        return;
    }
    const bool isOwn = model::isDerived(pattern);
    addLine(QStringLiteral("note"), IconTint::Secondary,
            isOwn ? tr("Compared with what the operation tells: %1.").arg(expected) : tr("Compared with: %1.").arg(expected));
    if (!failed)
        return;
    if (!derived) {
        addText(tr("The expectation was written by hand and does not follow the operation, from which it cannot be worked out: %1. If the "
                   "operation is right, change the expectation.")
                    .arg(toQString(derived.error())));
        addButton(tr("Change the expectation"), "writeExpectation", &VerificationPage::definitionWanted);
        return;
    }
    model::AccessPattern asTold = pattern;
    asTold.expectation = *derived;
    const QString told = expectationText(asTold);
    if (told == expected)
        return;
    addText(
        tr("The operation asks something else than the expectation says: %1. If the operation is right, the expectation is out of date.")
            .arg(told));
    addButton(tr("Make the expectation follow the operation"), "followOperation", &VerificationPage::followWanted);
}

void VerificationPage::addButton(const QString &text, const char *id, void (VerificationPage::*wanted)())
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(id));
    connect(button, &QPushButton::clicked, this, wanted, Qt::QueuedConnection); // which makes these rows anew
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->addWidget(button);
    row->addStretch();
    addWidget(line);
}

void VerificationPage::addWritten(const model::Model &model, const session::PatternVerification &verified)
{
    const session::PatternRun &run = verified.firstRun;
    if (run.status != session::RunStatus::Ran || run.writtenCount() == 0)
        return;
    const auto count = static_cast<qint64>(verified.writtenCount);
    if (count == 0) {
        addSection(tr("Items that it wrote with the examples"));
        addText(tr("Every item is as it was: what it wrote was there already."));
        return;
    }
    addSection(
        countText(count, tr("The one item that it changed with the examples"), tr("The %1 items that it changed with the examples")));
    QList<QStringList> rows;
    for (const session::WrittenItem &written : verified.written)
        addChanges(model, written, rows);
    const auto all = rows.size();
    rows = rows.mid(0, kMostChanges);
    addTable({tr("Item"), tr("Change"), tr("Attribute"), tr("Before"), tr("After")}, rows, 5);
    if (all > rows.size() || verified.writtenCount > verified.written.size())
        addText(tr("And more that is not shown."));
}

void VerificationPage::addOutcome(const session::PatternVerification &verified, bool stale)
{
    const StatusLook look = verificationLook(verified.status);
    QString sentence = toQString(verified.message);
    if (verified.status == session::VerificationStatus::Verified)
        sentence = countText(static_cast<qint64>(verified.runs), tr("One run gave exactly what is expected."),
                             tr("All %1 runs gave exactly what is expected."));
    if (verified.status == session::VerificationStatus::Failed && verified.message.empty())
        sentence = tr("%1 of %2 runs gave something else.").arg(verified.failedRuns).arg(verified.runs);
    if (stale)
        addStatus(QStringLiteral("refresh"), IconTint::Warning, tr("Stale"),
                  tr("The model has changed since in something that it depends on; run it again. Before: %1")
                      .arg(look.word.toLower() + (sentence.isEmpty() ? QString() : QStringLiteral(". ") + sentence)));
    else
        addStatus(look.iconName, look.tint, look.word, sentence);
    QStringList chips{countText(static_cast<qint64>(verified.runs), tr("1 run"), tr("%1 runs"))};
    if (verified.refusedRuns > 0)
        chips << tr("%1 refused by a condition").arg(verified.refusedRuns);
    chips << tr("%1 read").arg(numberText(verified.itemsRead)) << tr("%1 returned").arg(numberText(verified.itemsReturned));
    if (verified.itemsWritten > 0)
        chips << tr("%1 written").arg(numberText(verified.itemsWritten));
    chips << tr("%1 units").arg(unitsText(verified.capacityUnits()));
    addChips(chips);
}

void VerificationPage::addFailure(const session::PatternVerification &verified)
{
    if (verified.failedRuns == 0)
        return;
    addSection(tr("First run that failed"));
    QStringList arguments;
    for (const auto &[name, value] : verified.arguments)
        arguments << QStringLiteral("%1 = %2").arg(toQString(name), toQString(value::displayText(value)).left(kArgumentLength));
    if (!arguments.isEmpty())
        addText(tr("With %1").arg(arguments.join(QStringLiteral(", "))));
    QList<QStringList> rows;
    for (const model::Difference &difference : verified.differences)
        rows << differenceCells(difference);
    if (!rows.isEmpty())
        addTable(withoutEmpty({tr("Difference"), tr("Item"), tr("Attribute"), tr("Expected"), tr("Got")}, rows), rows, 5);
    if (verified.differenceCount > verified.differences.size())
        addText(countText(static_cast<qint64>(verified.differenceCount - verified.differences.size()), tr("And one more difference."),
                          tr("And %1 more differences.")));
}

void VerificationPage::addItems(const model::Model &model, const model::AccessPattern &pattern,
                                const session::PatternVerification &verified)
{
    const session::PatternRun &run = verified.firstRun;
    if (run.status != session::RunStatus::Ran || run.steps.empty() || run.writtenCount() > 0)
        return;
    auto *items = new ReturnedItems(model, pattern, verified);
    addSection(countText(run.itemCount(), tr("The one item that it returned with the examples"),
                         tr("The %1 items that it returned with the examples")));
    if (items->rowCount() == 0) {
        delete items;
        addText(tr("Nothing came back. Give the parameters examples that the sample data has."));
        return;
    }
    auto *grid = new Grid(tr("Items that the access pattern returned"));
    grid->setObjectName(QStringLiteral("returnedItems"));
    items->setParent(grid);
    grid->setModel(items);
    grid->fitColumns(kWidestColumn);
    const int shown = qMin(items->rowCount(), kShownItems);
    const int bar = grid->horizontalScrollBar()->sizeHint().height();
    grid->setFixedHeight(grid->horizontalHeader()->sizeHint().height() + shown * grid->verticalHeader()->defaultSectionSize() + bar);
    addWidget(grid);
}

void VerificationPage::addStepButtons(const session::PatternRun &run)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        const session::StepRun &step = run.steps[i];
        auto *button = new QPushButton(run.steps.size() == 1 ? tr("Open in Operations") : tr("Open step %1 in Operations").arg(i + 1));
        button->setObjectName(QStringLiteral("openStep%1").arg(i));
        button->setToolTip(tr("Opens %1 with the examples filled in").arg(toQString(step.operation)));
        button->setEnabled(!step.request.isNull());
        connect(button, &QPushButton::clicked, this,
                [this, operation = toQString(step.operation), request = step.request] { emit operationWanted(operation, request); });
        row->addWidget(button);
    }
    row->addStretch(1);
    addWidget(line);
}

void VerificationPage::addSteps(const session::PatternRun &run)
{
    if (run.steps.empty())
        return;
    addSection(tr("Run with the examples"));
    QList<QStringList> rows;
    for (const session::StepRun &step : run.steps)
        rows << QStringList{toQString(step.operation),     toQString(step.place),
                            numberText(step.scannedCount), numberText(static_cast<qint64>(step.items.size())),
                            numberText(step.writtenCount), unitsText(step.consumed.total())};
    addTable({tr("Step"), tr("Table or index"), tr("Read"), tr("Returned"), tr("Written"), tr("Units")}, rows, 2);
    addStepButtons(run);
}

} // namespace keywright::ui
