#pragma once

#include <QObject>

class ItemReaderTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryForm_data();
    void readsEveryForm();
    void findsTheFormat_data();
    void findsTheFormat();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void aBadRowNeverLosesTheGoodOnes();
    void stopsAtABadRowWhenAsked();
    void keepsOnlySoManyReasons();
    void readsCsvAsRfc4180SaysIt_data();
    void readsCsvAsRfc4180SaysIt();
    void findsTheTypesOfColumns();
    void mapsColumnsWithoutHeader();
    void namesColumnsThatTheHeaderDoesNot();
    void tellsPutsFromDeletes();
    void readsRealFiles_data();
    void readsRealFiles();
    void readsTheMovies();
    void stopsWhenCancelled();
    void reportsProgressInBytes();
    void refusesWhatHoldsNoItems_data();
    void refusesWhatHoldsNoItems();
    void survivesCutAndBentFiles_data();
    void survivesCutAndBentFiles();
};
