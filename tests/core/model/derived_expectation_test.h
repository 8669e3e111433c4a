#pragma once

#include <QObject>

class DerivedExpectationTest : public QObject {
    Q_OBJECT

private slots:
    void aReadTellsWhatItGives_data();
    void aReadTellsWhatItGives();
    void whatCannotBeToldIsSaid_data();
    void whatCannotBeToldIsSaid();
    void aChangeTellsWhatIsThereAfterwards_data();
    void aChangeTellsWhatIsThereAfterwards();
    void itFollowsUntilAPersonWritesIt();
    void oneThatCannotBeToldComesAsSoonAsItCan();
};
