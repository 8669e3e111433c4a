#include <QCoreApplication>

#include "tests/core/exchange/access_policy_test.h"
#include "tests/core/exchange/aws_mcp_test.h"
#include "tests/core/exchange/cdk_writer_test.h"
#include "tests/core/exchange/cloudformation_writer_test.h"
#include "tests/core/exchange/code_writer_test.h"
#include "tests/core/exchange/exchange_test.h"
#include "tests/core/exchange/inference_test.h"
#include "tests/core/exchange/nosql_workbench_test.h"
#include "tests/core/exchange/onetable_test.h"
#include "tests/core/exchange/round_trip_test.h"
#include "tests/core/exchange/table_definitions_test.h"
#include "tests/core/exchange/terraform_test.h"
#include "tests/core/exchange/terraform_writer_test.h"
#include "tests/core/exchange/vector_exports_test.h"
#include "tests/support/run_classes.h"

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses({argv, argv + argc},
                                       {make<ExchangeTest>, make<InferenceTest>, make<AwsMcpTest>, make<NosqlWorkbenchTest>,
                                        make<OneTableTest>, make<TableDefinitionsTest>, make<TerraformTest>, make<TerraformWriterTest>,
                                        make<CloudFormationWriterTest>, make<CdkWriterTest>, make<CodeWriterTest>, make<RoundTripTest>,
                                        make<AccessPolicyTest>, make<VectorExportsTest>});
}
