#pragma once

#include <QObject>

class NosqlWorkbenchTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryRealFile_data();
    void readsEveryRealFile();
    void anUntouchedFileStaysAsItIs_data();
    void anUntouchedFileStaysAsItIs();
    void whatTheFormatDemandsIsAllThatChanges();
    void readsAllThreeWaysOfWritingMaps();
    void anItemOfSeveralFacetsIsOneItem();
    void itemsInNoFacetAreNotLost();
    void readsExtensions();
    void keepsUnknownMembers();
    void autoScalingIsReadAndWritten();
    void aScalingThatNothingCanDoIsKeptAsItIs();
    void listsWhatItCannotHold();
    void aBadItemIsLeftOutWithItsReason();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void survivesCutsAndBends_data();
    void survivesCutsAndBends();
};
