#include "ui/design/pattern_model.h"

#include <QLocale>

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

bool isNumeric(int column)
{
    return column == PatternModel::Rate || column == PatternModel::Items || column == PatternModel::Capacity;
}

bool isMono(int column)
{
    return column == PatternModel::Operations || column == PatternModel::Place;
}

} // namespace

StatusLook statusLook(session::RunStatus status)
{
    switch (status) {
    case session::RunStatus::Ran: return {PatternModel::tr("Ran"), QStringLiteral("ok"), IconTint::Success};
    case session::RunStatus::NotSupported:
        return {PatternModel::tr("Not supported yet"), QStringLiteral("not-supported"), IconTint::Warning};
    case session::RunStatus::Failed: return {PatternModel::tr("Failed"), QStringLiteral("error"), IconTint::Error};
    }
    return {};
}

PatternModel::PatternModel(const PatternRunner &runner, QObject *parent) : QAbstractTableModel(parent), m_runner(runner)
{
    connect(&runner, &PatternRunner::patternRan, this, [this](int row) {
        if (row < rowCount())
            emit dataChanged(index(row, Status), index(row, Capacity));
    });
    connect(&runner, &PatternRunner::runsCleared, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, Status), index(rowCount() - 1, Capacity));
    });
}

void PatternModel::setModel(std::shared_ptr<const model::Model> model)
{
    beginResetModel();
    m_model = std::move(model);
    m_looks = m_model ? entityLooks(*m_model) : std::vector<EntityLook>{};
    endResetModel();
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
    if (column >= Status && column <= Capacity)
        return statusCell(index.row(), column, role);
    switch (role) {
    case Qt::DisplayRole: return column == Entities ? QVariant() : QVariant(text(pattern, column)); // the marks say it
    case Qt::ToolTipRole:
        if (column == Name && !pattern.description.empty())
            return toQString(pattern.description);
        if (column == Entities)
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

QVariant PatternModel::statusCell(int row, int column, int role) const
{
    const session::PatternRun *run = m_runner.lastRun(row);
    if (!run)
        return role == Qt::DisplayRole && column == Status ? QVariant(tr("Not run"))
            : role == kToneRole                            ? QVariant(static_cast<int>(IconTint::Faint))
            : role == kMissingRole                         ? QVariant(column != Status)
                                                           : QVariant();
    const StatusLook look = statusLook(run->status);
    const bool ran = run->status == session::RunStatus::Ran;
    switch (role) {
    case Qt::DisplayRole:
        if (column == Status)
            return look.word;
        if (!ran)
            return {};
        if (column == Items)
            return QLocale().toString(static_cast<qlonglong>(run->writtenCount() > 0 ? run->writtenCount() : run->itemCount()));
        return unitsText(run->capacityUnits());
    case Qt::DecorationRole: return column == Status ? QVariant(icon(look.iconName, look.tint)) : QVariant();
    case Qt::ToolTipRole:
        if (column == Items && ran)
            return run->writtenCount() > 0 ? tr("%1 written").arg(run->writtenCount()) : tr("%1 returned").arg(run->itemCount());
        return run->message.empty() ? tr("Ran in %1").arg(durationText(run->milliseconds)) : toQString(run->message);
    case kToneRole: return column == Status ? QVariant(static_cast<int>(look.tint)) : QVariant();
    case kMissingRole: return column != Status && !ran;
    default: return {};
    }
}

QVariant PatternModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Access pattern");
    case Entities: return tr("Entities");
    case Operations: return tr("Operations");
    case Place: return tr("Table or index");
    case KeyCondition: return tr("Key condition");
    case Order: return tr("Order");
    case Rate: return tr("Rate");
    case Status: return tr("Status");
    case Items: return tr("Items");
    case Capacity: return tr("Units");
    default: return {};
    }
}

} // namespace keywright::ui
