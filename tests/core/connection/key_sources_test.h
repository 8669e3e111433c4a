#pragma once

#include <QObject>

/// Keys that are not written down: of roles, of a sign-in, of a program; and when they are got anew.
class KeySourcesTest : public QObject {
    Q_OBJECT

private slots:
    void aRoleIsAssumedWithTheSourceProfile();
    void aRoleOfARole();
    void aProfileCanBeItsOwnSource();
    void aRoleWithTheKeysOfTheEnvironment();
    void aRoleByAWebIdentity();
    void aRefusedRoleSaysWhy();
    void whatARoleLacksIsSaid_data();
    void whatARoleLacksIsSaid();
    void aSignInGivesKeys();
    void aSignInOfTheOldForm();
    void aSignInThatIsOverSaysHowToSignIn_data();
    void aSignInThatIsOverSaysHowToSignIn();
    void aProgramGivesKeys();
    void whatAProgramDoesWrongIsSaid_data();
    void whatAProgramDoesWrongIsSaid();
    void aProgramThatHangsIsEnded();
    void aProgramIsEndedByAStop();
    void aLocalEndpointAsksNobodyForKeys();
    void keysThatExpireAreGotAnew();
    void keysThatExpiredUnexpectedlyAreGotAnewOnce();
    void timesAsAwsWritesThem_data();
    void timesAsAwsWritesThem();
};
