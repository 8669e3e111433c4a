#pragma once

#include <QStatusBar>

#include "ui/document/document.h"
#include "ui/document/endpoint_host.h"
#include "ui/document/pattern_runner.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace keywright::ui {

class IconLabel;

/// The status bar: where operations run, how much is in the model and how many problems, long work with its Cancel, the local
/// endpoint, and the theme.
class StatusStrip : public QStatusBar {
    Q_OBJECT

public:
    StatusStrip(Document &document, PatternRunner &runner, EndpointHost &endpoint, QWidget *parent = nullptr);

    void showProblemCount(int count);

signals:
    /// The person wants to see them.
    void problemsWanted();

private:
    void showConnection();
    void showCounts();
    void showProgress();
    void showTheme();
    void cancel();

    Document &m_document;
    PatternRunner &m_runner;
    IconLabel *m_connectionIcon;
    QLabel *m_connection;
    QLabel *m_counts;
    QToolButton *m_problems;
    QLabel *m_work;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
    QToolButton *m_theme;
};

} // namespace keywright::ui
