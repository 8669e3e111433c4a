#include "tests/ui/data/item_transfer_test.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "core/session/workspace.h"
#include "core/value/dynamodb_json.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "ui/data/data_workspace.h"
#include "ui/data/item_export_dialog.h"
#include "ui/data/generate_dialog.h"
#include "ui/data/item_import_dialog.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/parts/number_field.h"

namespace keywright::test {

using namespace keywright::ui;

namespace {

/// The Data workspace of a model, and the dialog that one of its buttons opens.
struct ItemTransferBench {
    explicit ItemTransferBench(const QString &file)
    {
        isOpen = openAndWait(document, file);
        workspace = std::make_unique<DataWorkspace>(connections.list);
        workspace->resize(1000, 600);
        workspace->show();
        items = workspace->findChild<ItemTableModel *>();
        isOpen =
            isOpen && QTest::qWaitFor([this] { return items->isSettled() && items->state() == ItemTableModel::State::Complete; }, 10'000);
    }
    ~ItemTransferBench() { document.close(); }

    template <typename Dialog>
    Dialog *open(const char *button)
    {
        QTest::mouseClick(workspace->findChild<QToolButton *>(QLatin1String(button)), Qt::LeftButton);
        return workspace->findChild<Dialog *>();
    }
    std::size_t sampleItems() const { return document.model()->itemCount(); }

    Document document;
    OwnConnections connections{document};
    std::unique_ptr<DataWorkspace> workspace;
    ItemTableModel *items = nullptr;
    bool isOpen = false;
};

void press(QDialog *dialog)
{
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("taskAction")), Qt::LeftButton);
}

bool isReady(TaskDialog *dialog)
{
    return QTest::qWaitFor([dialog] { return !dialog->isRunning(); }, 20'000);
}

QString noteOf(QDialog *dialog)
{
    QString text;
    for (const FieldNote *note : dialog->findChildren<FieldNote *>())
        text += note->text();
    return text;
}

QString writeFile(const QTemporaryDir &folder, const char *name, const QByteArray &text)
{
    const QString path = folder.filePath(QLatin1String(name));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

} // namespace

void ItemTransferTest::init()
{
    failOnWarnings();
}

void ItemTransferTest::generatedItemsBecomeSampleDataInOneStep()
{
    ItemTransferBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    const std::size_t before = bench.sampleItems();
    auto *dialog = bench.open<GenerateDialog>("generateItems");
    QVERIFY(dialog);
    dialog->findChild<QComboBox *>(QStringLiteral("loadMode"))->setCurrentIndex(1);
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<GenerateDialog *>());
    QVERIFY2(bench.sampleItems() >= 100, qPrintable(QString::number(bench.sampleItems())));
    const auto generated = bench.document.model()->sampleData;
    QTRY_COMPARE(static_cast<std::size_t>(bench.items->rowCount()), bench.sampleItems());
    QCOMPARE(bench.document.undoText(), QStringLiteral("Generate sample data"));
    bench.document.undo();
    QCOMPARE(bench.sampleItems(), before);
    // The same seed makes the same items.
    dialog = bench.open<GenerateDialog>("generateItems");
    dialog->findChild<QComboBox *>(QStringLiteral("loadMode"))->setCurrentIndex(1);
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<GenerateDialog *>());
    QVERIFY(bench.document.model()->sampleData == generated);
}

void ItemTransferTest::tooManySampleItemsAreRefusedBeforeTheyAreMade()
{
    ItemTransferBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    auto *dialog = bench.open<GenerateDialog>("generateItems");
    auto *users = dialog->findChild<NumberField *>(QStringLiteral("count-User"));
    auto *line = users->findChild<QLineEdit *>();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("20000"));
    auto *action = dialog->findChild<QPushButton *>(QStringLiteral("taskAction"));
    QVERIFY(!action->isEnabled());
    dialog->findChild<QComboBox *>(QStringLiteral("generateTarget"))->setCurrentIndex(1);
    QVERIFY(action->isEnabled());
    dialog->reject();
}

