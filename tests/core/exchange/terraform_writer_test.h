#pragma once

#include <QObject>

class TerraformWriterTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheGoldenFiles_data();
    void writesTheGoldenFiles();
    void knowsEveryArgumentItWrites_data();
    void knowsEveryArgumentItWrites();
    void theArgumentCheckFindsMistakes();
    void isLaidOutAsTerraformDoes();
    void isPlannedByTheProvider_data();
    void isPlannedByTheProvider();
    void tellsAFunctionsRecordsByTheirKeys();
    void saysWhyAFunctionHasNoFilter();
    void listsWhatIsLost();
    void leavesOutKeysOfSeveralAttributesInMajor5();
    void ignoresIndexChangesOnlyWhenChosen();
    void escapesTextsThatLookLikeExpressions();
};
