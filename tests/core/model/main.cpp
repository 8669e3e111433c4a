#include "tests/core/model/key_template_test.h"
#include "tests/core/model/model_reader_test.h"
#include "tests/core/model/problems_test.h"
#include "tests/support/run_tests.h"

int main(int argc, char **argv)
{
    return keywright::test::runTests<KeyTemplateTest, ModelReaderTest, ProblemsTest>(argc, argv);
}
