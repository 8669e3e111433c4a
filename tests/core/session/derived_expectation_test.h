#pragma once

#include <QObject>

/// Expectations that operations tell themselves, on the engine: an operation gives what its own expectation says.
class DerivedExpectationTest : public QObject {
    Q_OBJECT

private slots:
    void everySampleGivesWhatItsOperationsTell_data();
    void everySampleGivesWhatItsOperationsTell();
};
