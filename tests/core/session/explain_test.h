#pragma once

#include <QTest>

/// What a run touched, and what the same question costs another way.
class ExplainTest : public QObject {
    Q_OBJECT

private slots:
    void tellsAFilterFromAKeyCondition();
    void namesTheIndexThatWouldAnswer();
    void namesTheIndexThatIsMissing();
    void explainsEachReadOfAStatement();
    void looksWithoutTraffic();
    void marksWhatAServiceDoesNotTell();
};
