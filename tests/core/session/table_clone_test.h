#pragma once

#include <QObject>

/// A table copied whole, elsewhere or under another name.
class TableCloneTest : public QObject {
    Q_OBJECT

private slots:
    void theCopyIsAsTheOriginal();
    void aStoppedCloneGoesOnWhereItWas();
    void aBrokenConnectionKeepsThePlace();
    void itemsThatAreThereAreOverwrittenOrKept_data();
    void itemsThatAreThereAreOverwrittenOrKept();
    void anotherKeyIsRefused();
    void itselfIsRefused();
};
