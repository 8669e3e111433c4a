#include "ui/design/design_workspace.h"

#include <QTabBar>
#include <QTabWidget>

#include "ui/canvas/canvas_page.h"
#include "ui/design/key_chart.h"
#include "ui/design/pattern_view.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

DesignWorkspace::DesignWorkspace(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent)
    : QWidget(parent), m_tabs(new QTabWidget), m_canvas(new CanvasPage(document)), m_patterns(new PatternView(document, runner, adviser))
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_tabs->setObjectName(QStringLiteral("designViews"));
    m_tabs->setAccessibleName(tr("Views of the design"));
    m_tabs->tabBar()->setAccessibleName(tr("Views of the design"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_canvas, tr("Canvas"));
    m_tabs->addTab(new KeyChart(document), tr("Key chart"));
    m_tabs->addTab(m_patterns, tr("Access patterns"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
}

QString DesignWorkspace::helpTopic() const
{
    switch (m_tabs->currentIndex()) {
    case KeyChartView: return QStringLiteral("key-chart");
    case AccessPatternsView: return QStringLiteral("access-patterns");
    default: return QStringLiteral("canvas");
    }
}

void DesignWorkspace::showView(View view)
{
    m_tabs->setCurrentIndex(view);
}

} // namespace keywright::ui
