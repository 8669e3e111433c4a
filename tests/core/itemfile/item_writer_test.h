#pragma once

#include <QObject>

class ItemWriterTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAgain_data();
    void whatIsWrittenIsReadAgain();
    void batchFilesHave25RequestsEach();
    void overwritesNothingUnasked();
    void leavesNoHalfFile();
    void saysWhatTheFormatCannotHold();
};
