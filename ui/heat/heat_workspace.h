#pragma once

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"

class QTabWidget;

namespace keywright::ui {

class HeatPage;

/// The Heat map workspace: where a design runs hot.
class HeatWorkspace : public QWidget {
    Q_OBJECT

public:
    HeatWorkspace(Document &document, Adviser &adviser, QWidget *parent = nullptr);

    HeatPage &page() { return *m_page; }

signals:
    void designWanted();
    void problemsWanted();

private:
    HeatPage *m_page;
};

} // namespace keywright::ui
