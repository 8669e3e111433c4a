#pragma once

#include <QObject>

class KeyTemplateTest : public QObject {
    Q_OBJECT

private slots:
    void buildsText_data();
    void buildsText();
    void loneKeepsTheType();
    void lacksAKeyWhenAnAttributeIsMissing();
    void refusesBadText_data();
    void refusesBadText();
    void refusesValuesThatCannotStandInAKey();
    void namesItsPlaceholdersOnce();
    void knowsWhereItsPartsStand();
};
