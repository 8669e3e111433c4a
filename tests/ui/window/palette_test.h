#pragma once

#include <QObject>

class PaletteTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void thePaletteJumpsToWhatWasTyped();
    void theGuideIsAnAction();
    void lettersMatchInOrderAndWordsFirst();
};
