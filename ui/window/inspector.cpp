#include "ui/window/inspector.h"

#include "ui/parts/message_page.h"
#include "ui/theme/theme.h"
#include "ui/window/inspector_page.h"
#include "ui/window/inspector_pages.h"

namespace keywright::ui {

Inspector::Inspector(Document &document, PatternRunner &runner, QWidget *parent)
    : QScrollArea(parent), m_document(document), m_runner(runner)
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&document, &Document::selectionChanged, this, &Inspector::showSelection);
    connect(&document, &Document::modelChanged, this, &Inspector::showSelection);
    connect(&theme(), &Theme::changed, this, &Inspector::showSelection);
    const auto showRun = [this](int row) {
        const Selection &selection = m_document.selection();
        if (selection.kind == Selection::Kind::AccessPattern && (row < 0 || row == selection.row))
            showSelection();
    };
    connect(&runner, &PatternRunner::patternRan, this, showRun);
    connect(&runner, &PatternRunner::runsCleared, this, [showRun] { showRun(-1); });
    showSelection();
}

void Inspector::showSelection()
{
    setWidget(makePage());
}

QWidget *Inspector::makePage() const
{
    const Selection &selection = m_document.selection();
    const auto &model = m_document.model();
    if (!model) {
        auto *empty = new MessagePage;
        empty->setProperty("role", "window");
        empty->setContent({.iconName = QStringLiteral("info"),
                           .title = tr("No model is open"),
                           .text = tr("What you select in a model is described here.")});
        return empty;
    }
    auto *page = new InspectorPage;
    switch (selection.kind) {
    case Selection::Kind::Table: describeTable(*page, *model, selection.row); break;
    case Selection::Kind::Index: describeIndex(*page, *model, selection.row, selection.index); break;
    case Selection::Kind::Entity: describeEntity(*page, *model, selection.row); break;
    case Selection::Kind::AccessPattern: describePattern(*page, *model, selection.row, m_runner.lastVerification(selection.row)); break;
    case Selection::Kind::Facet: describeFacet(*page, *model, selection.row); break;
    case Selection::Kind::Relationship: describeRelationship(*page, *model, selection.row); break;
    case Selection::Kind::Item: describeItem(*page, *model, selection.row, *selection.item); break;
    case Selection::Kind::None: describeModel(*page, *model); break;
    }
    page->finish();
    return page;
}

} // namespace keywright::ui
