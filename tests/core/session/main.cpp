#include "tests/core/session/pattern_run_test.h"
#include "tests/core/session/workspace_test.h"
#include "tests/support/run_tests.h"

int main(int argc, char **argv)
{
    return keywright::test::runTests<WorkspaceTest, PatternRunTest>(argc, argv);
}
