#pragma once

#include <QObject>

class ModelWriterTest : public QObject {
    Q_OBJECT

private slots:
    void anUntouchedSampleKeepsItsBytes();
    void everyFieldComesBack();
    void everyUnknownMemberCounts();
    void writesTheSameTextAgain();
    void keepsTheFilesOwnOrderAndSpelling();
    void anEditChangesOnlyItsLine();
    void newMembersStandWhereTheFormatHasThem();
    void refusesNumbersThatJsonCannotHold();
};
