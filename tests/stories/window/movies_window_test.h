#pragma once

#include <QObject>

/// 4,609 movies by year, worked through in the window: the year runs hot, another key cools it.
class MoviesWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aHotYearIsRedesigned();
};
