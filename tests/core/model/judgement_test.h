#pragma once

#include <QObject>

/// Access patterns judged by their steps alone.
class JudgementTest : public QObject {
    Q_OBJECT

private slots:
    void everyPatternOfTheSampleIsAnswered();
    void judges_data();
    void judges();
    void theWorstReasonDecides();
};
