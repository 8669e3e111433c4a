#pragma once

#include <QTest>

/// Operations as forms hold them, and the requests that they make.
class OperationDraftTest : public QObject {
    Q_OBJECT

private slots:
    void makesTheRequest_data();
    void makesTheRequest();
    void readsTheDraftBack_data();
    void readsTheDraftBack();
    void keepsWhatRowsCannotSayAsText();
    void leavesToJsonWhatNoFormHolds();
    void tellsWhyATransactionWasCancelled();
};
