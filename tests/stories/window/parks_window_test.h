#pragma once

#include <QObject>

/// A public agency's model of three tables, worked through in the window.
class ParksWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void fromTheImportToTerraform();
};
