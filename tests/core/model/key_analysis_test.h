#pragma once

#include <QObject>

class KeyAnalysisTest : public QObject {
    Q_OBJECT

private slots:
    void takesKeysApart_data();
    void takesKeysApart();
    void buildsTheSampleKeysAgain();
    void findsAmbiguity_data();
    void findsAmbiguity();
    void findsCommonKeys_data();
    void findsCommonKeys();
    void findsClashesOfEntities();
};