void ItemTransferTest::generatingIntoTheTableCanBeStopped()
{
    ItemTransferBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    auto *dialog = bench.open<GenerateDialog>("generateItems");
    dialog->findChild<QComboBox *>(QStringLiteral("generateTarget"))->setCurrentIndex(1);
    dialog->findChild<NumberField *>(QStringLiteral("count-User"))->setNumber(1'000'000);
    press(dialog);
    QVERIFY(dialog->isRunning());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("taskCancel")), Qt::LeftButton);
    QVERIFY(isReady(dialog));
    QVERIFY2(noteOf(dialog).contains(QStringLiteral("Stopped")), qPrintable(noteOf(dialog)));
    dialog->reject();
    QVERIFY(!bench.document.isModified());
}

void ItemTransferTest::aFileIsShownWithItsBadRowsAndTheGoodOnesAreImported()
{
    ItemTransferBench bench(manyItems(60));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "events.jsonl",
                                "{\"PK\": \"NEW\", \"SK\": 1, \"note\": \"one\"}\n"
                                "{\"PK\": \"NEW\", \"SK\": \"x\"}\n"
                                "{\"PK\": \"NEW\", \n"
                                "{\"PK\": \"NEW\", \"SK\": 2}\n"));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    const QString found = dialog->findChild<QLabel *>(QStringLiteral("importFound"))->text();
    QVERIFY2(found.contains(QStringLiteral("2 items can be imported")) && found.contains(QStringLiteral("2 rows cannot")),
             qPrintable(found));
    const auto *problems = dialog->findChild<QTableView *>(QStringLiteral("importProblems"))->model();
    QCOMPARE(problems->rowCount(), 2);
    QStringList lines;
    for (int row = 0; row < 2; ++row) {
        lines << problems->index(row, 1).data().toString();
        QVERIFY(!problems->index(row, 2).data().toString().isEmpty());
    }
    lines.sort();
    QCOMPARE(lines.join(QLatin1Char(' ')), QStringLiteral("2 3"));
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    QCOMPARE(bench.sampleItems(), std::size_t(62));
    QTRY_COMPARE(bench.items->rowCount(), 62);
    bench.document.undo();
    QCOMPARE(bench.sampleItems(), std::size_t(60));
}

void ItemTransferTest::aFileThatHoldsNoItemsIsRefused()
{
    ItemTransferBench bench(manyItems(60));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "picture.png", QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11)));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    QVERIFY(!noteOf(dialog).isEmpty());
    QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("taskAction"))->isEnabled());
    dialog->reject();
}

void ItemTransferTest::whatIsExportedComesBackTheSame_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("file");
    QTest::newRow("CSV") << 0 << QStringLiteral("items.csv");
    QTest::newRow("JSON") << 1 << QStringLiteral("items.json");
    QTest::newRow("JSON Lines") << 2 << QStringLiteral("items.jsonl");
    QTest::newRow("DynamoDB JSON") << 3 << QStringLiteral("items.json");
    QTest::newRow("DynamoDB JSON Lines") << 4 << QStringLiteral("items.jsonl");
}

void ItemTransferTest::whatIsExportedComesBackTheSame()
{
    QFETCH(int, format);
    QFETCH(QString, file);
    ItemTransferBench bench(manyItems(250));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    auto *dialog = bench.open<ItemExportDialog>("exportItems");
    QVERIFY(dialog);
    dialog->findChild<QComboBox *>(QStringLiteral("exportFormat"))->setCurrentIndex(format);
    auto *line = dialog->findChild<QWidget *>(QStringLiteral("exportFile"))->findChild<QLineEdit *>();
    line->setText(folder.filePath(file));
    press(dialog);
    if (format == 0) { // it says what CSV cannot hold
        QVERIFY(isReady(dialog));
        QVERIFY(noteOf(dialog).contains(QStringLiteral("Written")));
        dialog->reject();
    }
    QTRY_VERIFY(!bench.workspace->findChild<ItemExportDialog *>());
    QVERIFY(QFile::exists(folder.filePath(file)));
    const auto before = bench.document.model()->sampleData;
    setNextFileAnswer(folder.filePath(file));
    auto *import = bench.open<ItemImportDialog>("importItems");
    QVERIFY(import && isReady(import));
    import->findChild<QComboBox *>(QStringLiteral("importMode"))->setCurrentIndex(0);
    press(import);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    const auto &items = bench.document.model()->sampleData.front().items;
    QCOMPARE(items.size(), before.front().items.size());
    for (std::size_t at = 0; at < items.size(); ++at) {
        value::Item expected = before.front().items[at];
        if (format == 0)
            expected.erase("empty"); // CSV has no way to tell an empty text from a missing one
        value::Item read = items[at];
        if (format == 0)
            read.erase("empty");
        QVERIFY2(read == expected, value::toDynamoDbJson(items[at]).compact().c_str());
    }
}

