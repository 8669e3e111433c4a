#include "ui/window/inspector.h"

#include <QApplication>
#include <QScrollBar>

#include "ui/inspector/pages.h"
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
    connect(&document, &Document::modelOpened, this, [this] { m_shownModel.reset(); });
    connect(&document, &Document::modelChanged, this, &Inspector::showSelection);
    connect(&theme(), &Theme::changed, this, &Inspector::showSelection);
    const auto showRun = [this](int row) {
        const Selection &selection = m_document.selection();
        if (selection.kind == Selection::Kind::AccessPattern && (row < 0 || row == selection.row))
            showSelection();
    };
    connect(&runner, &PatternRunner::patternRan, this, showRun);
    for (const auto changed : {&PatternRunner::runsCleared, &PatternRunner::stalenessChanged})
        connect(&runner, changed, this, [showRun] { showRun(-1); });
    showSelection();
}

void Inspector::showSelection()
{
    finishTyping();
    const bool same = showsSameThing();
    m_shown = m_document.selection();
    m_shownModel = m_document.model();
    if (same) {
        m_form->editing().follow(m_shown);
        m_form->showValues();
        return;
    }
    if (m_form)
        m_form->editing().retire();
    m_form = m_shownModel ? makeEditorPage(m_document, m_shown) : nullptr;
    showPage(m_form ? m_form : makePage());
}

void Inspector::finishTyping() const
{
    // While an edit is shown none may be made: the model is another one already.
    QWidget *focus = QApplication::focusWidget();
    if (m_form && m_shownModel == m_document.model() && m_shown != m_document.selection() && focus && m_form->isAncestorOf(focus))
        focus->clearFocus();
}

bool Inspector::showsSameThing() const
{
    const auto &model = m_document.model();
    const Selection &selection = m_document.selection();
    return m_form && model && m_shownModel && selection.kind == m_shown.kind && followed(m_shown, *m_shownModel, *model) == selection;
}

void Inspector::showPage(QWidget *page)
{
    if (QWidget *before = takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    setWidget(page);
    verticalScrollBar()->setValue(0);
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
    case Selection::Kind::AccessPattern: describePattern(*page, *model, selection.row, m_runner); break;
    case Selection::Kind::Item: describeItem(*page, *model, selection.row, *selection.item); break;
    default: break; // these have editors
    }
    page->finish();
    return page;
}

} // namespace keywright::ui
