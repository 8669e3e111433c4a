#pragma once

#include <functional>
#include <vector>

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace keywright::ui {

struct TourStep {
    QString title;
    QString text;
    /// Brings what the step is about into view, and gives it; null points at nothing.
    std::function<QWidget *()> show;
};

/// Leads through a window step by step: what a step is about stays bright, the rest is dimmed, and a bubble beside it says
/// what it is. Enter and the arrow keys go on and back, Escape leaves. Lies over its window, and is deleted when it ends.
class Tour : public QWidget {
    Q_OBJECT

public:
    Tour(std::vector<TourStep> steps, QWidget *window);

    int step() const { return m_step; }

signals:
    /// Left, or gone through to the end.
    void ended();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBubble();
    void go(int step);
    void end();
    QRect shownRect() const;
    void place();

    std::vector<TourStep> m_steps;
    int m_step = -1;
    QPointer<QWidget> m_shown;
    QWidget *m_bubble;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_count = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace keywright::ui