void ItemTransferTest::anImportIntoTheTableOverwritesItemsOfTheSameKey()
{
    ItemTransferBench bench(manyItems(70));
    QVERIFY(bench.isOpen);
    bench.workspace->findChild<QComboBox *>(QStringLiteral("dataSource"))->setCurrentIndex(1);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "events.csv", "PK,SK,amount\nEVENT#0,0,7\nEVENT#0,0,8\nNEW,1,9\n"));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    const QString found = dialog->findChild<QLabel *>(QStringLiteral("importFound"))->text();
    QVERIFY2(found.contains(QStringLiteral("3 items can be imported.")), qPrintable(found));
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    const value::Item added{{"PK", "NEW"}, {"SK", value::AttributeValue::number(1)}};
    QVERIFY(bench.document.connection()->getItem({.table = "Events", .key = added}).item);
    const value::Item key{{"PK", "EVENT#0"}, {"SK", value::AttributeValue::number(0)}};
    const auto item = bench.document.connection()->getItem({.table = "Events", .key = key}).item;
    QVERIFY(item);
    QVERIFY(*item->find("amount") == value::AttributeValue::number(8));
    QTRY_COMPARE(bench.items->rowCount(), 71);
    QVERIFY(!bench.document.isModified());
}

void ItemTransferTest::replacingATablesItemsAsksFirst()
{
    ItemTransferBench bench(manyItems(80));
    QVERIFY(bench.isOpen);
    bench.workspace->findChild<QComboBox *>(QStringLiteral("dataSource"))->setCurrentIndex(1);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "events.csv", "PK,SK\nNEW,1\n"));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    dialog->findChild<QComboBox *>(QStringLiteral("importMode"))->setCurrentIndex(1);
    setNextConfirmAnswer(false);
    press(dialog);
    QVERIFY(!dialog->isRunning());
    QCOMPARE(bench.document.connection()->describeTable("Events").itemCount, std::int64_t(80));
    setNextConfirmAnswer(true);
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    QCOMPARE(bench.document.connection()->describeTable("Events").itemCount, std::int64_t(1));
}

void ItemTransferTest::aColumnOfACsvFileGetsAnotherType()
{
    ItemTransferBench bench(manyItems(30));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "events.csv", "PK,SK,zip\nNEW,1,10115\nNEW,2,20095\n"));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    auto *type = dialog->findChild<QComboBox *>(QStringLiteral("importType"));
    QVERIFY(type->isVisible());
    const auto *preview = dialog->findChild<QTableView *>(QStringLiteral("importItems"));
    const auto header = [preview](int column) { return preview->model()->headerData(column, Qt::Horizontal).toString(); };
    QCOMPARE(header(2), QStringLiteral("zip (N)"));
    dialog->findChild<QComboBox *>(QStringLiteral("importColumn"))->setCurrentIndex(2);
    QCOMPARE(type->currentText(), QStringLiteral("N"));
    type->setCurrentText(QStringLiteral("S"));
    emit type->activated(type->currentIndex());
    QVERIFY(isReady(dialog));
    QCOMPARE(header(2), QStringLiteral("zip (S)"));
    QCOMPARE(preview->model()->index(0, 2).data().toString(), QStringLiteral("10115"));
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    QVERIFY(*bench.document.model()->sampleData.front().items.back().find("zip") == value::AttributeValue("20095"));
}

