#pragma once

#include <QObject>

/// What an access pattern is expected to give or leave, as a form, and how it goes along with the operation.
class ExpectationFormTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theExpectationOfANewPatternFollowsItsOperation();
    void aReservedWordNeedsNoAliasInAnExpectation();
    void whatMustHoldAfterAChangeIsAForm();
    void aComparisonIsPrefilledWithTheTemplatesBeginning();
    void everyFieldBeginsAtOneEdge();
};
