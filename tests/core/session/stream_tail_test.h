#pragma once

#include <QObject>

/// A stream followed from shard to shard.
class StreamTailTest : public QObject {
    Q_OBJECT

private slots:
    void fromTheLatestOnlyWhatComes();
    void fromTheOldestAllThatIsThere();
    void shardsFollowOneAnother();
    void anIteratorThatIsTooOldIsGotAnew();
    void anOldIteratorBeforeTheFirstRecordLosesNothing();
    void trimmedRecordsAreAGap();
    void aFailedRoundGoesOnWhereItWas();
    void aStreamThatIsSwitchedOffEnds();
};
