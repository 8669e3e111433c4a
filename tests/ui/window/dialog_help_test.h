#pragma once

#include <QObject>

class DialogHelpTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void f1OpensTheTopicOfAModalDialog();
    void aDialogWithoutATopicShowsTheScreensOwn();
    void outsideOfModalDialogsItStaysAway();
};
