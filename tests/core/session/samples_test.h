#pragma once

#include <QObject>

/// Every model of samples/: what a new user opens first must be right in everything that it shows.
class SamplesTest : public QObject {
    Q_OBJECT

private slots:
    void theirListIsThis();
    void writesBackByteForByte_data();
    void writesBackByteForByte();
    void hasNoProblems_data();
    void hasNoProblems();
    void everyPatternIsVerified_data();
    void everyPatternIsVerified();
    void isJudgedAndAdvisedAsItTeaches_data();
    void isJudgedAndAdvisedAsItTeaches();
    void generatesItemsThatReferToEachOther_data();
    void generatesItemsThatReferToEachOther();
    void exportsItsTables_data();
    void exportsItsTables();
};
