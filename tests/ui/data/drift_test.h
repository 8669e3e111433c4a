#pragma once

#include <QObject>

namespace keywright::test {

/// What Data says, and offers, once the tables hold something else than the sample data.
class DriftTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void tablesInStepShowNothing();
    void saysHowManyItemsDiffer();
    void showsWhichItemsDiffer();
    void takesTheItemsOverInOneStep();
    void moreItemsThanAModelHoldsAreRefused();
    void resettingIsOffered();
};

} // namespace keywright::test
