#include "ui/window/problems_model.h"

#include <algorithm>

#include "ui/document/model_place.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

using Severity = model::AdviceSeverity;

QIcon iconOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return icon(QStringLiteral("error"), IconTint::Error);
    case Severity::Warning: return icon(QStringLiteral("warning"), IconTint::Warning);
    case Severity::Hint: break;
    }
    return icon(QStringLiteral("info"), IconTint::Secondary);
}

} // namespace

void ProblemsModel::setCounsel(const Counsel &counsel)
{
    beginResetModel();
    m_lines.clear();
    const auto add = [&](Severity severity, const std::string &message, const std::string &place, const model::Advice *advice) {
        const QString path = toQString(place);
        m_lines.push_back({severity, toQString(message), path, counsel.model ? wordsOfPlace(*counsel.model, path) : path,
                           advice ? std::make_shared<const model::Advice>(*advice) : nullptr});
    };
    for (const model::Problem &problem : counsel.problems)
        add(problem.severity == model::Severity::Error ? Severity::Error : Severity::Warning, problem.message, problem.place, nullptr);
    for (const model::Advice &advice : counsel.advice)
        add(advice.severity, advice.reason, advice.place, &advice);
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const Line &one, const Line &other) { return one.severity < other.severity; });
    endResetModel();
}

int ProblemsModel::count(model::AdviceSeverity severity) const
{
    return static_cast<int>(
        std::count_if(m_lines.begin(), m_lines.end(), [severity](const Line &line) { return line.severity == severity; }));
}

const model::Advice *ProblemsModel::adviceAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_lines[static_cast<std::size_t>(row)].advice.get() : nullptr;
}

QString ProblemsModel::keyOf(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(row)];
    return line.place + QLatin1Char('\n') + (line.advice ? toQString(line.advice->rule) : line.message);
}

int ProblemsModel::rowOf(const QString &key) const
{
    for (int row = 0; row < rowCount() && !key.isEmpty(); ++row) {
        if (keyOf(row) == key)
            return row;
    }
    return -1;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return index.column() == Message ? line.message : line.words;
    case Qt::ToolTipRole: return index.column() == Message ? line.message : line.place;
    case Qt::AccessibleTextRole:
        if (index.column() != Message)
            return line.words;
        return (line.severity == Severity::Error         ? tr("Error: %1")
                    : line.severity == Severity::Warning ? tr("Warning: %1")
                                                         : tr("Hint: %1"))
            .arg(line.message);
    case Qt::DecorationRole: return index.column() == Message ? QVariant(iconOf(line.severity)) : QVariant();
    case kWrapRole: return index.column() == Message;
    case kToneRole: return index.column() == Place ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Message ? tr("Problem") : tr("Place");
}

} // namespace keywright::ui
