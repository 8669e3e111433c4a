#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "core/simulation/cost.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// What each access pattern of the document's model costs in a month, in us-east-1. Reckoned off the GUI thread after every
/// edit; the last figures stay until there are others.
class PatternCosts : public QObject {
    Q_OBJECT

public:
    explicit PatternCosts(Document &document, QObject *parent = nullptr);

    struct Cost {
        double amount = 0;  ///< in dollars, by the billing mode of the tables that the pattern uses
        QString arithmetic; ///< in words, for a tooltip
    };

    /// Nothing where it cannot be said: without a rate, or before it is reckoned.
    std::optional<Cost> costOf(const model::AccessPattern &pattern) const;
    bool isBusy() const { return m_soon.isActive() || m_busy; }

signals:
    void changed();

private:
    void reckon();

    Document &m_document;
    std::shared_ptr<const simulation::CostReport> m_report;
    std::shared_ptr<const model::Model> m_model; ///< that the report is of
    bool m_busy = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    QTimer m_soon;
    Background m_background;
};

} // namespace keywright::ui
