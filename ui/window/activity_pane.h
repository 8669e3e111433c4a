#pragma once

#include <QWidget>

#include "core/value/json.h"
#include "ui/document/activity_log.h"

namespace keywright::ui {

/// The log of operations as a grid; a click opens one of them.
class ActivityPane : public QWidget {
    Q_OBJECT

public:
    explicit ActivityPane(ActivityLog &log, QWidget *parent = nullptr);

signals:
    /// A person wants to see the operation, and to run it once more.
    void openWanted(const QString &operation, const keywright::value::Json &request);
};

} // namespace keywright::ui
