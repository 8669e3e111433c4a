#pragma once

#include <QObject>

namespace keywright::test {

/// The Data workspace on the tables of a connection.
class RemoteDataTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void tablesOfAConnectionAreShown();
    void rowsComeAsTheyAreScrolledTo();
    void itemsAreToldApartByTheEntitiesOfTheModel();
    void aWriteIsAskedAboutFirst();
    void whatAnotherWroteIsNotOverwritten();
    void aDroppedConnectionLosesNeitherRowsNorEdit();
    void throttlingIsSaid();
    void aConnectionWithoutTablesSaysWhatToDo();
};

} // namespace keywright::test
