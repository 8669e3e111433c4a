#pragma once

#include <QObject>

namespace keywright::test {

/// A table as it was at a moment.
class PastTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void recoveryThatIsOffIsSaidAndTurnedOn();
    void theTableIsShownAsItWas();
    void thePastCannotBeEdited();
    void theSliderGoesFromTheEarliestToTheLatestMoment();
    void aMomentIsRestoredIntoANewTable();
    void anIndexHasNoPast();
};

} // namespace keywright::test
