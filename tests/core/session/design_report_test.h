#pragma once

#include <QObject>

/// The design report as HTML.
class DesignReportTest : public QObject {
    Q_OBJECT

private slots:
    void everythingOfTheDesignIsNamed();
    void textsAreEscapedAndTagsAreClosed();
    void placeholdersAreMarkedAndBracesUndoubled();
    void verificationsAreToldAsTheyStand();
    void manyIndexesGetChartsOfTheirOwn();
    void anEmptyModelHasAReportToo();
    void itLoadsNothingFromElsewhere();
};
