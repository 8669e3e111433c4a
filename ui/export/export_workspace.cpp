#include "ui/export/export_workspace.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/export/compare_page.h"
#include "ui/export/export_page.h"
#include "ui/export/report_page.h"

namespace keywright::ui {

ExportWorkspace::ExportWorkspace(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QWidget *parent)
    : QWidget(parent),
      m_tabs(new QTabWidget),
      m_page(new ExportPage(document)),
      m_report(new ReportPage(document, runner, canvas)),
      m_compare(new ComparePage(document))
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_tabs->setObjectName(QStringLiteral("exportViews"));
    m_tabs->setAccessibleName(tr("Ways to hand the model on"));
    m_tabs->tabBar()->setAccessibleName(tr("Ways to hand the model on"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_page, tr("Infrastructure and code"));
    m_tabs->addTab(m_report, tr("Design report"));
    m_tabs->addTab(m_compare, tr("Differences"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connect(m_page, &ExportPage::designWanted, this, &ExportWorkspace::designWanted);
    connect(m_page, &ExportPage::problemsWanted, this, &ExportWorkspace::problemsWanted);
    connect(m_report, &ReportPage::designWanted, this, &ExportWorkspace::designWanted);
}

QString ExportWorkspace::helpTopic() const
{
    return m_tabs->currentWidget() == m_compare ? QStringLiteral("differences") : QStringLiteral("export");
}

void ExportWorkspace::showView(View view)
{
    m_tabs->setCurrentIndex(view);
}

} // namespace keywright::ui
