#include "tests/ui/design/pattern_form_test.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/model/expectation.h"
#include "tests/ui/design/form_bench.h"
#include "ui/design/entity_choice.h"
#include "ui/design/expectation_form.h"
#include "ui/design/pattern_model.h"
#include "ui/design/pattern_text_page.h"
#include "ui/parts/note_field.h"

using namespace keywright;
using namespace keywright::ui;
using test::FormBench;

void PatternFormTest::init()
{
    test::failOnWarnings();
}

void PatternFormTest::aNewPatternWaitsForItsName()
{
    FormBench bench;
    bench.document.select({.kind = Selection::Kind::Entity, .row = 6});
    QTest::mouseClick(bench.find<QToolButton>("addPattern"), Qt::LeftButton);
    auto *name = bench.find<TextField>("patternName");
    QVERIFY(name->line().hasFocus());
    QCOMPARE(name->line().selectedText(), QStringLiteral("Get Order"));
    QTest::keyClicks(&name->line(), QStringLiteral("Order by its id"));
    QTest::keyClick(&name->line(), Qt::Key_Return);
    const int last = bench.grid->model()->rowCount() - 1;
    QCOMPARE(bench.cell(last, PatternModel::Name), QStringLiteral("Order by its id"));
    bench.document.undo();
    QCOMPARE(bench.cell(last, PatternModel::Name), QStringLiteral("Get Order"));
    QCOMPARE(name->text(), QStringLiteral("Get Order"));
    bench.document.undo();
    QCOMPARE(bench.grid->model()->rowCount(), last);
}

void PatternFormTest::aTakenNameIsRefusedNextToTheField()
{
    FormBench bench;
    TextField *name = bench.type("patternName", QStringLiteral("Product by id"));
    QVERIFY(!name->refusal().isEmpty());
    QCOMPARE(name->text(), QStringLiteral("Product by id"));
    QCOMPARE(bench.now().name, std::string("Cart of a user"));
    QVERIFY(!bench.document.canUndo());
    QTest::keyClick(&name->line(), Qt::Key_Escape);
    QCOMPARE(name->text(), QStringLiteral("Cart of a user"));
    QVERIFY(name->refusal().isEmpty());
}

void PatternFormTest::ratesAreTypedAndRefused()
{
    FormBench bench;
    QVERIFY(bench.type("patternRate", QStringLiteral("2.5"))->refusal().isEmpty());
    QCOMPARE(bench.now().rate->perSecond, 2.5);
    QCOMPARE(bench.cell(bench.row, PatternModel::Rate), QStringLiteral("2.5/s, peak 12/s"));
    QVERIFY(!bench.type("patternRate", QStringLiteral("often"))->refusal().isEmpty());
    QVERIFY(!bench.type("patternPeak", QStringLiteral("1"))->refusal().isEmpty());
    QCOMPARE(bench.now().rate->peakPerSecond, std::optional(12.0));
    QTest::keyClick(&bench.find<TextField>("patternPeak")->line(), Qt::Key_Escape);
    auto &peak = bench.find<TextField>("patternPeak")->line();
    peak.clear();
    QTest::keyClick(&peak, Qt::Key_Return);
    QVERIFY(!bench.now().rate->peakPerSecond);
}

void PatternFormTest::entitiesAreTickedInAMenuThatStaysOpen()
{
    FormBench bench;
    auto *entities = bench.find<EntityChoice>("patternEntities");
    entities->setFocus();
    QTest::keyClick(entities, Qt::Key_Space);
    QMenu &menu = entities->choices();
    QTRY_VERIFY(menu.isVisible());
    QTest::keyClick(&menu, Qt::Key_Down);
    QTest::keyClick(&menu, Qt::Key_Space);
    QVERIFY(menu.isVisible());
    QCOMPARE(bench.now().entities, (std::vector<std::string>{"CartItem", "User"}));
    QCOMPARE(entities->currentText(), QStringLiteral("CartItem, User"));
    QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(menu.actions().front()).center());
    QCOMPARE(bench.now().entities, std::vector<std::string>{"CartItem"});
    QTest::keyClick(&menu, Qt::Key_Escape);
    QVERIFY(!menu.isVisible());
}

