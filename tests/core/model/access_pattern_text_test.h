#pragma once

#include <QObject>

class AccessPatternTextTest : public QObject {
    Q_OBJECT

private slots:
    void everyPatternComesBackWordForWord();
    void errorsNameTheirPlaceInTheText_data();
    void errorsNameTheirPlaceInTheText();
    void movingAPatternMovesOnlyIt();
};
