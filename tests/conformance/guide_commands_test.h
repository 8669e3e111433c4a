#pragma once

#include <QObject>

/// What the guide tells people to type does what it says.
class GuideCommandsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void blocksRunAsPrinted_data();
    void blocksRunAsPrinted();
    void optionsInBlocksExist_data();
    void optionsInBlocksExist();
};
