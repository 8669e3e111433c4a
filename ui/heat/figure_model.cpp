#include "ui/heat/figure_model.h"

#include <algorithm>
#include <numeric>

#include "ui/parts/key_header.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

bool isNumber(const QVariant &value)
{
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Int || value.typeId() == QMetaType::LongLong;
}

QString quoted(QString text)
{
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

void FigureModel::setFigures(const QStringList &headers, std::vector<Row> rows)
{
    if (headers == m_headers && rows == m_rows)
        return;
    if (headers == m_headers && rows.size() == m_rows.size()) { // keeps the current row and the scroll position
        m_rows = std::move(rows);
        emit layoutAboutToBeChanged({}, VerticalSortHint);
        arrange();
        emit layoutChanged({}, VerticalSortHint);
        return;
    }
    beginResetModel();
    m_headers = headers;
    m_rows = std::move(rows);
    m_order.resize(m_rows.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    arrange();
    endResetModel();
}

void FigureModel::arrange()
{
    std::iota(m_order.begin(), m_order.end(), 0);
    if (m_sorted < 0 || m_sorted >= m_headers.size())
        return;
    const auto column = static_cast<std::size_t>(m_sorted);
    const auto less = [&](int left, int right) {
        const Figure &one = m_rows[static_cast<std::size_t>(left)][column];
        const Figure &other = m_rows[static_cast<std::size_t>(right)][column];
        if (isNumber(one.order) && isNumber(other.order))
            return one.order.toDouble() < other.order.toDouble();
        return QString::localeAwareCompare(one.text, other.text) < 0;
    };
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](int left, int right) { return m_direction == Qt::AscendingOrder ? less(left, right) : less(right, left); });
}

int FigureModel::rowOf(int number) const
{
    const auto found = std::find(m_order.begin(), m_order.end(), number);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

int FigureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FigureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant FigureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Figure &figure = m_rows[static_cast<std::size_t>(rowNumber(index.row()))][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return figure.text;
    case Qt::ToolTipRole: return figure.tip.isEmpty() ? figure.text : figure.tip;
    case Qt::TextAlignmentRole: return static_cast<int>((isNumber(figure.order) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole: return figure.icon.isEmpty() ? QVariant() : QVariant(icon(figure.icon, IconTint::Warning));
    default: return {};
    }
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_headers.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_headers[section];
    if (role == kSortMarkRole && section == m_sorted)
        return m_direction == Qt::AscendingOrder ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down");
    if (role == Qt::TextAlignmentRole) {
        const bool atRight = !m_rows.empty() && isNumber(m_rows.front()[static_cast<std::size_t>(section)].order);
        return static_cast<int>((atRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

void FigureModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> numbers;
    for (const QModelIndex &each : before)
        numbers << rowNumber(each.row());
    m_sorted = column;
    m_direction = order;
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rowOf(numbers[i]), before[i].column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

QString FigureModel::csv() const
{
    QStringList head;
    for (const QString &header : m_headers)
        head << quoted(header);
    QString text = head.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    for (const int number : m_order) {
        QStringList cells;
        for (const Figure &figure : m_rows[static_cast<std::size_t>(number)])
            cells << (isNumber(figure.order) ? QString::number(figure.order.toDouble(), 'g', 12) : quoted(figure.text));
        text += cells.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return text;
}

} // namespace keywright::ui
