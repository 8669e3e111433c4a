#include "tests/ui/heat/heat_page_test.h"
#include "tests/ui/heat/heat_plot_test.h"
#include "tests/ui/heat/heat_views_test.h"
#include "tests/ui/heat/live_map_test.h"
#include "tests/ui/support/isolation.h"

int main(int argc, char **argv)
{
    return keywright::test::runUiTest<HeatPlotTest, HeatViewsTest, LiveMapTest, HeatPageTest>("heat", argc, argv);
}