void ItemTransferTest::aColumnOfACsvFileIsLeftOut()
{
    ItemTransferBench bench(manyItems(30));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    setNextFileAnswer(writeFile(folder, "events.csv", "PK,SK,junk\nNEW,1,a\n"));
    auto *dialog = bench.open<ItemImportDialog>("importItems");
    QVERIFY(dialog && isReady(dialog));
    dialog->findChild<QComboBox *>(QStringLiteral("importColumn"))->setCurrentIndex(2);
    auto *type = dialog->findChild<QComboBox *>(QStringLiteral("importType"));
    type->setCurrentText(QStringLiteral("Left out"));
    emit type->activated(type->currentIndex());
    QVERIFY(isReady(dialog));
    QCOMPARE(dialog->findChild<QTableView *>(QStringLiteral("importItems"))->model()->columnCount(), 2);
    QCOMPARE(type->currentText(), QStringLiteral("Left out"));
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    QVERIFY(!bench.document.model()->sampleData.front().items.back().find("junk"));
}

void ItemTransferTest::theFolderOfAnExportToS3IsRead()
{
    ItemTransferBench bench(manyItems(30));
    QVERIFY(bench.isOpen);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("data")));
    QVERIFY(!writeFile(folder, "data/part-0.json", "{\"Item\":{\"PK\":{\"S\":\"S3\"},\"SK\":{\"N\":\"1\"}}}\n").isEmpty());
    QVERIFY(
        !writeFile(folder, "manifest-files.json", "{\"itemCount\":1,\"dataFileS3Key\":\"AWSDynamoDB/1/data/part-0.json\"}\n").isEmpty());
    setNextFileAnswer(folder.path());
    auto *sources = bench.workspace->findChild<QToolButton *>(QStringLiteral("importItems"))->menu();
    sources->actions().at(1)->trigger();
    auto *dialog = bench.workspace->findChild<ItemImportDialog *>();
    QVERIFY(dialog && isReady(dialog));
    QVERIFY2(dialog->findChild<QLabel *>(QStringLiteral("importFound"))->text().contains(QStringLiteral("1 item can be imported")),
             qPrintable(noteOf(dialog)));
    press(dialog);
    QTRY_VERIFY(!bench.workspace->findChild<ItemImportDialog *>());
    QVERIFY(*bench.document.model()->sampleData.front().items.back().find("PK") == value::AttributeValue("S3"));
}

void ItemTransferTest::anExportNamesItsPlace()
{
    ItemTransferBench bench(manyItems(30));
    QVERIFY(bench.isOpen);
    auto *dialog = bench.open<ItemExportDialog>("exportItems");
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Export items of table Events"));
    dialog->reject();
}

void ItemTransferTest::manyThousandItemsAreReadByPages()
{
    ItemTransferBench bench(onlineShop());
    QVERIFY(bench.isOpen);
    // More by hand: the environment says how many.
    const qint64 count = qMax<qint64>(20'000, qEnvironmentVariableIntValue("KEYWRIGHT_GRID_ITEMS"));
    bench.workspace->findChild<QComboBox *>(QStringLiteral("dataSource"))->setCurrentIndex(1);
    auto *dialog = bench.open<GenerateDialog>("generateItems");
    for (NumberField *field : dialog->findChildren<NumberField *>())
        if (field->objectName().startsWith(QStringLiteral("count-")))
            field->setNumber(field->objectName() == QStringLiteral("count-User") ? count : 0);
    press(dialog);
    QVERIFY(QTest::qWaitFor([&] { return !bench.workspace->findChild<GenerateDialog *>(); }, 600'000));
    QTRY_VERIFY_WITH_TIMEOUT(bench.items->rowCount() >= count, 20'000);
    auto *grid = bench.workspace->findChild<QTableView *>(QStringLiteral("items"));
    QElapsedTimer longest;
    qint64 most = 0;
    for (int step = 0; step <= 40; ++step) {
        longest.start();
        grid->verticalScrollBar()->setValue(grid->verticalScrollBar()->maximum() / 40 * step);
        grid->repaint();
        most = qMax(most, longest.elapsed());
        QCoreApplication::processEvents();
    }
    qInfo("%lld items: longest paint after a jump %lld ms, %zu items held", static_cast<long long>(count), static_cast<long long>(most),
          bench.items->heldItems());
    const int last = bench.items->rowCount() - 1;
    grid->scrollToBottom();
    QTRY_VERIFY_WITH_TIMEOUT(bench.items->itemAt(last) != nullptr, 20'000);
    QVERIFY2(bench.items->heldItems() <= 40 * 200, qPrintable(QString::number(bench.items->heldItems())));
}

} // namespace keywright::test
