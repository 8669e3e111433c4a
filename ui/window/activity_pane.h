#pragma once

#include <QWidget>

#include "ui/document/activity_log.h"

namespace keywright::ui {

/// The log of operations as a grid.
class ActivityPane : public QWidget {
    Q_OBJECT

public:
    explicit ActivityPane(ActivityLog &log, QWidget *parent = nullptr);
};

} // namespace keywright::ui
