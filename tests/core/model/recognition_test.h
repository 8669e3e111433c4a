#pragma once

#include <QObject>

/// Items that no mark assigns to an entity are told by their keys.
class RecognitionTest : public QObject {
    Q_OBJECT

private slots:
    void theSamplesNeedNoMarks_data();
    void theSamplesNeedNoMarks();
    void tells_data();
    void tells();
    void aMarkComesFirst();
    void whatStandsInTheKeyOnlyIsNoProblem();
    void aNewTemplateKeepsWhatStandsInTheKeyOnly();
};
