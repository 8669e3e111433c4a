#pragma once

#include <vector>

#include <QDialog>

#include "core/engine/continuous_backups.h"

namespace keywright::ui {

/// "Since then: 2 added, 1 changed, 3 deleted"; `hasMore`: these are only the first.
QString differencesText(const std::vector<engine::ItemDifference> &differences, bool hasMore);

/// The items that were otherwise at a moment than they are now, then and now. Show it with open().
class PastDifferencesDialog : public QDialog {
    Q_OBJECT

public:
    PastDifferencesDialog(const QString &table, const std::vector<engine::ItemDifference> &differences, QWidget *parent = nullptr);
};

} // namespace keywright::ui
