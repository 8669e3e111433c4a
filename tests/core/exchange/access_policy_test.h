#pragma once

#include <QObject>

/// The IAM policy that the access patterns need.
class AccessPolicyTest : public QObject {
    Q_OBJECT

private slots:
    void everyOperationOfTheSampleIsAllowedAndNoOther();
    void leadingKeysAreThoseOfTheTemplates();
    void aKeyThatMayBeAnythingIsNotBound();
    void partsOfTransactionsAndBatchesNeedTheirOwnActions();
    void aModelWithoutPatternsHasNoPolicy();
    void theDocumentIsIams();
    void vectorIndexesAreSearchedWithoutConditions();
    void aPrincipalIsBoundToWhoCalls();
    void everyStatementSaysWhyItIsThere();
};
