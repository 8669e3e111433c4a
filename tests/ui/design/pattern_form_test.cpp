#include "tests/ui/design/pattern_form_test.h"

#include <QAbstractScrollArea>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/model/expectation.h"
#include "tests/ui/design/pattern_bench.h"
#include "ui/code/code_editor.h"
#include "ui/design/entity_choice.h"
#include "ui/design/expectation_form.h"
#include "ui/design/pattern_model.h"
#include "ui/design/pattern_text_page.h"
#include "ui/design/pattern_view.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/note_field.h"
#include "ui/parts/text_field.h"

using namespace keywright;
using namespace keywright::ui;
using test::PatternBench;

namespace {

/// The form of one pattern of the shop.
struct FormBench : PatternBench {
    explicit FormBench(const std::string &pattern = "Cart of a user", PatternView::Detail tab = PatternView::Definition)
        : PatternBench(test::onlineShop())
    {
        row = rowOf(pattern);
        document.select({.kind = Selection::Kind::AccessPattern, .row = row});
        find<QTabWidget>("patternDetail")->setCurrentIndex(tab);
    }

    const model::AccessPattern &now() const { return pattern(row); }
    const model::Operation &operation() const { return now().steps.front().operation; }

    TextField *type(const char *name, const QString &text)
    {
        auto *field = find<TextField>(name);
        if (!field)
            qFatal("There is no field %s.", name);
        field->setFocus();
        field->line().selectAll();
        QTest::keyClicks(&field->line(), text);
        QTest::keyClick(&field->line(), Qt::Key_Return);
        return field;
    }

    void choose(const char *name, const QString &text)
    {
        auto &chooser = find<ChoiceField>(name)->chooser();
        const int wanted = chooser.findText(text);
        if (wanted < 0)
            qFatal("There is no choice %s.", qPrintable(text));
        chooser.setFocus();
        while (chooser.currentIndex() != wanted)
            QTest::keyClick(&chooser, chooser.currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }

    void typeText(const QString &text)
    {
        QWidget *view = editor()->focusProxy();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(view, text);
    }

    CodeEditor *editor() { return find<QWidget>("patternText")->findChild<CodeEditor *>(); }
    QString parameterNames() const
    {
        QStringList names;
        for (const model::Parameter &parameter : now().parameters)
            names << QString::fromStdString(parameter.name);
        return names.join(QLatin1Char(' '));
    }

    int row = 0;
};

} // namespace

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
