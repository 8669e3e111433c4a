#include "tests/ui/data/remote_data_test.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/service/http_server.h"
#include "tests/support/item_text.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "tests/ui/support/served_engine.h"
#include "ui/connections/connection_choice.h"
#include "ui/data/data_workspace.h"
#include "ui/data/value_editor.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/field_note.h"

namespace keywright::test {

using namespace keywright::ui;

namespace {

/// The Data workspace of a model, on an endpoint with the table Orders, which the model does not know.
struct RemoteBench {
    explicit RemoteBench(int orders = 3, bool asks = false, const QString &file = manyItems(12)) : served(std::make_unique<ServedEngine>())
    {
        isOpen = openAndWait(document, file);
        schema::TableDefinition table = ServedEngine::simpleTable("Orders");
        table.globalIndexes = {{"ByDay", {{{"day", schema::KeyType::S}}, {}}, {}, {}}};
        served->connection().createTable(table);
        for (int number = 0; number < orders; ++number)
            served->connection().putItem({"Orders", order(number)});
        show(served->url(), asks);
    }
    explicit RemoteBench(const QString &url) { show(url, false); }
    ~RemoteBench() { document.close(); }

    static value::Item order(int number)
    {
        const std::string text = std::to_string(number);
        return item("{\"id\": {\"S\": \"order-" + text + "\"}, \"note\": {\"S\": \"note " + text + "\"}}");
    }
    void show(const QString &url, bool asks)
    {
        const QString id = connections.add("Far", url, asks);
        workspace = std::make_unique<DataWorkspace>(connections.list);
        workspace->resize(1000, 600);
        workspace->show();
        items = workspace->findChild<ItemTableModel *>();
        grid = find<QTableView>("items");
        card = workspace->findChild<ValueEditor *>();
        find<QComboBox>("dataSource")->setCurrentIndex(1);
        workspace->connectionChoice().select(id);
    }
    bool isRead()
    {
        return QTest::qWaitFor([this] { return items->hasSource() && items->isSettled() && items->rowCount() > 0; }, 20'000);
    }
    bool showTable(const QString &label)
    {
        auto *place = find<QComboBox>("place");
        if (!QTest::qWaitFor([&] { return place->findText(label) >= 0; }, 20'000))
            return false;
        place->setCurrentIndex(place->findText(label));
        return isRead();
    }
    QStringList places()
    {
        QStringList texts;
        for (int at = 0; at < find<QComboBox>("place")->count(); ++at)
            texts << find<QComboBox>("place")->itemText(at);
        return texts;
    }
    int column(const std::string &attribute) const
    {
        for (int at = 0; at < items->columnCount(); ++at)
            if (items->columns()[static_cast<std::size_t>(at)].attribute == attribute)
                return at;
        return -1;
    }
    /// Types another note for the item of the first row.
    void typeNote(const QString &text)
    {
        grid->setCurrentIndex(items->index(0, column("note")));
        grid->setFocus();
        QTest::keyClick(grid, Qt::Key_Return);
        auto *line = card->findChild<QLineEdit *>(QStringLiteral("valueLine"));
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    QString cardNote() const { return card->findChild<FieldNote *>()->text(); }
    std::string storedNote(const value::Item &seen)
    {
        const value::Item key{{"id", *seen.find("id")}};
        return *served->connection().getItem({.table = "Orders", .key = key}).item->find("note")->get<std::string>();
    }
    QString countText() { return find<QLabel>("itemCount")->text(); }
    QString messages()
    {
        QStringList said;
        for (const QLabel *label : workspace->findChildren<QLabel *>())
            if (label->isVisible())
                said << label->text();
        return said.join(QLatin1Char('\n'));
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return workspace->findChild<Widget *>(QLatin1String(name));
    }

    std::unique_ptr<ServedEngine> served;
    Document document;
    OwnConnections connections{document};
    std::unique_ptr<DataWorkspace> workspace;
    ItemTableModel *items = nullptr;
    QTableView *grid = nullptr;
    ValueEditor *card = nullptr;
    bool isOpen = false;
};

} // namespace

void RemoteDataTest::init()
{
    failOnWarnings();
}

void RemoteDataTest::tablesOfAConnectionAreShown()
{
    RemoteBench bench;
    QVERIFY(bench.isOpen && bench.isRead());
    QCOMPARE(bench.places(), (QStringList{QStringLiteral("Table Orders"), QStringLiteral("ByDay of Orders")}));
    QCOMPARE(bench.items->rowCount(), 3);
    QCOMPARE(bench.countText(), QStringLiteral("3 items"));
    QVERIFY(!bench.find<QToolButton>("generateItems")->isEnabled());
    bench.workspace->connectionChoice().select({});
    QTRY_COMPARE(bench.items->rowCount(), 12);
    QVERIFY(bench.find<QToolButton>("generateItems")->isEnabled());
}

void RemoteDataTest::rowsComeAsTheyAreScrolledTo()
{
    RemoteBench bench(450);
    QVERIFY(bench.isRead());
    QCOMPARE(bench.items->rowCount(), bench.items->pageItems() + 1);
    QVERIFY2(bench.countText().startsWith(QStringLiteral("200 read")), qPrintable(bench.countText()));
    for (int page = 0; page < 2; ++page) {
        bench.grid->scrollToBottom();
        QTRY_VERIFY(bench.items->rowCount() > (page + 1) * bench.items->pageItems() + 1 || bench.items->rowCount() == 450);
        QVERIFY(bench.isRead());
    }
    QTRY_COMPARE(bench.items->rowCount(), 450);
    QTRY_COMPARE(bench.countText(), QStringLiteral("450 items"));
}

void RemoteDataTest::itemsAreToldApartByTheEntitiesOfTheModel()
{
    RemoteBench bench(1, false, onlineShop());
    const model::TableItems &sample = bench.document.model()->sampleData.front();
    bench.served->connection().createTable(bench.document.model()->tables.front().definition);
    bench.served->connection().putItem({sample.table, sample.items.front()});
    bench.workspace->connectionChoice().select({});
    bench.workspace->connectionChoice().select(QStringLiteral("c1"));
    QVERIFY(bench.showTable(QStringLiteral("Table ") + toQString(sample.table)));
    QCOMPARE(bench.items->rowCount(), 1);
    const model::Entity *entity = bench.document.model()->entityOf(sample.table, sample.items.front());
    QVERIFY(entity != nullptr && bench.items->entityAt(0) != nullptr);
    bench.grid->setCurrentIndex(bench.items->index(0, 0));
    QCOMPARE(bench.document.selection().kind, Selection::Kind::Item);
    QCOMPARE(bench.document.selection().row, 0);
}

void RemoteDataTest::aWriteIsAskedAboutFirst()
{
    RemoteBench bench(3, true);
    QVERIFY(bench.isRead());
    const value::Item seen = *bench.items->itemAt(0);
    setNextConfirmAnswer(false);
    bench.typeNote(QStringLiteral("typed"));
    QVERIFY(bench.card->isVisible());
    QCOMPARE(bench.cardNote(), QStringLiteral("It was not written."));
    QCOMPARE(bench.card->findChild<QLineEdit *>(QStringLiteral("valueLine"))->text(), QStringLiteral("typed"));
    setNextConfirmAnswer(true);
    QTest::keyClick(bench.card->findChild<QLineEdit *>(QStringLiteral("valueLine")), Qt::Key_Return);
    QTRY_VERIFY(!bench.card->isVisible());
    QCOMPARE(bench.storedNote(seen), std::string("typed"));
    QTRY_COMPARE(bench.items->index(0, bench.column("note")).data().toString(), QStringLiteral("typed"));
}

void RemoteDataTest::whatAnotherWroteIsNotOverwritten()
{
    RemoteBench bench;
    QVERIFY(bench.isRead());
    const value::Item seen = *bench.items->itemAt(0);
    value::Item changed = seen;
    changed.set("note", value::AttributeValue("of another"));
    bench.served->connection().putItem({"Orders", changed});
    bench.typeNote(QStringLiteral("mine"));
    QTRY_VERIFY2(bench.cardNote().contains(QStringLiteral("changed by someone else")), qPrintable(bench.cardNote()));
    QCOMPARE(bench.storedNote(seen), std::string("of another"));
}

void RemoteDataTest::aDroppedConnectionLosesNeitherRowsNorEdit()
{
    RemoteBench bench;
    QVERIFY(bench.isRead());
    bench.served.reset();
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (attempt == 0)
            bench.typeNote(QStringLiteral("typed"));
        else
            QTest::keyClick(bench.card->findChild<QLineEdit *>(QStringLiteral("valueLine")), Qt::Key_Return);
        QTRY_VERIFY2(bench.cardNote().contains(QStringLiteral("Trying again is safe")), qPrintable(bench.cardNote()));
        QVERIFY(bench.card->isVisible());
        QCOMPARE(bench.card->findChild<QLineEdit *>(QStringLiteral("valueLine"))->text(), QStringLiteral("typed"));
    }
    bench.card->hide();
    QTest::mouseClick(bench.find<QToolButton>("readAgain"), Qt::LeftButton);
    auto *failure = bench.find<QWidget>("readFailure");
    QTRY_VERIFY(failure->isVisible());
    const QString said = failure->findChild<QLabel *>(QStringLiteral("noticeText"))->text();
    QVERIFY2(said.startsWith(QStringLiteral("The endpoint cannot be reached")), qPrintable(said));
    QCOMPARE(bench.items->rowCount(), 3);
    QVERIFY(bench.items->itemAt(2) != nullptr);
}

void RemoteDataTest::throttlingIsSaid()
{
    const service::HttpServer server({}, [](const service::HttpRequest &) {
        return service::HttpResponse{
            400, {}, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"Rate exceeded\"}"};
    });
    RemoteBench bench(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    QTRY_VERIFY2(bench.messages().contains(QStringLiteral("The endpoint throttles")), qPrintable(bench.messages()));
    QVERIFY(bench.messages().contains(QStringLiteral("Rate exceeded")));
}

void RemoteDataTest::aConnectionWithoutTablesSaysWhatToDo()
{
    const ServedEngine empty;
    RemoteBench bench(empty.url());
    QTRY_VERIFY2(bench.messages().contains(QStringLiteral("Far has no tables")), qPrintable(bench.messages()));
    QVERIFY(bench.messages().contains(QStringLiteral("Commit creates")));
}

} // namespace keywright::test
