#include "tests/ui/data/item_editing_test.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "ui/code/code_editor.h"
#include "ui/data/data_workspace.h"
#include "ui/data/filter_text.h"
#include "ui/data/hidden_columns.h"
#include "ui/data/item_dialog.h"
#include "ui/data/value_editor.h"
#include "ui/data/value_text.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/field_note.h"

namespace keywright::test {

using namespace keywright::ui;
using value::AttributeValue;
using value::Type;

namespace {

/// The Data workspace of a model, with its items read.
struct ItemEditingBench {
    explicit ItemEditingBench(const QString &file)
    {
        isOpen = openAndWait(document, file);
        workspace = std::make_unique<DataWorkspace>(connections.list);
        workspace->resize(1000, 600);
        workspace->show();
        items = workspace->findChild<ItemTableModel *>();
        grid = workspace->findChild<QTableView *>(QStringLiteral("items"));
        card = workspace->findChild<ValueEditor *>();
        isOpen = isOpen && settled();
    }
    ~ItemEditingBench() { document.close(); }

    bool settled()
    {
        return QTest::qWaitFor([this] { return items->isSettled() && items->state() == ItemTableModel::State::Complete; }, 10'000);
    }
    int column(const std::string &attribute) const
    {
        for (int at = 0; at < items->columnCount(); ++at)
            if (items->columns()[static_cast<std::size_t>(at)].attribute == attribute)
                return at;
        return -1;
    }
    void openCard(int row, const std::string &attribute)
    {
        grid->setCurrentIndex(items->index(row, column(attribute)));
        grid->setFocus();
        QTest::keyClick(grid, Qt::Key_Return);
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return workspace->findChild<Widget *>(QLatin1String(name));
    }
    const std::vector<value::Item> &sample() const { return document.model()->sampleData.front().items; }
    int rowOf(const value::Item &key) const { return items->rowOfKey(key); }

    Document document;
    OwnConnections connections{document};
    std::unique_ptr<DataWorkspace> workspace;
    ItemTableModel *items = nullptr;
    QTableView *grid = nullptr;
    ValueEditor *card = nullptr;
    bool isOpen = false;
};

value::Item keyOf(const value::Item &item)
{
    return {{"PK", *item.find("PK")}, {"SK", *item.find("SK")}};
}

AttributeValue fromJson(const char *json)
{
    return value::valueFromDynamoDbJson(value::Json::parse(json));
}

} // namespace

void ItemEditingTest::init()
{
    failOnWarnings();
}

void ItemEditingTest::aValueOfEveryTypeIsReadAsItIsWritten()
{
    const char *values[] = {"{\"S\":\"two\\nlines\"}",
                            "{\"S\":\"\"}",
                            "{\"N\":\"-12.50\"}",
                            "{\"B\":\"AAEC\"}",
                            "{\"BOOL\":true}",
                            "{\"BOOL\":false}",
                            "{\"NULL\":true}",
                            "{\"M\":{}}",
                            "{\"M\":{\"zip\":{\"S\":\"1010\"},\"floor\":{\"N\":\"3\"}}}",
                            "{\"M\":{\"marks\":{\"NS\":[\"1\",\"2\"]}}}",
                            "{\"M\":{\"N\":{\"M\":{\"S\":{\"S\":\"looks tagged\"}}}}}",
                            "{\"L\":[{\"N\":\"1\"},{\"B\":\"AA==\"}]}",
                            "{\"L\":[]}",
                            "{\"SS\":[\"a\",\"b c\"]}",
                            "{\"NS\":[\"1\",\"2.5\"]}",
                            "{\"BS\":[\"AA==\",\"AQ==\"]}"};
    for (const char *json : values) {
        const AttributeValue value = fromJson(json);
        const auto read = valueOf(value.type(), textOf(value));
        QVERIFY2(read, json);
        QVERIFY2(*read == value, json);
    }
}

void ItemEditingTest::whatNoValueCanBeIsRefusedWithAReason_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, Type type, const char *text, const char *reason) {
        QTest::newRow(name) << static_cast<int>(type) << QString::fromUtf8(text) << QString::fromUtf8(reason);
    };
    row("letters", Type::N, "12a", "12a");
    row("nothing", Type::N, " ", "A number is missing.");
    row("too large", Type::N, "1e999", "1e999");
    row("no base64", Type::B, "?", "is no base64");
    row("no member", Type::Ss, "", "at least one member");
    row("twice", Type::Ss, "a\na", "each member once");
    row("second line", Type::Ns, "1\nx", "Line 2:");
    row("broken JSON", Type::M, "{\"a\": }", "Line 1, column");
    row("list for a map", Type::M, "[1]", "A map is written as");
    row("map for a list", Type::L, "{\"a\": 1}", "A list is written as");
}

