#include <QCoreApplication>

#include "tests/stories/command_line/game_story_test.h"
#include "tests/stories/command_line/movies_story_test.h"
#include "tests/stories/command_line/parks_story_test.h"
#include "tests/support/run_classes.h"

using keywright::test::make;
using keywright::test::runClasses;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    // What a client on this machine needs to sign with; the endpoint takes any.
    qputenv("AWS_ACCESS_KEY_ID", "AKIDLOCAL");
    qputenv("AWS_SECRET_ACCESS_KEY", "secret");
    qputenv("AWS_REGION", "us-east-1");
    return runClasses({argv, argv + argc}, {make<ParksStoryTest>, make<MoviesStoryTest>, make<GameStoryTest>});
}
