#pragma once

#include <memory>

#include <QWidget>

#include "core/simulation/outcome.h"
#include "ui/document/document.h"
#include "ui/heat/figure_model.h"

class QLabel;
class QPushButton;

namespace keywright::ui {

class Grid;

/// How each access pattern fared: calls offered, served and throttled, and why. Its expected traffic can be edited.
class OutcomePanel : public QWidget {
    Q_OBJECT

public:
    explicit OutcomePanel(Document &document, QWidget *parent = nullptr);

    void setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, bool isOfModel = true);
    FigureModel &figures() { return m_figures; }

signals:
    /// The partition that throttled the pattern of this number the most.
    void worstWanted(int pattern);

private:
    void build();
    void editTraffic();
    void showWorst();
    int patternRow() const;

    Document &m_document;
    std::shared_ptr<const simulation::Outcome> m_outcome;
    bool m_isOfModel = true;
    FigureModel m_figures;
    Grid *m_grid;
    QPushButton *m_edit;
    QPushButton *m_worst;
    QLabel *m_sum;
};

} // namespace keywright::ui
