#include <QCoreApplication>

#include "tests/core/session/commit_test.h"
#include "tests/core/session/derived_expectation_test.h"
#include "tests/core/session/design_report_test.h"
#include "tests/core/session/explain_test.h"
#include "tests/core/session/file_import_test.h"
#include "tests/core/session/live_model_test.h"
#include "tests/core/session/live_traffic_test.h"
#include "tests/core/session/operation_draft_test.h"
#include "tests/core/session/operation_history_test.h"
#include "tests/core/session/pattern_run_test.h"
#include "tests/core/session/sample_difference_test.h"
#include "tests/core/session/samples_test.h"
#include "tests/core/session/stored_tables_test.h"
#include "tests/core/session/stream_tail_test.h"
#include "tests/core/session/suggestion_run_test.h"
#include "tests/core/session/table_clone_test.h"
#include "tests/core/session/verification_test.h"
#include "tests/core/session/workspace_test.h"
#include "tests/support/run_classes.h"

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses({argv, argv + argc},
                                       {make<WorkspaceTest>, make<FileImportTest>, make<LiveModelTest>, make<LiveTrafficTest>,
                                        make<StoredTablesTest>, make<PatternRunTest>, make<SamplesTest>, make<StreamTailTest>,
                                        make<TableCloneTest>, make<SuggestionRunTest>, make<DerivedExpectationTest>, make<VerificationTest>,
                                        make<CommitTest>, make<DesignReportTest>, make<SampleDifferenceTest>, make<OperationDraftTest>,
                                        make<ExplainTest>, make<OperationHistoryTest>});
}
