#pragma once

#include <QObject>

/// 4,609 movies by year: a partition key that looks right until the year that most of them are of.
class MoviesStoryTest : public QObject {
    Q_OBJECT

private slots:
    void theYearRunsHot();
    void shardsCoolItAndCostMore();
    void theDesignLeavesAsCloudFormation();
};
