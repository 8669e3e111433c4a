#pragma once

#include <QObject>

/// Where an endpoint is and what signs requests to it: from choices, the environment and AWS's files.
class EndpointSettingsTest : public QObject {
    Q_OBJECT

private slots:
    void keysOfTheEnvironment();
    void aChosenProfileComesBeforeTheEnvironment();
    void aProfileOfTheEnvironmentComesAfterItsKeys();
    void aProfileIsInBothFiles();
    void filesAreWhereTheEnvironmentSays();
    void theRegionsUrlIsAws();
    void urlsFromTheMostSpecific();
    void theRegionOfAnAwsHost();
    void thisMachineNeedsNoKeys();
    void whatIsMissingIsSaid_data();
    void whatIsMissingIsSaid();
    void aLineThatCannotBeReadIsNamedAndNotShown();
    void urlsAreTakenApart_data();
    void urlsAreTakenApart();
    void urlsThatAreNone_data();
    void urlsThatAreNone();
};
