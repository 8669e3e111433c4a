#include "tests/ui/export/compare_page_test.h"
#include "tests/ui/export/export_page_test.h"
#include "tests/ui/export/report_page_test.h"
#include "tests/ui/support/isolation.h"

int main(int argc, char **argv)
{
    return keywright::test::runUiTest<ExportPageTest, ReportPageTest, ComparePageTest>("export", argc, argv);
}
