#include "tests/stories/window/game_window_test.h"
#include "tests/stories/window/movies_window_test.h"
#include "tests/stories/window/parks_window_test.h"
#include "tests/ui/support/isolation.h"

int main(int argc, char **argv)
{
    return keywright::test::runUiTest<ParksWindowTest, MoviesWindowTest, GameWindowTest>("stories", argc, argv);
}