void PatternFormTest::anotherOperationAndPlaceBringTheirKey()
{
    FormBench bench("Product by id");
    const auto before = bench.document.model();
    bench.choose("stepOperation", QStringLiteral("Query"));
    QVERIFY(bench.operation().kind == model::OperationKind::Query && bench.operation().key.empty());
    QCOMPARE(bench.cell(bench.row, PatternModel::KeyCondition), QStringLiteral("PK = PRODUCT#{productId} AND SK = PRODUCT"));
    bench.choose("stepPlace", QStringLiteral("OnlineShop · GSI2"));
    QCOMPARE(bench.operation().index, std::string("GSI2"));
    auto *value = bench.find<TextField>("value_GSI2PK_0");
    QVERIFY(value);
    QTRY_VERIFY(value->isVisible());
    QCOMPARE(value->text(), QStringLiteral("CATEGORY#{category}"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId category"));
    QVERIFY(bench.find<TextField>("stepFilter")->isVisible());
    QVERIFY(!bench.find<TextField>("stepUpdate")->isVisible());
    while (bench.document.canUndo())
        bench.document.undo();
    QVERIFY(*bench.document.model() == *before);
}

void PatternFormTest::theSortKeyIsComparedAsOneChooses()
{
    FormBench bench;
    bench.choose("compare_SK", QStringLiteral("between"));
    QCOMPARE(bench.operation().keyCondition.back().values.size(), std::size_t(2));
    QVERIFY(bench.find<TextField>("value_SK_2"));
    QTRY_VERIFY(bench.find<TextField>("value_SK_2")->isVisible());
    bench.type("value_SK_2", QStringLiteral("CART#{last}"));
    QVERIFY(bench.operation().keyCondition.back().values.back() == model::Operand(std::string("CART#{last}")));
    bench.choose("compare_SK", QStringLiteral("Any value"));
    QCOMPARE(bench.operation().keyCondition.size(), std::size_t(1));
    QVERIFY(bench.find<ChoiceField>("compare_SK"));
}

void PatternFormTest::aNameInATemplateBecomesAParameter()
{
    FormBench bench;
    TextField *key = bench.type("value_PK_0", QStringLiteral("USER#{owner"));
    QVERIFY(!key->refusal().isEmpty());
    QCOMPARE(bench.parameterNames(), QStringLiteral("userId"));
    bench.type("value_PK_0", QStringLiteral("USER#{owner}"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("userId owner"));
    QVERIFY(bench.find<TextField>("parameterExample_owner"));
    QVERIFY(!bench.find<QToolButton>("removeParameter_userId")->isEnabled()); // the expectation uses it
    bench.document.undo();
    QCOMPARE(bench.parameterNames(), QStringLiteral("userId"));
}

void PatternFormTest::aFaultyFilterStaysWithItsReason()
{
    FormBench bench;
    TextField *filter = bench.type("stepFilter", QStringLiteral("quantity > > :least"));
    QVERIFY(filter->refusal().contains(QStringLiteral("FilterExpression")));
    QCOMPARE(filter->text(), QStringLiteral("quantity > > :least"));
    QVERIFY(bench.operation().filter.empty());
    bench.type("stepFilter", QStringLiteral("quantity > :least"));
    QVERIFY(filter->refusal().isEmpty());
    QCOMPARE(bench.operation().filter, std::string("quantity > :least"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("userId least"));
    QTRY_COMPARE(bench.cell(bench.row, PatternModel::Verdict), QStringLiteral("Filtered"));
}

void PatternFormTest::stepsAreAddedAndRemoved()
{
    FormBench bench;
    auto *remove = bench.find<QToolButton>("removeStep");
    QVERIFY(!remove->isEnabled());
    QTest::mouseClick(bench.find<QToolButton>("addStep"), Qt::LeftButton);
    QCOMPARE(bench.now().steps.size(), std::size_t(2));
    QCOMPARE(bench.find<ChoiceField>("patternSteps")->chooser().currentText(), QStringLiteral("2: GetItem"));
    QVERIFY(bench.find<TextField>("stepKey_PK_0"));
    bench.choose("patternSteps", QStringLiteral("1: Query"));
    QVERIFY(bench.find<TextField>("value_PK_0"));
    bench.choose("patternSteps", QStringLiteral("2: GetItem"));
    QTest::mouseClick(remove, Qt::LeftButton);
    QCOMPARE(bench.now().steps.size(), std::size_t(1));
    QVERIFY(!remove->isEnabled());
}

void PatternFormTest::examplesAreOfTheParametersType()
{
    FormBench bench("Critical reviews of a product");
    TextField *example = bench.type("parameterExample_stars", QStringLiteral("many"));
    QVERIFY(!example->refusal().isEmpty());
    bench.type("parameterExample_stars", QStringLiteral("2"));
    QVERIFY(bench.now().parameters.back().example == value::AttributeValue(value::Decimal::fromInteger(2)));
    bench.choose("parameterType_stars", QStringLiteral("S"));
    QVERIFY(!bench.now().parameters.back().example);
    bench.type("parameterName_stars", QStringLiteral("most"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId most"));
    QVERIFY(bench.operation().keyCondition.back().values.front() == model::Operand(std::string("{most}")));
}

void PatternFormTest::theExpectationIsTyped()
{
    FormBench bench;
    TextField *where = bench.type("expectedWhere", QStringLiteral("userId = "));
    QVERIFY(!where->refusal().isEmpty());
    bench.type("expectedWhere", QStringLiteral("userId = :userId AND quantity > :least"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("userId least"));
    QVERIFY(!bench.type("expectedOrder", QStringLiteral("quantity sideways"))->refusal().isEmpty());
    bench.type("expectedOrder", QStringLiteral("quantity desc, productId"));
    bench.type("expectedLimit", QStringLiteral("3"));
    const auto expectation = model::readExpectation(bench.now());
    QVERIFY(expectation);
    QCOMPARE(expectation->limit, std::optional<std::int64_t>(3));
    QVERIFY((expectation->orderBy == std::vector<model::OrderTerm>{{"quantity", true}, {"productId", false}}));
    QCOMPARE(orderToText(expectation->orderBy), QStringLiteral("quantity descending, productId"));
    for (int step = 0; step < 3; ++step)
        bench.document.undo();
    QCOMPARE(bench.find<TextField>("expectedOrder")->text(), QStringLiteral("productId"));
    QVERIFY(!bench.document.canUndo());
}

void PatternFormTest::anEditElsewhereKeepsWhatIsTyped()
{
    FormBench bench;
    auto *filter = bench.find<TextField>("stepFilter");
    filter->setFocus();
    QTest::keyClicks(&filter->line(), QStringLiteral("quantity"));
    auto *form = bench.find<QAbstractScrollArea>("patternForm");
    const int scrolledTo = form->verticalScrollBar()->value();
    bench.changePattern(0, [](model::AccessPattern &pattern) { pattern.note = "Another note"; });
    bench.changePattern(bench.row, [](model::AccessPattern &pattern) { pattern.steps.front().operation.limit = 4; });
    QCOMPARE(filter->text(), QStringLiteral("quantity"));
    QVERIFY(filter->line().hasFocus());
    QCOMPARE(form->verticalScrollBar()->value(), scrolledTo);
    QCOMPARE(bench.find<TextField>("stepLimit")->text(), QStringLiteral("4"));
    QCOMPARE(bench.grid->selectionModel()->selectedRows().front().row(), bench.row);
    QTest::keyClick(&filter->line(), Qt::Key_Escape);
}

void PatternFormTest::textIsAppliedAsOneStep()
{
    FormBench bench("Cart of a user", PatternView::Text);
    const auto before = bench.document.model();
    QVERIFY(bench.editor()->text().contains(QStringLiteral("\"Cart of a user\"")));
    bench.typeText(QStringLiteral("{\"name\": \"Everything\", \"steps\": [{\"operation\": \"Scan\", \"table\": \"OnlineShop\"}]}"));
    auto *apply = bench.find<QPushButton>("applyText");
    QVERIFY(apply->isEnabled());
    QTest::mouseClick(apply, Qt::LeftButton);
    QVERIFY(bench.editor()->isAncestorOf(QApplication::focusWidget())); // not on a button that closes something
    QCOMPARE(bench.now().name, std::string("Everything"));
    QVERIFY(bench.operation().kind == model::OperationKind::Scan);
    QVERIFY(!apply->isEnabled());
    bench.document.undo();
    QVERIFY(*bench.document.model() == *before);
    QVERIFY(!bench.document.canUndo());
    QVERIFY(bench.editor()->text().contains(QStringLiteral("\"Cart of a user\"")));
}

void PatternFormTest::faultyTextIsNamedAndNotTaken()
{
    FormBench bench("Cart of a user", PatternView::Text);
    auto *page = bench.find<PatternTextPage>("patternText");
    bench.typeText(QStringLiteral("{\"name\": \"A\", \"steps\": [{\"operation\": \"Fetch\"}]}"));
    QTRY_VERIFY(bench.textOf("patternText").contains(QStringLiteral("steps[0].operation")));
    QTest::keyClick(bench.editor()->focusProxy(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(page->isHalfTyped());
    QCOMPARE(bench.now().name, std::string("Cart of a user"));
    bench.typeText(QStringLiteral("{\"name\": \"Product by id\", \"steps\": [{\"operation\": \"Scan\", \"table\": \"OnlineShop\"}]}"));
    QTest::mouseClick(bench.find<QPushButton>("applyText"), Qt::LeftButton);
    QTRY_VERIFY(bench.textOf("patternText").contains(QStringLiteral("Product by id")));
    QVERIFY(!bench.document.canUndo());
    QTest::mouseClick(bench.find<QPushButton>("revertText"), Qt::LeftButton);
    QVERIFY(!page->isHalfTyped());
    QVERIFY(bench.editor()->text().contains(QStringLiteral("\"Cart of a user\"")));
}

void PatternFormTest::textThatIsNotAppliedIsKeptForLater()
{
    FormBench bench("Cart of a user", PatternView::Text);
    auto *page = bench.find<PatternTextPage>("patternText");
    bench.typeText(QStringLiteral("{\"name\": "));
    bench.changePattern(bench.row, [](model::AccessPattern &pattern) { pattern.note = "Another note"; });
    QVERIFY(bench.editor()->text().startsWith(QStringLiteral("{\"name\": ")));
    bench.grid->selectRow(0);
    QVERIFY(!page->isHalfTyped());
    QVERIFY(bench.editor()->text().contains(QStringLiteral("Sign up")));
    bench.grid->selectRow(bench.row);
    QVERIFY(page->isHalfTyped());
    QVERIFY(bench.editor()->text().startsWith(QStringLiteral("{\"name\": ")));
}

void PatternFormTest::everyFieldHasAName()
{
    FormBench bench("Check out: turn the cart into an order");
    for (const char *page : {"patternForm", "suggestionPage", "verificationPage", "patternText"})
        for (const QWidget *widget : bench.find<QWidget>(page)->findChildren<QWidget *>())
            if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() && widget->isVisibleTo(bench.find<QWidget>(page))) {
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                         qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
            }
}

void PatternFormTest::aTransactionIsMadeOfPartsInTheForm()
{
    FormBench bench("Product by id");
    const auto before = bench.document.model();
    bench.choose("stepOperation", QStringLiteral("TransactWriteItems"));
    QCOMPARE(bench.now().steps.front().parts.size(), std::size_t(1));
    auto *parts = bench.find<QListView>("partList");
    QTRY_VERIFY(parts->isVisible());
    QCOMPARE(parts->model()->index(0, 0).data().toString(), QStringLiteral("DeleteItem Product"));
    bench.choose("partOperation", QStringLiteral("UpdateItem"));
    QCOMPARE(parts->model()->index(0, 0).data().toString(), QStringLiteral("UpdateItem Product"));
    bench.type("stepUpdate", QStringLiteral("ADD stock :less"));
    bench.type("stepCondition", QStringLiteral("stock > :least"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId less least"));

    // A constant of its own takes the place of the parameter.
    bench.choose("stepValue_less_kind", QStringLiteral("Number"));
    bench.type("stepValue_less", QStringLiteral("-1"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId least"));
    const model::Operation &update = bench.now().steps.front().parts.front();
    QVERIFY(update.values.front().second == model::Operand(value::AttributeValue(value::Decimal::fromInteger(-1))));

    QTest::mouseClick(bench.find<QToolButton>("addPart"), Qt::LeftButton);
    QCOMPARE(bench.now().steps.front().parts.size(), std::size_t(2));
    QCOMPARE(parts->currentIndex().row(), 1);
    bench.choose("stepEntity", QStringLiteral("Review"));
    bench.choose("partOperation", QStringLiteral("ConditionCheck"));
    QCOMPARE(bench.find<TextField>("stepKey_PK_0")->text(), QStringLiteral("PRODUCT#{productId}"));
    QVERIFY(std::find(bench.now().entities.begin(), bench.now().entities.end(), "Review") != bench.now().entities.end());
    QTest::mouseClick(bench.find<QToolButton>("partUp"), Qt::LeftButton);
    QVERIFY(bench.now().steps.front().parts.front().kind == model::OperationKind::ConditionCheck);
    QCOMPARE(parts->currentIndex().row(), 0);
    QTest::mouseClick(bench.find<QToolButton>("removePart"), Qt::LeftButton);
    QCOMPARE(bench.now().steps.front().parts.size(), std::size_t(1));
    QVERIFY(!bench.find<QToolButton>("removePart")->isEnabled());
    while (bench.document.canUndo())
        bench.document.undo();
    QVERIFY(*bench.document.model() == *before);
}

void PatternFormTest::theFormSaysWhatASampleTransactionIs()
{
    FormBench bench("Check out: turn the cart into an order");
    const auto before = bench.document.model();
    auto *parts = bench.find<QListView>("partList");
    QStringList titles;
    bench.choose("patternSteps", QStringLiteral("2: TransactWriteItems"));
    for (int row = 0; row < parts->model()->rowCount(); ++row)
        titles << parts->model()->index(row, 0).data().toString();
    QCOMPARE(titles.size(), static_cast<qsizetype>(bench.now().steps[1].parts.size()));
    QCOMPARE(titles.value(0), QStringLiteral("PutItem Order"));
    QCOMPARE(titles.value(1), QStringLiteral("PutItem OrderItem × each of cart"));
    QTest::keyClick(parts, Qt::Key_Down);
    QCOMPARE(bench.find<ChoiceField>("stepRepeat")->value().toString(), QStringLiteral("cart"));
    QCOMPARE(bench.find<TextField>("stepKey_productId_0")->text(), QStringLiteral("{cart.productId}"));
    QVERIFY(*bench.document.model() == *before);
}

void PatternFormTest::aQueryFansOutOverTheShardsOfItsKey()
{
    FormBench bench("Open orders of a status");
    QCOMPARE(bench.find<TextField>("stepShards")->text(), QStringLiteral("4"));
    QCOMPARE(bench.find<TextField>("stepMergeBy")->text(), QStringLiteral("openSince"));
    bench.type("stepMergeBy", QStringLiteral("openSince descending"));
    QVERIFY(bench.now().steps.front().fanOut->mergeBy.front().descending);
    bench.type("stepMergeLimit", QStringLiteral("20"));
    QCOMPARE(bench.now().steps.front().fanOut->limit, std::optional<std::int64_t>(20));
    auto *shards = bench.find<TextField>("stepShards");
    shards->setFocus();
    shards->line().clear();
    QTest::keyClick(&shards->line(), Qt::Key_Return);
    QVERIFY(!bench.now().steps.front().fanOut);
    QVERIFY(!bench.find<TextField>("stepMergeBy")->isVisible());
    QVERIFY(!bench.type("stepShards", QStringLiteral("0"))->refusal().isEmpty());
    bench.type("stepShards", QStringLiteral("8"));
    QCOMPARE(bench.now().steps.front().fanOut->count, std::int64_t(8));
}

void PatternFormTest::aNewPatternGivesWhatItIsAbout()
{
    FormBench bench;
    bench.document.select({.kind = Selection::Kind::Entity, .row = 6});
    QTest::mouseClick(bench.find<QToolButton>("addPattern"), Qt::LeftButton);
    bench.row = bench.grid->model()->rowCount() - 1;
    auto *entities = bench.find<EntityChoice>("patternEntities");
    const auto tick = [&](const QString &name) {
        for (QAction *action : entities->choices().actions())
            if (action->text() == name)
                action->trigger();
    };
    QCOMPARE(bench.parameterNames(), QStringLiteral("orderId"));
    tick(QStringLiteral("Review"));
    tick(QStringLiteral("Order"));
    QCOMPARE(bench.now().entities, std::vector<std::string>{"Review"});
    QCOMPARE(bench.find<TextField>("stepKey_PK_0")->text(), QStringLiteral("PRODUCT#{productId}"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId userId"));
    QCOMPARE(model::readExpectation(bench.now())->entities, std::vector<std::string>{"Review"});
    QCOMPARE(model::readExpectation(bench.now())->where, std::string("productId = :productId AND userId = :userId"));
    bench.choose("stepOperation", QStringLiteral("Query"));
    QCOMPARE(model::readExpectation(bench.now())->where, std::string("productId = :productId"));
    QCOMPARE(bench.parameterNames(), QStringLiteral("productId"));

    // What a person says stays.
    bench.type("expectedWhere", QStringLiteral("productId = :productId AND rating < :stars"));
    tick(QStringLiteral("Order"));
    QCOMPARE(model::readExpectation(bench.now())->entities, std::vector<std::string>{"Review"});
    QCOMPARE(model::readExpectation(bench.now())->where, std::string("productId = :productId AND rating < :stars"));
}

void PatternFormTest::aPatternOfTheFileKeepsItsExpectation()
{
    FormBench bench("Product by id");
    const auto before = bench.now().expectation;
    bench.choose("stepOperation", QStringLiteral("Scan"));
    QVERIFY(bench.now().expectation == before);
}

void PatternFormTest::aRenamedParameterIsDrawnFromWhatItIsComparedWith()
{
    FormBench bench;
    const auto source = [&bench] {
        const model::Parameter &parameter = bench.now().parameters.front();
        return QString::fromStdString(parameter.drawnFromEntity + "." + parameter.drawnFromAttribute);
    };
    bench.changePattern(bench.row, [](model::AccessPattern &pattern) {
        pattern.parameters.front().drawnFromEntity = "CartItem";
        pattern.parameters.front().drawnFromAttribute = "userId";
    });
    QCOMPARE(bench.find<ChoiceField>("parameterSource_userId")->value().toString(), QStringLiteral("CartItem.userId"));
    TextField *name = bench.type("parameterName_userId", QStringLiteral("productId"));
    QCOMPARE(source(), QStringLiteral("CartItem.userId")); // which the key is built from, whatever the parameter is called
    QVERIFY(name->line().hasFocus());
    QCOMPARE(name->objectName(), QStringLiteral("parameterName_productId"));
    bench.document.undo();
    QCOMPARE(source(), QStringLiteral("CartItem.userId"));

    auto &chooser = bench.find<ChoiceField>("parameterSource_userId")->chooser();
    chooser.setFocus();
    QTest::keyClick(&chooser, Qt::Key_Home);
    QCOMPARE(source(), QStringLiteral("."));
    bench.type("parameterName_userId", QStringLiteral("someone"));
    QCOMPARE(source(), QStringLiteral("."));
    bench.type("value_PK_0", QStringLiteral("USER#all"));
    QVERIFY(bench.now().parameters.front().name == "someone");
}

void PatternFormTest::aRefusedValueStaysWithItsPattern()
{
    FormBench bench;
    TextField *filter = bench.type("stepFilter", QStringLiteral("quantity > > 1"));
    const QString reason = filter->refusal();
    QVERIFY(!reason.isEmpty());
    bench.grid->selectRow(0);
    bench.grid->selectRow(bench.row);
    QCOMPARE(bench.find<TextField>("stepFilter")->text(), QStringLiteral("quantity > > 1"));
    QCOMPARE(bench.find<TextField>("stepFilter")->refusal(), reason);
    QVERIFY(bench.operation().filter.empty());
    filter->setFocus();
    QTest::keyClick(&filter->line(), Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
}

void PatternFormTest::tickedEntitiesAreMarkedInTheMenu()
{
    FormBench bench;
    auto *entities = bench.find<EntityChoice>("patternEntities");
    entities->showPopup();
    QMenu &menu = entities->choices();
    QTRY_VERIFY(menu.isVisible());
    const QAction *chosen = nullptr;
    const QAction *other = nullptr;
    for (const QAction *action : menu.actions())
        (action->isChecked() ? chosen : other) = action;
    QVERIFY(chosen && other);
    const auto markOf = [&menu](const QAction *action) {
        QRect mark = menu.actionGeometry(const_cast<QAction *>(action));
        mark.setLeft(mark.right() - 24); // the icons at the left differ anyway
        return menu.grab(mark).toImage();
    };
    QVERIFY(markOf(chosen) != markOf(other));
    menu.close();
}
