#pragma once

#include <QObject>

/// What resources/help/first-model.md leads through, from the key chart on.
class FirstModelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void itsTwoPatternsAreServedAndVerified();
};
