#pragma once

#include <QWidget>

#include "core/session/explain.h"

namespace keywright::ui {

/// What lies in the place and which part of it was read; then that part, as wide as the whole, with what the filter left and
/// what it dropped.
class ReadFunnel : public QWidget {
    Q_OBJECT

public:
    explicit ReadFunnel(const session::ExplainedRead &read, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Line {
        QString label;
        QString count;
    };
    std::vector<Line> lines() const;

    session::ExplainedRead m_read;
};

/// A square for each item that was read, in the order of reading, item collections apart; what the filter dropped is hollow
/// and crossed out.
class ItemSquares : public QWidget {
    Q_OBJECT

public:
    explicit ItemSquares(const session::ExplainedRead &read, QWidget *parent = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::vector<QRect> places(int width) const;

    session::ExplainedRead m_read;
};

/// The partitions of the place beside each other; those that were touched are filled.
class PartitionStrip : public QWidget {
    Q_OBJECT

public:
    explicit PartitionStrip(const session::ExplainedRead &read, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    session::ExplainedRead m_read;
};

/// The ways to ask the same, each with its cost as a bar on one scale.
class WaysChart : public QWidget {
    Q_OBJECT

public:
    explicit WaysChart(const std::vector<session::Alternative> &ways, QWidget *parent = nullptr);
    QSize sizeHint() const override;

    static QString titleOf(const session::Alternative &way);
    static QString numbersOf(const session::Alternative &way);
    static QString conditionsOf(const session::Alternative &way);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<session::Alternative> m_ways;
};

} // namespace keywright::ui
