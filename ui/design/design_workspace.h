#pragma once

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QTabWidget;

namespace keywright::ui {

/// The Design workspace: the views over one model, always in step through the document.
class DesignWorkspace : public QWidget {
    Q_OBJECT

public:
    enum View { KeyChartView, AccessPatternsView };

    DesignWorkspace(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent = nullptr);

    void showView(View view);

private:
    QTabWidget *m_tabs;
};

} // namespace keywright::ui
