#include "ui/window/palette_entries.h"

#include <algorithm>

namespace keywright::ui {

namespace {

constexpr int kWordStart = 8;
constexpr int kTogether = 5;
constexpr int kLetter = 1;

bool startsWord(const QString &text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text.at(at - 1);
    return !before.isLetterOrNumber() || (before.isLower() && text.at(at).isUpper());
}

/// Adds the positions of needle[at…]: each letter follows the one before or starts a word. False when there are none.
bool findLetters(const QString &needle, qsizetype at, const QString &text, const QString &hay, std::vector<int> &positions)
{
    if (at == needle.size())
        return true;
    const qsizetype next = positions.empty() ? 0 : positions.back() + 1;
    for (qsizetype found = hay.indexOf(needle[at], next); found >= 0; found = hay.indexOf(needle[at], found + 1)) {
        const bool follows = !positions.empty() && found == next;
        if (!follows && !startsWord(text, found))
            continue;
        positions.push_back(static_cast<int>(found));
        if (findLetters(needle, at + 1, text, hay, positions))
            return true;
        positions.pop_back();
    }
    return false;
}

/// Letters that stand together are what a person most likely means.
std::vector<int> positionsOf(const QString &typed, const QString &text)
{
    const QString hay = text.toLower();
    std::vector<int> positions;
    const QString together = typed.trimmed().toLower();
    if (const qsizetype whole = hay.indexOf(together); whole >= 0) {
        for (qsizetype at = whole; at < whole + together.size(); ++at)
            if (hay[at] != QLatin1Char(' '))
                positions.push_back(static_cast<int>(at));
        return positions;
    }
    findLetters(QString(together).remove(QLatin1Char(' ')), 0, text, hay, positions);
    return positions;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text)
{
    if (typed.trimmed().isEmpty())
        return FuzzyMatch{};
    FuzzyMatch match{.score = 0, .positions = positionsOf(typed, text)};
    if (match.positions.empty())
        return std::nullopt;
    int before = -2;
    for (const int position : match.positions) {
        match.score += kLetter + (startsWord(text, position) ? kWordStart : 0) + (before == position - 1 ? kTogether : 0);
        before = position;
    }
    match.score -= static_cast<int>(std::min<qsizetype>(text.size() / 8, 4));
    return match;
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    setTyped({});
}

void PaletteModel::setTyped(const QString &typed)
{
    beginResetModel();
    m_hits.clear();
    for (std::size_t entry = 0; entry < m_entries.size(); ++entry) {
        if (auto match = fuzzyMatch(typed, m_entries[entry].text))
            m_hits.push_back({entry, std::move(*match)});
    }
    std::stable_sort(m_hits.begin(), m_hits.end(), [](const Hit &left, const Hit &right) { return left.match.score > right.match.score; });
    endResetModel();
}

const PaletteEntry &PaletteModel::entry(int row) const
{
    return m_entries[m_hits[static_cast<std::size_t>(row)].entry];
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &one = entry(index.row());
    switch (role) {
    case Qt::DisplayRole: return one.text;
    case Qt::AccessibleTextRole: return QStringLiteral("%1, %2").arg(one.text, one.group);
    case Qt::DecorationRole: return one.icon;
    case kGroupRole: return one.group;
    case kShortcutRole: return one.shortcut;
    case kPositionsRole: {
        const auto &positions = m_hits[static_cast<std::size_t>(index.row())].match.positions;
        return QVariant::fromValue(QList<int>(positions.begin(), positions.end()));
    }
    default: return {};
    }
}

} // namespace keywright::ui
