#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QTabWidget;

namespace keywright::ui {

class CanvasScene;
class ComparePage;
class ExportPage;
class ReportPage;

/// The Export workspace: the model handed on to other programs and people.
class ExportWorkspace : public QWidget {
    Q_OBJECT

public:
    enum View { PreviewView, ReportView, CompareView };

    /// `canvas` shows the document's model, for the report's picture, and must outlive this.
    ExportWorkspace(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QWidget *parent = nullptr);

    void showView(View view);
    /// Of the view that is shown.
    QString helpTopic() const;
    ExportPage &page() { return *m_page; }
    ReportPage &report() { return *m_report; }
    ComparePage &compare() { return *m_compare; }

signals:
    void designWanted();
    void problemsWanted();

private:
    QTabWidget *m_tabs;
    ExportPage *m_page;
    ReportPage *m_report;
    ComparePage *m_compare;
};

} // namespace keywright::ui
