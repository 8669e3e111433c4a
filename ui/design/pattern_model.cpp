#include "ui/design/pattern_model.h"

#include <QLocale>

#include "ui/cost/cost_rows.h"
#include "ui/design/pattern_looks.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/pattern_text.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

QString orderText(const model::AccessPattern &pattern)
{
    for (const model::Step &step : pattern.steps) {
        if (step.operation.kind == model::OperationKind::Query)
            return step.operation.descending ? PatternModel::tr("Descending") : PatternModel::tr("Ascending");
    }
    return {};
}

QString filtersText(const model::AccessPattern &pattern)
{
    QStringList filters;
    for (const model::Step &step : pattern.steps) {
        if (!step.operation.filter.empty())
            filters << toQString(step.operation.filter);
    }
    return filters.join(QStringLiteral(" → "));
}

bool isNumeric(int column)
{
    return column == PatternModel::Rate || column == PatternModel::Items || column == PatternModel::Capacity
        || column == PatternModel::Cost;
}

bool isMono(int column)
{
    return column == PatternModel::Operations || column == PatternModel::Place || column == PatternModel::Filter;
}

} // namespace

PatternModel::PatternModel(const PatternRunner &runner, const Adviser &adviser, const PatternCosts &costs, QObject *parent)
    : QAbstractTableModel(parent), m_runner(runner), m_adviser(adviser), m_costs(costs)
{
    connect(&runner, &PatternRunner::patternRan, this, [this](int row) {
        if (row < rowCount())
            emit dataChanged(index(row, Status), index(row, Capacity));
    });
    const auto showRuns = [this] { show(Status, Capacity); };
    connect(&runner, &PatternRunner::runsCleared, this, showRuns);
    connect(&runner, &PatternRunner::stalenessChanged, this, showRuns);
    connect(&runner, &PatternRunner::progressChanged, this, [this] { show(Status, Status); });
    connect(&adviser, &Adviser::counselChanged, this, [this] { show(Verdict, Verdict); });
    connect(&costs, &PatternCosts::changed, this, [this] { show(Cost, Cost); });
}

void PatternModel::show(int firstColumn, int lastColumn)
{
    if (rowCount() > 0)
        emit dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn));
}

void PatternModel::setModel(std::shared_ptr<const model::Model> model)
{
    static const std::vector<model::AccessPattern> kNone;
    const auto &was = m_model ? m_model->accessPatterns : kNone;
    const auto &is = model ? model->accessPatterns : kNone;
    std::size_t head = 0;
    while (head < was.size() && head < is.size() && was[head].name == is[head].name)
        ++head;
    std::size_t tail = 0;
    while (head + tail < was.size() && head + tail < is.size() && was[was.size() - 1 - tail].name == is[is.size() - 1 - tail].name)
        ++tail;
    const auto takeIt = [&] {
        m_looks = model ? entityLooks(*model) : std::vector<EntityLook>{};
        m_model = std::move(model);
    };
    const std::size_t gone = was.size() - head - tail;
    const std::size_t come = is.size() - head - tail;
    const auto first = static_cast<int>(head);
    if (gone == come) { // renamed, moved or changed in place
        takeIt();
    } else if (come == 0) {
        beginRemoveRows({}, first, first + static_cast<int>(gone) - 1);
        takeIt();
        endRemoveRows();
    } else if (gone == 0) {
        beginInsertRows({}, first, first + static_cast<int>(come) - 1);
        takeIt();
        endInsertRows();
    } else {
        beginResetModel();
        takeIt();
        endResetModel();
    }
    show(0, ColumnCount - 1);
}

int PatternModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_model ? 0 : static_cast<int>(m_model->accessPatterns.size());
}

int PatternModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PatternModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::AccessPattern &pattern = m_model->accessPatterns[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return isNumeric(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (column == Verdict)
        return verdictCell(index.row(), role);
    if (column == Status)
        return statusCell(index.row(), role);
    if (column == Items || column == Capacity)
        return figureCell(index.row(), column, role);
    if (column == Cost)
        return costCell(pattern, role);
    switch (role) {
    case Qt::DisplayRole: return column == Entities ? QVariant() : QVariant(text(pattern, column)); // the marks say it
    case Qt::ToolTipRole:
        if (column == Name && !pattern.description.empty())
            return QStringLiteral("%1\n%2").arg(toQString(pattern.name), toQString(pattern.description));
        if (column == Name || column == Entities || column == Operations || column == Filter)
            return text(pattern, column);
        return column == KeyCondition ? keyConditionsText(pattern) : QVariant();
    case kTemplateRole: {
        const QString condition = column == KeyCondition ? keyConditionsText(pattern) : QString();
        return condition.isEmpty() ? QVariant() : QVariant(condition);
    }
    case kMarksRole: return column == Entities ? QVariant(marks(pattern)) : QVariant();
    case kMissingRole: return column != Entities && text(pattern, column).isEmpty();
    case kMonoRole: return isMono(column);
    case kStrongRole: return column == Name;
    case kToneRole: return column == Order ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    case Qt::AccessibleTextRole: return text(pattern, column);
    default: return {};
    }
}

QString PatternModel::text(const model::AccessPattern &pattern, int column) const
{
    switch (column) {
    case Name: return toQString(pattern.name);
    case Entities: {
        QStringList names;
        for (const std::string &entity : pattern.entities)
            names << toQString(entity);
        return names.join(QStringLiteral(", "));
    }
    case Operations: return operationsText(pattern);
    case Place: return placesText(pattern);
    case KeyCondition: return keyConditionsText(pattern);
    case Filter: return filtersText(pattern);
    case Order: return orderText(pattern);
    case Rate: return rateText(pattern.rate);
    default: return {};
    }
}

QVariantList PatternModel::marks(const model::AccessPattern &pattern) const
{
    QVariantList found;
    for (const std::string &entity : pattern.entities) {
        for (const EntityLook &look : m_looks) {
            if (look.name == toQString(entity))
                found << QVariant::fromValue(look);
        }
    }
    return found;
}

QVariant PatternModel::verdictCell(int row, int role) const
{
    const model::Judgement *judgement = m_adviser.judgementOf(row);
    if (!judgement)
        return role == kMissingRole ? QVariant(true) : QVariant();
    const StatusLook look = verdictLook(judgement->verdict);
    switch (role) {
    case Qt::DisplayRole: return look.word;
    case Qt::DecorationRole: return icon(look.iconName, look.tint);
    case kToneRole: return static_cast<int>(look.tint);
    case Qt::ToolTipRole:
        return judgement->reasons.empty() ? tr("A key lookup or a Query answers it, and reads only what it returns.")
                                          : toQString(judgement->reasons.front().message);
    default: return {};
    }
}

QVariant PatternModel::statusCell(int row, int role) const
{
    const session::PatternVerification *verified = m_runner.lastVerification(row);
    const StatusLook look = statusLook(m_runner, row);
    switch (role) {
    case Qt::DisplayRole: return look.word;
    case Qt::DecorationRole: return icon(look.iconName, look.tint);
    case kToneRole: return static_cast<int>(look.tint);
    case Qt::ToolTipRole:
        if (!verified)
            return {};
        if (m_runner.isStale(row))
            return tr("%1 before the model changed; run it again.").arg(verificationLook(verified->status).word);
        if (!verified->message.empty())
            return toQString(verified->message);
        if (!verified->differences.empty())
            return toQString(textOf(verified->differences.front()));
        return countText(static_cast<qint64>(verified->runs), tr("Ran once"), tr("Ran with %1 sets of arguments"));
    default: return {};
    }
}

QVariant PatternModel::figureCell(int row, int column, int role) const
{
    const session::PatternRun *run = m_runner.lastRun(row);
    const bool ran = run && run->status == session::RunStatus::Ran;
    if (!ran)
        return role == kMissingRole ? QVariant(true) : QVariant();
    const bool wrote = run->writtenCount() > 0;
    switch (role) {
    case Qt::DisplayRole:
        return column == Capacity ? unitsText(run->capacityUnits())
                                  : QLocale().toString(static_cast<qlonglong>(wrote ? run->writtenCount() : run->itemCount()));
    case Qt::ToolTipRole:
        return column == Capacity ? tr("Capacity units of the run with the examples")
            : wrote               ? tr("%1 written").arg(run->writtenCount())
                                  : tr("%1 returned").arg(run->itemCount());
    case kToneRole: return m_runner.isStale(row) ? QVariant(static_cast<int>(IconTint::Faint)) : QVariant();
    default: return {};
    }
}

QVariant PatternModel::costCell(const model::AccessPattern &pattern, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kMissingRole)
        return {};
    const std::optional<PatternCosts::Cost> cost = m_costs.costOf(pattern);
    if (!cost)
        return role == kMissingRole ? QVariant(true) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return dollars(cost->amount);
    case Qt::ToolTipRole: return cost->arithmetic;
    default: return false;
    }
}

QVariant PatternModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (section == Verdict)
            return tr("How well the keys answer it, judged without running it");
        if (section == Cost)
            return tr("What its reads and writes cost in a month at its rate, in US dollars");
        return section == Status ? QVariant(tr("What running it on the sample data gave, compared with its expectation")) : QVariant();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Access pattern");
    case Verdict: return tr("Keys");
    case Status: return tr("Sample data");
    case Items: return tr("Items");
    case Capacity: return tr("Units");
    case Cost: return tr("A month");
    case Entities: return tr("Entities");
    case Operations: return tr("Operations");
    case Place: return tr("Table or index");
    case KeyCondition: return tr("Key condition");
    case Filter: return tr("Filter");
    case Order: return tr("Order");
    case Rate: return tr("Rate");
    default: return {};
    }
}

} // namespace keywright::ui