void ItemEditingTest::whatNoValueCanBeIsRefusedWithAReason()
{
    QFETCH(int, type);
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto read = valueOf(static_cast<Type>(type), text);
    QVERIFY(!read);
    QVERIFY2(read.error().sentence.contains(reason), qPrintable(read.error().sentence));
}

void ItemEditingTest::aFilterIsWrittenWithItsValuesInPlace()
{
    const value::Item item{
        {"PK", "USER#1"}, {"total", AttributeValue::number(120)}, {"name", "O\"Neil"}, {"open", AttributeValue::boolean(true)}};
    const auto holds = [&item](const char *filter) {
        const auto read = readFilter(QString::fromUtf8(filter));
        return read && expression::matches(*read, item);
    };
    QVERIFY(holds("total >= 100 AND begins_with(PK, \"USER#\")"));
    QVERIFY(!holds("total BETWEEN 1 AND 99.5"));
    QVERIFY(holds("name = \"O\"\"Neil\" AND open = true"));
    QVERIFY(holds("PK IN ('USER#1', 'USER#2') AND NOT total < -1e3"));
    QVERIFY(holds("attribute_not_exists(lines[0].price)"));
    QVERIFY(!readFilter(QStringLiteral("total >")));
    QVERIFY(readFilter(QStringLiteral("name = \"open")).error().contains(QStringLiteral("does not end")));
}

void ItemEditingTest::aValueIsSetInTheSampleDataAndUndone()
{
    ItemEditingBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    int row = 0;
    while (bench.items->entityAt(row)->name != QStringLiteral("User"))
        ++row;
    const value::Item key = keyOf(*bench.items->itemAt(row));
    const value::Item before = *bench.items->itemAt(row);
    bench.openCard(row, "name");
    QVERIFY(bench.card->isVisible());
    auto *line = bench.find<QLineEdit>("valueLine");
    QVERIFY(line->hasFocus());
    QCOMPARE(line->text(), toQString(*before.find("name")->get<std::string>()));
    QTest::keyClicks(line, QStringLiteral("Ada Lovelace"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!bench.card->isVisible());
    QVERIFY(bench.document.isModified());
    const auto shown = [&] {
        const int at = bench.rowOf(key);
        return at < 0 ? QString() : bench.items->index(at, bench.column("name")).data().toString();
    };
    QTRY_COMPARE(shown(), QStringLiteral("Ada Lovelace"));
    // What the inspector shows is the item as it is now.
    QTRY_COMPARE(*bench.document.selection().item->find("name"), AttributeValue("Ada Lovelace"));
    bench.document.undo();
    QTRY_COMPARE(shown(), toQString(*before.find("name")->get<std::string>()));
    // Another type, by the card's own chooser.
    QTRY_VERIFY(bench.items->isSettled());
    bench.openCard(bench.rowOf(key), "name");
    auto *type = bench.find<QComboBox>("valueType");
    type->setCurrentIndex(type->findData(static_cast<int>(Type::Ss)));
    emit type->activated(type->currentIndex());
    auto *lines = bench.find<QPlainTextEdit>("valueLines");
    lines->setPlainText(QStringLiteral("a\nb"));
    QTest::keyClick(lines, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!bench.card->isVisible());
    QTRY_COMPARE(shown(), QStringLiteral("[\"a\",\"b\"]"));
}

void ItemEditingTest::aRefusedValueStaysWithItsReason()
{
    ItemEditingBench bench(manyItems(60));
    QVERIFY(bench.isOpen);
    const auto before = bench.document.model();
    bench.openCard(3, "SK");
    auto *line = bench.find<QLineEdit>("valueLine");
    auto *note = bench.card->findChild<FieldNote *>();
    line->setText(QStringLiteral("many"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(bench.card->isVisible() && !note->text().isEmpty());
    QCOMPARE(line->text(), QStringLiteral("many"));
    // The key of its neighbour.
    const AttributeValue other = *bench.items->itemAt(4)->find("SK");
    line->setText(toQString(value::displayText(other)));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY2(note->text().contains(QStringLiteral("is there already")), qPrintable(note->text()));
    QCOMPARE(bench.document.model(), before);
    QVERIFY(!bench.find<QComboBox>("valueType")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("removeValue")->isVisible());
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!bench.card->isVisible());
    QVERIFY(bench.grid->hasFocus());
    // The service's own words for an empty key.
    bench.openCard(3, "PK");
    line->clear();
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY2(note->text().contains(QStringLiteral("empty string value")), qPrintable(note->text()));
}

void ItemEditingTest::theKeysThatATemplateBuildsFollowTheirAttributes()
{
    const auto model = read(onlineShop());
    const model::Entity *user = model->findEntity("User");
    const auto &items = model->sampleData.front().items;
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const value::Item &each) { return model->entityOf("OnlineShop", each) == user; });
    QVERIFY(found != items.end());
    value::Item after = *found;
    after.set("userId", "u-9999");
    const value::Item followed = withFollowingKeys(*model, "OnlineShop", *found, after);
    QCOMPARE(toQString(*followed.find("PK")->get<std::string>()), QStringLiteral("USER#u-9999"));
    after.set("PK", "MINE");
    const value::Item own = withFollowingKeys(*model, "OnlineShop", *found, after);
    QCOMPARE(toQString(*own.find("PK")->get<std::string>()), QStringLiteral("MINE"));
}

