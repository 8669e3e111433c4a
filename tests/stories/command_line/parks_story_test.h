#pragma once

#include <QObject>

/// A public agency's model of three tables, from NoSQL Workbench to tables that an application can use.
class ParksStoryTest : public QObject {
    Q_OBJECT

private slots:
    void entitiesAreInferred();
    void patternsAreServedAndVerified();
    void adviceIsTakenAndAnIndexAdded();
    void costAndHeatAreTold();
    void terraformMakesTheTablesAndBoto3FillsThem();
};
