#include "ui/operations/history_model.h"

#include <QLocale>

#include "ui/document/text.h"
#include "ui/operations/request_text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

/// The request as it was kept; null when it was too long for that.
value::Json keptRequest(const session::HistoryEntry &entry)
{
    try {
        return entry.request.empty() ? value::Json() : value::Json::parse(entry.request);
    } catch (const value::JsonSyntaxError &) {
        return {};
    }
}

bool isNumeric(int column)
{
    return column == HistoryModel::Duration || column == HistoryModel::Capacity;
}

} // namespace

HistoryModel::HistoryModel(QObject *parent) : QAbstractTableModel(parent), m_background(this) { }

void HistoryModel::followModel(const QString &modelFile)
{
    read(modelFile, {});
}

void HistoryModel::moveTo(const QString &modelFile)
{
    std::vector<session::HistoryEntry> since;
    if (m_file.empty())
        since.assign(m_history.entries().rbegin(), m_history.entries().rend());
    read(modelFile, std::move(since));
}

void HistoryModel::read(const QString &modelFile, std::vector<session::HistoryEntry> since)
{
    ++m_request;
    beginResetModel();
    m_history.clear();
    m_since = std::move(since);
    m_file = modelFile.isEmpty() ? std::filesystem::path() : session::historyFileFor(modelFile.toStdString());
    endResetModel();
    m_reading = !m_file.empty();
    setProblem({});
    if (!m_reading)
        return;
    m_background.start(
        [file = m_file](const std::stop_token &) {
            Read read;
            try {
                read.history = session::readHistory(file);
                if (read.history.hasDropped())
                    session::writeHistory(file, read.history);
            } catch (const std::exception &error) {
                read.problem = toQString(error.what());
            }
            return read;
        },
        [this, number = m_request](Read read) {
            if (number == m_request)
                take(std::move(read));
        });
}

void HistoryModel::take(Read read)
{
    m_reading = false;
    beginResetModel();
    m_history = std::move(read.history);
    endResetModel();
    setProblem(read.problem);
    for (session::HistoryEntry &entry : std::exchange(m_since, {}))
        put(std::move(entry));
}

void HistoryModel::add(session::HistoryEntry entry, const QDateTime &time)
{
    entry.time = time.toUTC().toString(Qt::ISODateWithMs).toStdString();
    if (m_reading)
        m_since.push_back(std::move(entry));
    else
        put(std::move(entry));
}

void HistoryModel::put(session::HistoryEntry entry)
{
    beginInsertRows({}, 0, 0);
    m_history.add(std::move(entry));
    endInsertRows();
    if (const auto surplus = static_cast<int>(m_history.surplus()); surplus > 0) {
        beginRemoveRows({}, rowCount() - surplus, rowCount() - 1);
        m_history.dropSurplus();
        endRemoveRows();
    }
    if (m_file.empty())
        return;
    try {
        session::appendToHistory(m_file, m_history.entries().front());
        setProblem({});
    } catch (const std::exception &error) {
        setProblem(toQString(error.what()));
    }
}

void HistoryModel::clear()
{
    beginResetModel();
    m_history.clear();
    m_since.clear();
    endResetModel();
    if (m_file.empty())
        return;
    try {
        session::writeHistory(m_file, m_history);
        setProblem({});
    } catch (const std::exception &error) {
        setProblem(toQString(error.what()));
    }
}

void HistoryModel::setProblem(const QString &problem)
{
    m_problem = problem;
    emit stateChanged();
}

bool HistoryModel::matches(int row, const QString &words) const
{
    const session::HistoryEntry &entry = at(row);
    const QString text = toQString(entry.operation) + QLatin1Char(' ') + toQString(entry.connection) + QLatin1Char(' ')
        + toQString(entry.outcome) + QLatin1Char(' ') + toQString(entry.request);
    const QStringList all = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(all.begin(), all.end(), [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.entries().size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const session::HistoryEntry &entry = at(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole && isNumeric(column))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (column == Outcome && entry.isRefused) {
        if (role == kToneRole)
            return static_cast<int>(IconTint::Error);
        if (role == Qt::DecorationRole)
            return icon(QStringLiteral("error"), IconTint::Error);
    }
    if (role == kMonoRole)
        return column == Request;
    if (role == Qt::ToolTipRole && column == Outcome)
        return toQString(entry.outcome);
    if (role == Qt::ToolTipRole && column == Request)
        return entry.request.empty() ? tr("The request was too long to keep.") : toQString(keptRequest(entry).pretty(80)).left(4000);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return QDateTime::fromString(toQString(entry.time), Qt::ISODateWithMs)
            .toLocalTime()
            .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case Operation: return toQString(entry.operation);
    case Place: return placeOfRequest(keptRequest(entry));
    case Outcome: return toQString(entry.outcome);
    case Duration: return durationText(entry.milliseconds);
    case Capacity: return entry.isRefused ? QString() : unitsText(entry.capacityUnits);
    case Connection: return toQString(entry.connection);
    default: return entry.request.empty() ? tr("Too long to keep") : lineOfRequest(keptRequest(entry));
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList names{tr("Time"),     tr("Operation"), tr("Table or index"), tr("Outcome"),
                            tr("Duration"), tr("Units"),     tr("Connection"),     tr("Request")};
    return role == Qt::DisplayRole ? QVariant(names.value(section)) : QVariant();
}

} // namespace keywright::ui
