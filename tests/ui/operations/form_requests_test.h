#pragma once

#include <QObject>

/// Each form, filled in with mouse and keyboard, and the request that it makes.
class FormRequestsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void makesTheRequest_data();
    void makesTheRequest();
};
