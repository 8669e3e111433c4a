#pragma once

#include <QObject>

class DocumentTest : public QObject {
    Q_OBJECT

private slots:
    void undoingEverythingGivesTheOriginalBytes();
    void keepsABoundedNumberOfSteps();
    void typingIsOneStep();
    void aGroupIsOneStep();
    void aCancelledGroupLeavesNothing();
    void isModifiedUntilTheCleanStateIsBack();
    void tellsWhatChanged();
    void refusesACommandForAnotherState();
    void changingAKeyTemplateRebuildsTheSampleKeys();
};
