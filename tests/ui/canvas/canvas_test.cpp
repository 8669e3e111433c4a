#include "tests/ui/canvas/canvas_editing_test.h"
#include "tests/ui/canvas/canvas_page_test.h"
#include "tests/ui/canvas/canvas_values_test.h"
#include "tests/ui/support/isolation.h"

using namespace keywright;

int main(int argc, char **argv)
{
    return test::runUiTest<CanvasValuesTest, CanvasPageTest, CanvasEditingTest>("canvas", argc, argv);
}
