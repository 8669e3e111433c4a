#pragma once

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QTabWidget;

namespace keywright::ui {

class CanvasPage;
class PatternView;

/// The Design workspace: the views over one model, always in step through the document.
class DesignWorkspace : public QWidget {
    Q_OBJECT

public:
    enum View { CanvasView, KeyChartView, AccessPatternsView };

    DesignWorkspace(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent = nullptr);

    void showView(View view);
    /// Of the view that is shown.
    QString helpTopic() const;

    CanvasPage &canvas() { return *m_canvas; }
    PatternView &patterns() { return *m_patterns; }

private:
    QTabWidget *m_tabs;
    CanvasPage *m_canvas;
    PatternView *m_patterns;
};

} // namespace keywright::ui