void ItemEditingTest::anItemIsAddedAndDuplicatedAndDeleted()
{
    ItemEditingBench bench(manyItems(60));
    QVERIFY(bench.isOpen);
    const auto dialog = [&] { return bench.workspace->findChild<ItemDialog *>(); };
    QTest::mouseClick(bench.find<QToolButton>("addItem"), Qt::LeftButton);
    QVERIFY(dialog());
    auto *editor = dialog()->findChild<CodeEditor *>();
    auto *accept = dialog()->findChild<QPushButton *>(QStringLiteral("acceptItem"));
    auto *note = dialog()->findChild<FieldNote *>();
    editor->setText(QStringLiteral("{\"PK\": \"NEW\", "));
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY2(note->text().contains(QStringLiteral("Line 1")), qPrintable(note->text()));
    editor->setText(QStringLiteral("{\"PK\": \"NEW\", \"SK\": \"one\"}"));
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY2(note->text().contains(QStringLiteral("Type mismatch")), qPrintable(note->text()));
    editor->setText(QStringLiteral("{\"PK\": \"NEW\", \"SK\": 1}"));
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_VERIFY(!dialog());
    QTRY_COMPARE(bench.items->rowCount(), 61);
    const value::Item key{{"PK", "NEW"}, {"SK", AttributeValue::number(1)}};
    QTRY_VERIFY(bench.settled() && bench.rowOf(key) >= 0);

    bench.grid->selectRow(bench.rowOf(key));
    QTest::mouseClick(bench.find<QToolButton>("duplicateItem"), Qt::LeftButton);
    editor = dialog()->findChild<CodeEditor *>();
    accept = dialog()->findChild<QPushButton *>(QStringLiteral("acceptItem"));
    QTest::mouseClick(accept, Qt::LeftButton);
    QVERIFY(dialog()->findChild<FieldNote *>()->text().contains(QStringLiteral("is there already")));
    editor->setText(editor->text().replace(QStringLiteral("1"), QStringLiteral("2")));
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_COMPARE(bench.items->rowCount(), 62);

    QTRY_VERIFY(bench.settled() && bench.rowOf(key) >= 0);
    bench.workspace->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(bench.workspace.get()));
    bench.grid->setFocus();
    bench.grid->selectRow(bench.rowOf(key));
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QTRY_COMPARE(bench.items->rowCount(), 61);
    QCOMPARE(bench.sample().size(), std::size_t(61));
    while (bench.document.canUndo())
        bench.document.undo();
    QTRY_COMPARE(bench.items->rowCount(), 60);
}

void ItemEditingTest::anIndexEditsTheWholeItem()
{
    ItemEditingBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    auto *place = bench.find<QComboBox>("place");
    place->setCurrentIndex(2);
    QVERIFY(bench.settled());
    QVERIFY(bench.items->rowCount() > 0);
    const value::Item key = keyOf(*bench.items->itemAt(0));
    const auto whole = [&]() -> value::Item {
        for (const value::Item &item : bench.sample())
            if (keyOf(item) == key)
                return item;
        return {};
    };
    const value::Item before = whole();
    QVERIFY(before.size() >= bench.items->itemAt(0)->size());
    bench.openCard(0, "type");
    auto *line = bench.find<QLineEdit>("valueLine");
    line->setText(QStringLiteral("Other"));
    QTest::keyClick(line, Qt::Key_Return);
    value::Item after = before;
    after.set("type", "Other");
    QCOMPARE(whole(), after);
}

