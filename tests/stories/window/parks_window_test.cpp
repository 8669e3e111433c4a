#include "tests/stories/window/parks_window_test.h"

#include <QTemporaryDir>

#include "tests/stories/window/window_story.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "ui/cost/cost_workspace.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/export/export_target.h"
#include "ui/export/export_workspace.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"

using namespace keywright;
using namespace keywright::ui;
using test::WindowStory;

namespace {

constexpr int kParksPatience = 60'000;

QString agencysModel()
{
    const auto file = test::dataDir() / "exchange" / "models" / "bcgov+parks-reso-api--docs_DUP_DataModel.json";
    return QString::fromStdString(file.string());
}

void writeDownPatterns(WindowStory &story)
{
    story.addPattern("Parks with day passes", {"Park"}, "", "20");
    story.addPattern("Facilities of a park", {"Facility"}, "facilityId = :facilityId", "20");
    story.addPattern("Passes of a day at a facility", {"Pass"}, "shortPassDate = :day AND facilityName = :facility", "5");
    story.addPattern("Availability of a facility", {"Reservation"},
                     "reservationId = :park AND pkPart = :facility AND sk BETWEEN :first AND :last", "20");
    story.addPattern("Passes booked with an e-mail address", {"Pass"}, "email = :email", "1");
}

} // namespace

void ParksWindowTest::init()
{
    test::failOnWarnings();
}

void ParksWindowTest::fromTheImportToTerraform()
{
    WindowStory story;
    story.import(agencysModel());
    QCOMPARE(story.model().tables.size(), std::size_t(3));
    QCOMPARE(story.model().entities.size(), std::size_t(7));

    writeDownPatterns(story);
    QCOMPARE(story.model().accessPatterns.size(), std::size_t(5));
    for (const char *pattern : {"Parks with day passes", "Facilities of a park", "Passes of a day at a facility",
                                "Availability of a facility", "Passes booked with an e-mail address"})
        story.takeSuggestion(QLatin1String(pattern));
    QVERIFY(story.model().findTable("parksreso")->definition.findIndex("GSI1") != nullptr);
    QVERIFY(story.takeAdvice("unused-index") > 0);
    QCOMPARE(story.verifyAll(), QStringList(5, QStringLiteral("Verified")));

    story.goTo(MainWindow::Workspace::Cost);
    QTRY_VERIFY_WITH_TIMEOUT(!story.window().cost().isBusy() && story.window().cost().report(), kParksPatience);
    QVERIFY(story.window().cost().report()->total > 0);

    story.goTo(MainWindow::Workspace::HeatMap);
    HeatPage &heat = story.window().heat().page();
    QTRY_VERIFY_WITH_TIMEOUT(!heat.isBusy() && heat.shown() && heat.plot().isVisible(), kParksPatience);

    story.goTo(MainWindow::Workspace::Export);
    const QTemporaryDir folder;
    story.saveExport(ExportTarget::Terraform, folder.filePath("main.tf"));
    const std::string text = test::readFile(folder.filePath("main.tf").toStdString());
    QVERIFY(text.find("aws_dynamodb_table") != std::string::npos && text.find("GSI1") != std::string::npos);
}
