#include <QCoreApplication>

#include "tests/core/model/access_pattern_text_test.h"
#include "tests/core/model/advice_test.h"
#include "tests/core/model/derived_expectation_test.h"
#include "tests/core/model/document_test.h"
#include "tests/core/model/generator_test.h"
#include "tests/core/model/judgement_test.h"
#include "tests/core/model/key_analysis_test.h"
#include "tests/core/model/key_template_test.h"
#include "tests/core/model/model_diff_test.h"
#include "tests/core/model/model_file_test.h"
#include "tests/core/model/model_reader_test.h"
#include "tests/core/model/model_writer_test.h"
#include "tests/core/model/problems_test.h"
#include "tests/core/model/recognition_test.h"
#include "tests/core/model/renames_test.h"
#include "tests/core/model/saved_operations_test.h"
#include "tests/core/model/step_edits_test.h"
#include "tests/core/model/suggest_test.h"
#include "tests/core/model/table_edits_test.h"
#include "tests/support/run_classes.h"

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses({argv, argv + argc},
                                       {
                                           make<AccessPatternTextTest>, make<AdviceTest>,      make<DerivedExpectationTest>,
                                           make<DocumentTest>,          make<GeneratorTest>,   make<JudgementTest>,
                                           make<KeyAnalysisTest>,       make<KeyTemplateTest>, make<ModelDiffTest>,
                                           make<ModelFileTest>,         make<ModelReaderTest>, make<ModelWriterTest>,
                                           make<ProblemsTest>,          make<RecognitionTest>, make<RenamesTest>,
                                           make<SavedOperationsTest>,   make<StepEditsTest>,   make<SuggestTest>,
                                           make<TableEditsTest>,
                                       });
}
