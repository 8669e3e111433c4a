#pragma once

#include <memory>
#include <optional>

#include <QObject>

#include "core/session/sample_difference.h"
#include "core/session/workspace.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// Looks, off the GUI thread, how far the workspace's tables have moved on from the sample data.
class DriftWatch : public QObject {
    Q_OBJECT

public:
    explicit DriftWatch(QObject *parent = nullptr);

    /// Looks now, or once more when it looks already. Null forgets what was seen.
    void look(std::shared_ptr<const model::Model> model, std::shared_ptr<session::Workspace> workspace);
    bool isLooking() const { return m_looking; }
    /// What was seen last; nullopt when nothing was.
    const std::optional<session::SampleDrift> &drift() const { return m_drift; }

signals:
    void looked();

private:
    void start();

    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<session::Workspace> m_workspace;
    std::optional<session::SampleDrift> m_drift;
    bool m_looking = false;
    bool m_again = false;
    Background m_background;
};

/// "OnlineShop: 3 added, 1 changed"; of several tables one after the other.
QString driftText(const session::SampleDrift &drift);

} // namespace keywright::ui
