#include "ui/heat/heat_workspace.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/heat/heat_page.h"
#include "ui/heat/metrics_page.h"
#include "ui/heat/stored_page.h"

namespace keywright::ui {

HeatWorkspace::HeatWorkspace(Document &document, Adviser &adviser, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_tabs(new QTabWidget),
      m_page(new HeatPage(document, adviser)),
      m_metrics(new MetricsPage),
      m_stored(new StoredPage(document))
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_tabs->setObjectName(QStringLiteral("heatViews"));
    m_tabs->setAccessibleName(tr("Ways to look at heat"));
    m_tabs->tabBar()->setAccessibleName(tr("Ways to look at heat"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_page, tr("Heat map"));
    m_tabs->addTab(m_metrics, tr("Metrics"));
    m_tabs->addTab(m_stored, tr("Stored"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connect(m_page, &HeatPage::designWanted, this, &HeatWorkspace::designWanted);
    connect(m_page, &HeatPage::problemsWanted, this, &HeatWorkspace::problemsWanted);
    connect(m_page, &HeatPage::outcomeChanged, this, &HeatWorkspace::showMetrics);
}

void HeatWorkspace::showView(View view)
{
    m_tabs->setCurrentIndex(view);
}

void HeatWorkspace::showMetrics()
{
    m_metrics->setOutcome(m_page->shown(), m_page->place(), m_document.model(), m_page->isLive() ? HeatClock::Wall : HeatClock::Simulated,
                          m_page->livePlaces());
}

} // namespace keywright::ui
