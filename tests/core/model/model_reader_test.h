#pragma once

#include <QObject>

class ModelReaderTest : public QObject {
    Q_OBJECT

private slots:
    void unknownMembersAreFoundWithWhatTheyLookLike();
    void filesOfOursHaveNone_data();
    void filesOfOursHaveNone();
    void readsTheSample();
    void readsEverySetting();
    void keepsUnknownFields();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesFilesThatCannotBeOpened();
    void leavesTheFileAlone();
    void survivesMutations();
};
