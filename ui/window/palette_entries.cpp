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

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text)
{
    const QString needle = QString(typed).remove(QLatin1Char(' ')).toLower();
    if (needle.isEmpty())
        return FuzzyMatch{};
    const QString hay = text.toLower();
    // Letters that stand together are what a person most likely means.
    const qsizetype whole = hay.indexOf(typed.trimmed().toLower());
    FuzzyMatch match;
    qsizetype at = whole >= 0 ? whole : 0;
    for (const QChar letter : needle) {
        const qsizetype found = hay.indexOf(letter, at);
        if (found < 0)
            return std::nullopt;
        match.score += kLetter + (startsWord(text, found) ? kWordStart : 0)
            + (!match.positions.empty() && match.positions.back() == found - 1 ? kTogether : 0);
        match.positions.push_back(static_cast<int>(found));
        at = found + 1;
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
