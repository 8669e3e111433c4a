#pragma once

#include <QObject>

/// What ran elsewhere, gone on with in Operations.
class OpenInOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aClickInActivityOpensTheOperation();
    void anAccessPatternsStepOpensWithItsArguments();
};
