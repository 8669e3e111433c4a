#pragma once

#include <QObject>

class WireTest : public QObject {
    Q_OBJECT

private slots:
    void healthIsAnsweredWithoutAnything();
    void whatIsNoPostOfJsonIsNotFound_data();
    void whatIsNoPostOfJsonIsNotFound();
    void contentTypeIsEchoed_data();
    void contentTypeIsEchoed();
    void handsOverTargetBodyAndCaller();
    void everyResponseHasAnIdAndAChecksum();
    void randomIdsHave52SymbolsAndDiffer();
    void anExceptionIsAnInternalServerError();
    void authorizationIsDemanded_data();
    void authorizationIsDemanded();
    void authorizationIsAskedForOnlyWhenTheServiceAsks();
    void presignedQueriesNameTheCallerToo();
    void onlyThisMachineMayAsk_data();
    void onlyThisMachineMayAsk();
    void corsLetsEveryoneAsk();
    void corsAnswersThePreflight();
    void pagesOfThisMachineMayReadTheAnswers();
    void packedBodiesAreUnpacked_data();
    void packedBodiesAreUnpacked();
    void brokenPackingIsASerializationException_data();
    void brokenPackingIsASerializationException();
    void aBodyThatUnpacksTooLargeIsRefused();
    void largeAnswersArePackedWhenAsked_data();
    void largeAnswersArePackedWhenAsked();
    void hostileHeadersGiveValidJson();
};
