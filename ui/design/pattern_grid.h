#pragma once

#include <QWidget>

#include "ui/design/pattern_model.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace keywright::ui {

class Grid;
class MessagePage;

/// The grid of access patterns with its buttons to run them and to stop.
class PatternGrid : public QWidget {
    Q_OBJECT

public:
    PatternGrid(Document &document, PatternRunner &runner, QWidget *parent = nullptr);

private:
    void buildBar(QVBoxLayout &layout);
    void showModel();
    void showState();
    void runSelected();
    void followSelection();
    std::vector<int> selectedRows() const;

    Document &m_document;
    PatternRunner &m_runner;
    PatternModel *m_patterns;
    Grid *m_grid;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
    QPushButton *m_runAll;
    QPushButton *m_runSelected;
    QPushButton *m_stop;
    QProgressBar *m_bar;
    QLabel *m_summary;
};

} // namespace keywright::ui
