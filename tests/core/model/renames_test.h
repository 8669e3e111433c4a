#pragma once

#include <QObject>

class RenamesTest : public QObject {
    Q_OBJECT

private slots:
    void leaveNoProblemBehind_data();
    void leaveNoProblemBehind();
    void followIntoExpressions_data();
    void followIntoExpressions();
    void leaveWhatAnotherEntityMayMean();
    void refuse_data();
    void refuse();
    void removingSaysWhatElseGoes();
    void removingLeavesNoProblemBehind_data();
    void removingLeavesNoProblemBehind();
};
