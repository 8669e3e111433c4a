#pragma once

#include <QObject>

class OperationHistoryTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasRunComesBackNewestFirst();
    void aCutLineIsLeftOut();
    void theOldestGoWhenThereAreTooMany();
    void aRequestThatIsTooLongIsToldOfButNotKept();
    void clearingRemovesTheFile();
    void onlyItsOwnerMayReadIt();
    void aPlaceThatCannotBeWrittenIsSaid();
};
