#include "ui/heat/outcome_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>

#include "ui/document/text.h"
#include "ui/heat/heat_words.h"
#include "ui/heat/traffic_dialog.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

OutcomePanel::OutcomePanel(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_grid(new Grid(tr("Access patterns"))),
      m_edit(new QPushButton(icon(QStringLiteral("edit")), tr("Edit its traffic…"))),
      m_worst(new QPushButton(tr("Show its worst partition"))),
      m_sum(makeLabel({}, TextRole::Body, LabelTone::Secondary))
{
    m_grid->setObjectName(QStringLiteral("patternOutcomes"));
    m_grid->setModel(&m_figures);
    m_grid->setSortingEnabled(true);
    m_grid->sortByColumn(-1, Qt::DescendingOrder);
    m_edit->setObjectName(QStringLiteral("editTraffic"));
    m_worst->setObjectName(QStringLiteral("showWorst"));
    m_sum->setObjectName(QStringLiteral("outcomeSum"));
    m_sum->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kL, space::kS, space::kL, 0);
    row->setSpacing(space::kS);
    row->addWidget(m_sum, 1);
    row->addWidget(m_worst);
    row->addWidget(m_edit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addLayout(row);
    column->addWidget(m_grid, 1);
    const auto follow = [this] {
        const int selected = patternRow();
        m_edit->setEnabled(selected >= 0 && m_isOfModel);
        m_worst->setEnabled(selected >= 0 && m_outcome->patterns[static_cast<std::size_t>(selected)].worst.has_value());
    };
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, follow);
    connect(&m_figures, &QAbstractItemModel::modelReset, this, follow);
    connect(&m_figures, &QAbstractItemModel::layoutChanged, this, follow);
    connect(m_grid, &Grid::opened, this, &OutcomePanel::editTraffic);
    connect(m_edit, &QPushButton::clicked, this, &OutcomePanel::editTraffic);
    connect(m_worst, &QPushButton::clicked, this, &OutcomePanel::showWorst);
    follow();
}

int OutcomePanel::patternRow() const
{
    const QModelIndex current = m_grid->currentIndex();
    return m_outcome && current.isValid() ? m_figures.rowNumber(current.row()) : -1;
}

void OutcomePanel::setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, bool isOfModel)
{
    m_isOfModel = isOfModel;
    if (m_outcome == outcome)
        return;
    m_outcome = outcome;
    build();
}

void OutcomePanel::build()
{
    std::vector<FigureModel::Row> rows;
    double offered = 0;
    double throttled = 0;
    if (m_outcome)
        for (const simulation::PatternOutcome &pattern : m_outcome->patterns) {
            offered += pattern.offered;
            throttled += pattern.throttled;
            const double share = pattern.offered > 0 ? pattern.throttled / pattern.offered : 0;
            QStringList why;
            for (const simulation::ThrottledFor &each : pattern.why)
                if (each.calls >= 0.5)
                    why << reasonText(each, *m_outcome);
            rows.push_back({{toQString(pattern.pattern), {}, {}, pattern.throttled >= 0.5 ? QStringLiteral("warning") : QString()},
                            {amountText(pattern.offered), pattern.offered},
                            {amountText(pattern.served), pattern.served},
                            {amountText(pattern.throttled), pattern.throttled},
                            {heatText(share), share},
                            {heatText(pattern.worstSecondShare), pattern.worstSecondShare},
                            {why.join(QStringLiteral("; ")), {}}});
        }
    m_figures.setFigures({tr("Access pattern"), tr("Calls"), tr("Served"), tr("Throttled"), tr("Share"), tr("Worst second"), tr("Why")},
                         std::move(rows));
    m_grid->fitColumns(280);
    m_sum->setText(!m_outcome             ? QString()
                       : throttled >= 0.5 ? tr("%1 calls, %2 throttled").arg(amountText(offered), amountText(throttled))
                                          : tr("%1 calls, all served").arg(amountText(offered)));
}

void OutcomePanel::showWorst()
{
    const int row = patternRow();
    if (row >= 0)
        emit worstWanted(row);
}

void OutcomePanel::editTraffic()
{
    const int row = patternRow();
    if (row < 0 || !m_isOfModel || !m_document.model())
        return;
    const std::string &name = m_outcome->patterns[static_cast<std::size_t>(row)].pattern;
    for (const model::AccessPattern &pattern : m_document.model()->accessPatterns)
        if (pattern.name == name) {
            auto *dialog = new TrafficDialog(m_document, pattern, window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
            return;
        }
}

} // namespace keywright::ui
