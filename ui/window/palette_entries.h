#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QAbstractListModel>
#include <QIcon>
#include <QString>

namespace keywright::ui {

/// One thing that the action palette can do.
struct PaletteEntry {
    QString text;
    QString group; ///< "Action", "Entity", …
    QString shortcut;
    QIcon icon;
    std::function<void()> run;
};

/// How a text matches what was typed: as it stands, or in pieces that each start a word.
struct FuzzyMatch {
    int score = 0;              ///< higher is better
    std::vector<int> positions; ///< of the matched letters
};

/// Nullopt when `text` does not match: "ordit" and "oi" match OrderItem, "odr" does not. Case does not matter, and blanks in
/// `typed` may be left out.
/// Beginnings of words and letters that stand together score higher.
std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text);

/// The entries that match, the best first.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { kGroupRole = Qt::UserRole + 60, kShortcutRole, kPositionsRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    void setTyped(const QString &typed);
    const PaletteEntry &entry(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Hit {
        std::size_t entry = 0;
        FuzzyMatch match;
    };

    std::vector<PaletteEntry> m_entries;
    std::vector<Hit> m_hits;
};

} // namespace keywright::ui
