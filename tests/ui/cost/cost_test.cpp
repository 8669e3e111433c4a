#include "tests/ui/cost/cost_workspace_test.h"
#include "tests/ui/support/isolation.h"

int main(int argc, char **argv)
{
    return keywright::test::runUiTest<CostWorkspaceTest>("cost", argc, argv);
}