void ItemEditingTest::theTableIsWrittenOnlyAsItWasSeen()
{
    ItemEditingBench bench(manyItems(64));
    QVERIFY(bench.isOpen);
    bench.find<QComboBox>("dataSource")->setCurrentIndex(1);
    QVERIFY(bench.settled());
    const value::Item seen = *bench.items->itemAt(5);
    bench.openCard(5, "empty");
    QVERIFY(bench.card->isVisible());
    // Somebody else is quicker.
    value::Item other = seen;
    other.set("empty", "by somebody else");
    bench.document.connection()->putItem({.table = "Events", .item = other});
    auto *line = bench.find<QLineEdit>("valueLine");
    auto *note = bench.card->findChild<FieldNote *>();
    line->setText(QStringLiteral("mine"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY2(note->text().contains(QStringLiteral("changed by someone else")), qPrintable(note->text()));
    QCOMPARE(line->text(), QStringLiteral("mine"));
    const auto stored = [&] { return *bench.document.connection()->getItem({.table = "Events", .key = keyOf(seen)}).item; };
    QCOMPARE(stored(), other);
    QTest::keyClick(line, Qt::Key_Escape);
    // It is read again, and now the edit is taken.
    const auto shown = [&] { return toQString(value::displayText(*bench.items->itemAt(5)->find("empty"))); };
    QTRY_COMPARE(shown(), QStringLiteral("by somebody else"));
    QVERIFY(bench.settled());
    bench.openCard(5, "empty");
    line->setText(QStringLiteral("mine"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!bench.card->isVisible());
    QCOMPARE(*stored().find("empty")->get<std::string>(), std::string("mine"));
    // A changed key moves the item, or nothing happens.
    QVERIFY(bench.settled());
    bench.openCard(5, "SK");
    line->setText(QStringLiteral("123456"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!bench.card->isVisible());
    QVERIFY(!bench.document.connection()->getItem({.table = "Events", .key = keyOf(seen)}).item);
    QVERIFY(!bench.document.isModified());
}

void ItemEditingTest::theSampleDataStaysWhenTheTableIsWritten()
{
    ItemEditingBench bench(manyItems(60));
    QVERIFY(bench.isOpen);
    auto *source = bench.find<QComboBox>("dataSource");
    source->setCurrentIndex(1);
    QVERIFY(bench.settled());
    bench.grid->setFocus();
    bench.grid->selectRow(2);
    setNextConfirmAnswer(false);
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QCOMPARE(bench.items->rowCount(), 60);
    setNextConfirmAnswer(true);
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QTRY_COMPARE(bench.items->rowCount(), 59);
    source->setCurrentIndex(0);
    QTRY_COMPARE(bench.items->rowCount(), 60);
    // An edit of the sample data leaves the table as it is.
    QVERIFY(bench.settled());
    bench.grid->selectRow(0);
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QTRY_COMPARE(bench.items->rowCount(), 59);
    bench.grid->selectRow(0);
    QTRY_VERIFY(bench.settled());
    QTest::keyClick(bench.grid, Qt::Key_Delete);
    QTRY_COMPARE(bench.items->rowCount(), 58);
    source->setCurrentIndex(1);
    QTRY_COMPARE(bench.items->rowCount(), 59);
}

void ItemEditingTest::aColumnIsHiddenAndShown()
{
    ItemEditingBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    auto *columns = bench.find<QToolButton>("columnsButton")->menu();
    const auto choose = [&](const char *name) {
        emit columns->aboutToShow();
        for (QAction *action : columns->actions())
            if (action->text() == QLatin1String(name)) {
                action->trigger();
                return true;
            }
        return false;
    };
    QVERIFY(choose("type"));
    QVERIFY(bench.grid->isColumnHidden(bench.column("type")));
    bench.find<QComboBox>("itemView")->setCurrentIndex(1);
    QVERIFY(bench.settled());
    QTRY_VERIFY(bench.grid->isColumnHidden(bench.column("type")));
    QVERIFY(choose("Show all columns"));
    QVERIFY(!bench.grid->isColumnHidden(bench.column("type")));
}

void ItemEditingTest::hiddenColumnsAreOfOneTableAndRemembered()
{
    HiddenColumns columns;
    columns.setTable(QStringLiteral("/models/shop.keywright.json"), "Orders");
    columns.hide("total");
    columns.setTable(QStringLiteral("/models/shop.keywright.json"), "Customers");
    QVERIFY(!columns.contains("total"));
    HiddenColumns later;
    later.setTable(QStringLiteral("/models/shop.keywright.json"), "Orders");
    QVERIFY(later.contains("total"));
    later.setTable(QStringLiteral("/models/other.keywright.json"), "Orders");
    QVERIFY(!later.contains("total"));
    later.setTable(QStringLiteral("/models/shop.keywright.json"), "Orders");
    later.showAll();
    HiddenColumns none;
    none.setTable(QStringLiteral("/models/shop.keywright.json"), "Orders");
    QVERIFY(!none.contains("total"));
    QVERIFY(!QSettings().allKeys().join(QLatin1Char(' ')).contains(QStringLiteral("hiddenColumns")));
    // Saving a new model for the first time keeps what was hidden.
    none.setTable({}, "Orders");
    none.hide("note");
    none.setTable(QStringLiteral("/models/new.keywright.json"), "Orders");
    QVERIFY(none.contains("note"));
    none.showAll();
}

} // namespace keywright::test
