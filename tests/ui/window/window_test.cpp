#include "ui/help/tour.h"
#include "ui/importing/import_dialog.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "tests/ui/window/dialog_help_test.h"
#include "tests/ui/window/inspector_test.h"
#include "tests/ui/window/model_files_test.h"
#include "tests/ui/window/navigator_test.h"
#include "tests/ui/window/open_in_operations_test.h"
#include "tests/ui/window/palette_test.h"
#include "ui/data/data_workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/document/text.h"
#include "ui/export/export_workspace.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "core/model/advice.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/window/navigator_model.h"
#include "ui/window/palette_entries.h"
#include "ui/window/problems_model.h"
#include "ui/window/problems_pane.h"

using namespace keywright;
using namespace keywright::ui;
using Stage = Document::Stage;
using test::Opened;

namespace {

/// A port that nobody listens on. Another program may take it before it is used, though nothing here does.
int freePort()
{
    const auto finder = session::Workspace::inMemory(*test::read(test::emptyTable()));
    const std::string url = finder->startEndpoint(0);
    return std::stoi(url.substr(url.rfind(':') + 1));
}

QAction *menuAction(QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text().remove(QLatin1Char('&')) == text)
            return action;
    }
    return nullptr;
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        test::failOnWarnings();
        QSettings().clear();
        theme().choose(ThemeChoice::Light);
    }

    void fileOpenShowsTheModel()
    {
        Opened opened;
        QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.startPage()));
        QVERIFY(!opened.find<QDockWidget>("navigatorDock")->isVisible());
        setNextFileAnswer(test::onlineShop());
        QAction *file = menuAction(opened.window.menuBar()->findChild<QMenu *>(), QStringLiteral("Open…"));
        QVERIFY(file);
        file->trigger();
        QTRY_COMPARE(opened.document.stage(), Stage::Ready);
        QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.design()));
        QVERIFY(opened.find<QDockWidget>("navigatorDock")->isVisible());
        QVERIFY(opened.window.windowTitle().startsWith(QStringLiteral("Online shop")));
        QVERIFY(opened.find<QLabel>("connectionState")->text().contains(QStringLiteral("Embedded engine · 1 table")));
        opened.window.findChild<QAction *>(QStringLiteral("actionClose"))->trigger();
        QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.startPage()));
    }

    void aDeclinedDialogOpensNothing()
    {
        Opened opened;
        setNextFileAnswer(QString());
        opened.window.findChild<QAction *>(QStringLiteral("actionOpen"))->trigger();
        QCOMPARE(opened.document.stage(), Stage::Empty);
    }

    void shortcutsSwitchWorkspaces()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        QTest::keyClick(&opened.window, Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(opened.page(), static_cast<QWidget *>(&opened.window.data()));
        QVERIFY(opened.find<QAbstractButton>("rail.data")->isChecked());
        QTest::keyClick(&opened.window, Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(opened.page(), static_cast<QWidget *>(&opened.window.design()));
        QTest::keyClick(&opened.window, Qt::Key_7, Qt::ControlModifier);
        QTRY_COMPARE(opened.page(), static_cast<QWidget *>(&opened.window.exports()));
        QTest::mouseClick(opened.find<QAbstractButton>("rail.data"), Qt::LeftButton);
        QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.data()));
    }

    void everyWorkspaceIsReachedFromTheRail()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        QSet<QWidget *> pages;
        for (const char *name :
             {"rail.design", "rail.data", "rail.operations", "rail.heat-map", "rail.streams", "rail.cost", "rail.export"}) {
            auto *button = opened.find<QAbstractButton>(name);
            QVERIFY2(button != nullptr && button->isEnabled(), name);
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY2(button->isChecked(), name);
            pages.insert(opened.page());
        }
        QCOMPARE(pages.size(), 7);
    }

    void selectingInTheNavigatorFillsTheInspector()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        auto *tree = opened.find<QTreeView>("navigator");
        QAbstractItemModelTester tester(tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex entities = tree->model()->index(1, 0);
        const QModelIndex order = tree->model()->index(6, 0, entities);
        QCOMPARE(order.data().toString(), QStringLiteral("Order"));
        tree->scrollTo(order);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(order).center());
        QCOMPARE(opened.document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 6}));
        QVERIFY(opened.inspectorText().contains(QStringLiteral("Order")));
        QVERIFY(opened.inspectorText().contains(QStringLiteral("placedAt")));
        QCOMPARE(opened.find<QTableView>("keyChart")->currentIndex().row(), 6);
        opened.document.select({.kind = Selection::Kind::AccessPattern, .row = 4});
        QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("Cart of a user"));
        QVERIFY(opened.inspectorText().contains(QStringLiteral("Step 1: Query")));
    }

    void everyKindOfThingHasAnInspectorPage()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        const auto &model = *opened.document.model();
        const auto title = [&] { return opened.inspectorTitle(); };
        opened.document.select({.kind = Selection::Kind::Table, .row = 0});
        QCOMPARE(title(), QStringLiteral("OnlineShop"));
        QVERIFY(opened.inspectorText().contains(QStringLiteral("Billing")));
        opened.document.select({Selection::Kind::Index, 0, QStringLiteral("GSI1"), {}});
        QCOMPARE(title(), QStringLiteral("GSI1"));
        QVERIFY(opened.inspectorText().contains(QStringLiteral("Projection")));
        for (int row = 0; row < static_cast<int>(model.entities.size()); ++row) {
            opened.document.select({.kind = Selection::Kind::Entity, .row = row});
            QCOMPARE(title(), QString::fromStdString(model.entities[static_cast<std::size_t>(row)].name));
        }
        for (int row = 0; row < static_cast<int>(model.accessPatterns.size()); ++row) {
            opened.document.select({.kind = Selection::Kind::AccessPattern, .row = row});
            QCOMPARE(title(), QString::fromStdString(model.accessPatterns[static_cast<std::size_t>(row)].name));
        }
        for (int row = 0; row < static_cast<int>(model.facets.size()); ++row) {
            opened.document.select({.kind = Selection::Kind::Facet, .row = row});
            QCOMPARE(title(), QString::fromStdString(model.facets[static_cast<std::size_t>(row)].name));
        }
    }

    void theNavigatorFilterKeepsWhatMatchesAndItsHeading()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        auto *tree = opened.find<QTreeView>("navigator");
        QTest::keyClicks(opened.find<QLineEdit>("navigatorFilter"), QStringLiteral("shipment"));
        QCOMPARE(tree->model()->rowCount(), 1);
        const QModelIndex heading = tree->model()->index(0, 0);
        QVERIFY(heading.data().toString().startsWith(QStringLiteral("Entities")));
        QCOMPARE(tree->model()->index(0, 0, heading).data().toString(), QStringLiteral("Shipment"));
        QTest::keyClick(opened.find<QLineEdit>("navigatorFilter"), Qt::Key_Escape);
        QCOMPARE(tree->model()->rowCount(), 4);
    }

    void aModelIsCommittedFromTheMenuAndFromData()
    {
        Opened opened;
        auto *action = opened.find<QAction>("actionCommit");
        QVERIFY(!action->isEnabled());
        QVERIFY(opened.open(test::emptyTable()));
        action->trigger();
        QVERIFY(opened.find<QDialog>("commitDialog"));
        QTest::keyClick(opened.find<QDialog>("commitDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!opened.find<QDialog>("commitDialog"));
        opened.window.showWorkspace(MainWindow::Workspace::Data);
        QTest::mouseClick(opened.find<QToolButton>("commitModel"), Qt::LeftButton);
        QVERIFY(opened.find<QDialog>("commitDialog"));
    }

    void aBrokenFileShowsLineAndColumn()
    {
        Opened opened;
        QVERIFY(opened.open(test::brokenModel()));
        auto *page = opened.find<QWidget>("failurePage");
        QCOMPARE(opened.page(), page);
        QStringList texts;
        for (const QLabel *label : page->findChildren<QLabel *>())
            texts << label->text();
        const QString all = texts.join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QStringLiteral("Line 5, column %1").arg(opened.document.failure()->column)), qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("broken.keywright.json")));
        QVERIFY(!opened.find<QAbstractButton>("workInMemory")->isVisible());
        QVERIFY(opened.find<QAbstractButton>("copyFailure")->isVisible());
    }

    void aStoreInUseOffersMemory()
    {
        Document holder;
        QVERIFY(test::openAndWait(holder, test::manyItems(10)));
        Opened opened;
        QVERIFY(opened.open(test::manyItems(10)));
        QCOMPARE(opened.page(), opened.find<QWidget>("failurePage"));
        QTest::keyClick(&opened.window, Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(opened.page(), static_cast<QWidget *>(&opened.window.design()));
        QTest::keyClick(&opened.window, Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(opened.page(), opened.find<QWidget>("failurePage"));
        QTest::mouseClick(opened.find<QAbstractButton>("workInMemory"), Qt::LeftButton);
        QTRY_COMPARE(opened.document.stage(), Stage::Ready);
        QVERIFY(opened.document.isInMemory());
        QTRY_COMPARE(opened.window.data().findChild<ItemTableModel *>()->rowCount(), 10);
        QVERIFY(opened.find<QLabel>("connectionState")->text().contains(QStringLiteral("in memory")));
    }

    void f1ExplainsTheScreenThatIsShown()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        const auto title = [&opened] { return opened.find<QLabel>("helpTitle")->text(); };
        opened.window.showWorkspace(MainWindow::Workspace::Data);
        QTest::keyClick(&opened.window, Qt::Key_F1);
        QCOMPARE(title(), QStringLiteral("Data"));
        opened.window.showWorkspace(MainWindow::Workspace::Design);
        opened.window.design().showView(DesignWorkspace::KeyChartView);
        opened.find<QAction>("actionHelp")->trigger();
        QCOMPARE(title(), QStringLiteral("Key chart"));
    }

    void theTourGoesThroughTheSampleFromTheStartPage()
    {
        Opened opened;
        opened.find<QAction>("actionTour")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<Tour>("tour") != nullptr, 20'000);
        QCOMPARE(opened.document.file(), test::onlineShop());
        QPointer<Tour> tour = opened.find<Tour>("tour");
        for (int step = 1; step < 5; ++step) {
            QTest::mouseClick(tour->findChild<QPushButton *>(QStringLiteral("tourNext")), Qt::LeftButton);
            QCOMPARE(tour->step(), step);
        }
        QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.data()));
        QTest::keyClick(tour, Qt::Key_Escape);
        QTRY_VERIFY(tour.isNull());
        QTRY_COMPARE(opened.document.stage(), Stage::Ready);
    }

    void aDroppedModelOpens()
    {
        Opened opened;
        const auto drop = [&](const QString &file) {
            QMimeData dropped;
            dropped.setUrls({QUrl::fromLocalFile(file)});
            QDragEnterEvent enter({10, 10}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&opened.window, &enter);
            QDropEvent event({10, 10}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&opened.window, &event);
            return event.isAccepted();
        };
        QVERIFY(drop(test::onlineShop()));
        QTRY_COMPARE(opened.document.stage(), Stage::Ready);
        QVERIFY(drop(QStringLiteral("/no/such/picture.png")));
        QCOMPARE(opened.document.file(), test::onlineShop());
        auto *import = opened.find<ImportDialog>("importDialog");
        QVERIFY(import != nullptr);
        QTRY_COMPARE(import->state(), ImportDialog::State::Refused);
        import->reject();
    }

    void theThemeSwitchChangesWhatIsShown()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        const QImage light = opened.window.grab().toImage();
        QTest::mouseClick(opened.find<QAbstractButton>("themeSwitch"), Qt::LeftButton);
        QVERIFY(theme().isDark());
        QTRY_COMPARE(opened.window.palette().color(QPalette::Window), darkColours().window);
        QVERIFY(opened.window.grab().toImage() != light);
        QVERIFY(opened.find<QAbstractButton>("themeSwitch")->accessibleName().contains(QStringLiteral("light")));
    }

    void aProblemIsReadWithItsPlaceHoweverNarrowTheWindowIs()
    {
        Opened opened;
        QVERIFY(opened.open(test::badDesign()));
        opened.window.resize(1000, 800);
        QCoreApplication::processEvents();
        auto *grid = opened.find<QTableView>("problems");
        const int place = grid->columnViewportPosition(ProblemsModel::Place) + grid->columnWidth(ProblemsModel::Place);
        QVERIFY2(opened.window.width() == 1000, "a workspace asks for more room than a small window has");
        QVERIFY2(place <= grid->viewport()->width(), "the place is within the window");
        int highest = 0;
        for (int row = 0; row < grid->model()->rowCount(); ++row)
            highest = qMax(highest, grid->rowHeight(row));
        QVERIFY2(highest > grid->fontMetrics().height() * 2, "a long sentence takes a second line");
    }

    void theFocusComesBackToAControlThatWasDisabledForAWhile()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        opened.window.showWorkspace(MainWindow::Workspace::Data);
        auto *run = opened.find<QAbstractButton>("generateItems");
        QVERIFY(run != nullptr);
        run->setFocus();
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(run));
        run->setEnabled(false);
        QVERIFY(QApplication::focusWidget() != run);
        run->setEnabled(true);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(run));
        // A person who went on elsewhere stays there.
        run->setEnabled(false);
        auto *navigator = opened.find<QTreeView>("navigator");
        QVERIFY(navigator != nullptr);
        navigator->setFocus();
        run->setEnabled(true);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(navigator));
    }

    void problemsAreListedAndLeadToTheirPlace()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        QCOMPARE(static_cast<std::size_t>(opened.window.problems().problems().rowCount()),
                 model::findProblems(*opened.document.model()).size() + model::adviseOn(*opened.document.model()).size());
        const auto &model = *opened.document.model();
        QCOMPARE(selectionOfPlace(model, QStringLiteral("entities[2].keyTemplates.GSI1PK")),
                 (Selection{.kind = Selection::Kind::Entity, .row = 2}));
        QCOMPARE(selectionOfPlace(model, QStringLiteral("entities[200].name")).kind, Selection::Kind::None);
        QCOMPARE(selectionOfPlace(model, QStringLiteral("name")).kind, Selection::Kind::None);
        QCOMPARE(wordsOfPlace(model, QStringLiteral("entities[2].keyTemplates.GSI1PK")),
                 toQString(model.entities[2].name) + QStringLiteral(" · GSI1PK"));
        QCOMPARE(wordsOfPlace(model, QStringLiteral("entities[0].attributes[1].type")),
                 toQString(model.entities[0].name + " · " + model.entities[0].attributes[1].name));
        QCOMPARE(wordsOfPlace(model, QStringLiteral("accessPatterns[0].steps[1].filter")),
                 toQString(model.accessPatterns[0].name) + QStringLiteral(" · step 2"));
        QCOMPARE(wordsOfPlace(model, QStringLiteral("name")), QStringLiteral("name"));
        ProblemsModel problems;
        QAbstractItemModelTester tester(&problems, QAbstractItemModelTester::FailureReportingMode::QtTest);
        problems.setCounsel({.problems = {{model::Severity::Warning, "entities[0]", "One."}, {model::Severity::Error, "tables[0]", "Two."}},
                             .advice = {{.rule = "some-rule", .severity = model::AdviceSeverity::Error, .place = "tables[1]"}}});
        QCOMPARE(problems.count(model::AdviceSeverity::Error), 2);
        QVERIFY(!problems.adviceAt(0));
        QVERIFY(problems.adviceAt(1));
        QCOMPARE(problems.rowOf(problems.keyOf(2)), 2);
        QCOMPARE(problems.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Error: Two."));
    }

    void adviceHasItsRemedyAndItsFix()
    {
        Opened opened;
        QVERIFY(opened.open(test::badDesign()));
        auto *grid = opened.find<QTableView>("problems");
        const ProblemsModel &problems = opened.window.problems().problems();
        int row = 0;
        while (row < problems.rowCount() && !(problems.adviceAt(row) && problems.adviceAt(row)->fix))
            ++row;
        QVERIFY2(row < problems.rowCount(), "no advice with a fix");
        const QString advice = problems.keyOf(row);
        grid->selectRow(row);
        QVERIFY(!opened.find<QLabel>("remedy")->text().isEmpty());
        auto *fix = opened.find<QPushButton>("applyFix");
        QVERIFY(fix->isVisible());
        QTest::mouseClick(fix, Qt::LeftButton);
        QVERIFY(opened.document.canUndo());
        QTRY_VERIFY(!opened.window.problems().isChecking());
        QCOMPARE(problems.rowOf(advice), -1);
        opened.document.undo();
        QTRY_VERIFY(!opened.window.problems().isChecking() && problems.rowOf(advice) >= 0);
        opened.document.close();
    }

    void runsAreLoggedAsActivity()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        opened.window.findChild<QAction *>(QStringLiteral("actionRunAll"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!opened.runner.isRunning(), 20'000);
        auto *activity = opened.find<QTableView>("activity");
        QTRY_VERIFY(activity->model()->rowCount() > 5);
        QStringList operations;
        for (int row = 0; row < activity->model()->rowCount(); ++row)
            operations << activity->model()->index(row, ActivityLog::Operation).data().toString();
        QVERIFY(operations.contains(QStringLiteral("Query")));
        QVERIFY(operations.contains(QStringLiteral("GetItem")));
        QVERIFY(operations.contains(QStringLiteral("Scan")));
    }

    void aNewAccessPatternIsMadeFromAnywhere()
    {
        Opened opened;
        auto *action = opened.window.findChild<QAction *>(QStringLiteral("actionNewPattern"));
        QVERIFY(!action->isEnabled());
        QVERIFY(opened.open(test::onlineShop()));
        opened.window.showWorkspace(MainWindow::Workspace::Data);
        opened.document.select({.kind = Selection::Kind::Entity, .row = 0});
        const int before = static_cast<int>(opened.document.model()->accessPatterns.size());
        action->trigger();
        QCOMPARE(opened.document.selection(), (Selection{.kind = Selection::Kind::AccessPattern, .row = before}));
        auto *name = opened.find<QWidget>("patternName");
        QVERIFY(name->isVisible() && name->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Profile of a user"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(opened.document.model()->accessPatterns.back().name, std::string("Profile of a user"));
        opened.document.undo();
        opened.document.undo();
        QVERIFY(!opened.document.canUndo());
        opened.document.close();
    }

    void docksAndSizeAreRemembered()
    {
        {
            Opened opened;
            QVERIFY(opened.open(test::emptyTable()));
            opened.window.resize(1111, 777);
            opened.find<QDockWidget>("inspectorDock")->close();
            opened.window.close();
        }
        Opened again;
        QVERIFY(again.open(test::emptyTable()));
        QCOMPARE(again.window.findChild<QDockWidget *>(QStringLiteral("inspectorDock"))->isVisible(), false);
        QVERIFY(again.find<QDockWidget>("navigatorDock")->isVisible());
    }

    void openedModelsAreRecent()
    {
        Opened opened;
        QVERIFY(opened.open(test::emptyTable()));
        QVERIFY(opened.open(test::onlineShop()));
        RecentModels recent;
        QCOMPARE(recent.files(), (QStringList{test::onlineShop(), test::emptyTable()}));
    }

    void aboutNamesTheVersion()
    {
        Opened opened;
        QStringList told;
        setMessageSink([&told](const Message &message) { told << message.text; });
        opened.window.findChild<QAction *>(QStringLiteral("actionAbout"))->trigger();
        setMessageSink({});
        QCOMPARE(told, QStringList{QStringLiteral("Keywright test")});
    }

    void everyControlHasAnAccessibleName()
    {
        Opened opened;
        QTRY_VERIFY(opened.window.startPage().isComplete());
        QVERIFY(opened.open(test::onlineShop()));
        opened.document.select({.kind = Selection::Kind::Item,
                                .row = 0,
                                .item = std::make_shared<const value::Item>(opened.document.model()->sampleData[0].items[0])});
        for (const QWidget *widget : opened.window.findChildren<QWidget *>()) {
            const bool internal = widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QScrollBar")
                || widget->inherits("QMenu") || widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QComboBoxListView")
                || widget->inherits("QTableCornerButton") || widget->inherits("QMenuBar") || widget->inherits("QToolBar")
                || widget->inherits("QToolBarExtension") || widget->inherits("QLineEditIconButton") || (widget->inherits("QHeaderView"))
                || (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"));
            // A label with text to select speaks for itself.
            if (internal || widget->inherits("QLabel") || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const QString name = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty(),
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
        }
    }

    void theEndpointSwitchServesTheTables()
    {
        Opened opened;
        auto *endpointSwitch = opened.find<QAbstractButton>("endpointSwitch");
        QVERIFY(!endpointSwitch->isEnabled());
        QVERIFY(opened.open(test::onlineShop()));
        opened.window.endpoint().setPort(freePort());
        QTest::mouseClick(endpointSwitch, Qt::LeftButton);
        QTRY_COMPARE(opened.window.endpoint().state(), EndpointHost::State::On);
        QVERIFY(endpointSwitch->isChecked());
        const QString port = QString::number(opened.window.endpoint().port());
        QCOMPARE(opened.find<QToolButton>("endpointAddress")->text(), QStringLiteral("127.0.0.1:") + port);
        QCOMPARE(opened.window.endpoint().url(), QStringLiteral("http://127.0.0.1:") + port);
        QVERIFY(opened.window.findChild<QAction *>(QStringLiteral("actionServe"))->isChecked());
        endpointSwitch->setFocus();
        QTest::keyClick(endpointSwitch, Qt::Key_Space);
        QTRY_COMPARE(opened.window.endpoint().state(), EndpointHost::State::Off);
        QVERIFY(!endpointSwitch->isChecked());
        opened.document.close();
        QCOMPARE(opened.window.endpoint().state(), EndpointHost::State::Unavailable);
    }

    void aTakenPortIsSaid()
    {
        const auto other = session::Workspace::inMemory(*test::read(test::emptyTable()));
        const QString url = QString::fromStdString(other->startEndpoint(0));
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        opened.window.endpoint().setPort(url.section(QLatin1Char(':'), -1).toInt());
        QStringList told;
        setMessageSink([&told](const Message &message) { told << message.text; });
        QTest::mouseClick(opened.find<QAbstractButton>("endpointSwitch"), Qt::LeftButton);
        QTRY_COMPARE(told.size(), 1);
        setMessageSink({});
        QVERIFY2(told.front().contains(url.section(QLatin1Char(':'), -1)), qPrintable(told.front()));
        QCOMPARE(opened.window.endpoint().state(), EndpointHost::State::Off);
        QVERIFY(!opened.find<QAbstractButton>("endpointSwitch")->isChecked());
    }

    void whatAnApplicationWroteIsKeptUntilReset()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("shop.keywright.json"));
        const auto write = [&file](const char *address) {
            QFile shop(test::onlineShop());
            QFile copy(file);
            return shop.open(QIODevice::ReadOnly) && copy.open(QIODevice::WriteOnly)
                && copy.write(shop.readAll().replace("mara.lindholm@example.com", address)) > 0;
        };
        QVERIFY(write("mara.lindholm@example.com"));
        Opened opened;
        QVERIFY(opened.open(file));
        QVERIFY(!opened.find<QWidget>("earlierState")->isVisibleTo(&opened.window));
        opened.window.endpoint().setPort(freePort());
        opened.window.endpoint().start();
        QTRY_COMPARE(opened.window.endpoint().state(), EndpointHost::State::On);

        QVERIFY(write("mara@example.com"));
        QVERIFY(opened.open(file));
        QCOMPARE(opened.window.endpoint().state(), EndpointHost::State::Off);
        QVERIFY(opened.find<QWidget>("earlierState")->isVisibleTo(&opened.window.data()));
        auto *reset = opened.find<QWidget>("earlierState")->findChild<QPushButton *>(QStringLiteral("noticeAction"));
        setNextConfirmAnswer(false);
        reset->click();
        QVERIFY(opened.document.isEarlierState());
        setNextConfirmAnswer(true);
        reset->click();
        QTRY_VERIFY(!opened.document.isEarlierState() && opened.document.progress().label.isEmpty());
        QVERIFY(!opened.find<QWidget>("earlierState")->isVisibleTo(&opened.window.data()));
        const auto found = opened.document.connection()->getItem({"OnlineShop", {{"PK", "USER#u-1001"}, {"SK", "PROFILE"}}});
        QCOMPARE(*found.item->find("email"), value::AttributeValue("mara@example.com"));
    }

    void tabLeavesAGrid()
    {
        Opened opened;
        QVERIFY(opened.open(test::onlineShop()));
        auto *chart = opened.find<QTableView>("keyChart");
        chart->setFocus();
        QTRY_VERIFY(chart->hasFocus());
        QTest::keyClick(chart, Qt::Key_Tab);
        QVERIFY(!chart->hasFocus());
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<WindowTest, DialogHelpTest, PaletteTest, ModelFilesTest, InspectorTest, NavigatorTest, OpenInOperationsTest>(
        "window", argc, argv);
}

#include "window_test.moc"
