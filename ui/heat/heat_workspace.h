#pragma once

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"

class QTabWidget;

namespace keywright::ui {

class HeatPage;
class MetricsPage;
class StoredPage;

/// The Heat map workspace: where a design runs hot.
class HeatWorkspace : public QWidget {
    Q_OBJECT

public:
    enum View { MapView, MetricsView, StoredView };

    HeatWorkspace(Document &document, Adviser &adviser, QWidget *parent = nullptr);

    void showView(View view);
    HeatPage &page() { return *m_page; }
    MetricsPage &metrics() { return *m_metrics; }
    StoredPage &stored() { return *m_stored; }

signals:
    void designWanted();
    void problemsWanted();

private:
    void showMetrics();

    Document &m_document;
    QTabWidget *m_tabs;
    HeatPage *m_page;
    MetricsPage *m_metrics;
    StoredPage *m_stored;
};

} // namespace keywright::ui
