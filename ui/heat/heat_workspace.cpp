#include "ui/heat/heat_workspace.h"

#include <QVBoxLayout>

#include "ui/heat/heat_page.h"

namespace keywright::ui {

HeatWorkspace::HeatWorkspace(Document &document, Adviser &adviser, QWidget *parent)
    : QWidget(parent), m_page(new HeatPage(document, adviser))
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_page);
    connect(m_page, &HeatPage::designWanted, this, &HeatWorkspace::designWanted);
    connect(m_page, &HeatPage::problemsWanted, this, &HeatWorkspace::problemsWanted);
}

} // namespace keywright::ui
