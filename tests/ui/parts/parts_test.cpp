#include <QSet>
#include <QSignalSpy>
#include <QStandardItemModel>

#include "tests/ui/parts/edit_parts_test.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/grid.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/search_field.h"
#include "ui/parts/template_text.h"

using namespace keywright;
using namespace keywright::ui;

class PartsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void templatesSplitIntoTextAndPlaceholders_data()
    {
        QTest::addColumn<QString>("keyTemplate");
        QTest::addColumn<QString>("pieces");
        QTest::newRow("text") << "PROFILE"
                              << "PROFILE";
        QTest::newRow("both") << "USER#{userId}"
                              << "USER#,<userId>";
        QTest::newRow("filters") << "{day|date:yyyy-MM}#{n|pad:3|upper}"
                                 << "<day~date:yyyy-MM>,#,<n~pad:3|upper>";
        QTest::newRow("doubled braces") << "{{a}}{b}"
                                        << "{a},<b>";
        QTest::newRow("never closed") << "A{b"
                                      << "A{b";
        QTest::newRow("empty") << ""
                               << "";
    }

    void templatesSplitIntoTextAndPlaceholders()
    {
        QFETCH(QString, keyTemplate);
        QStringList pieces;
        for (const TemplatePiece &piece : splitTemplate(keyTemplate)) {
            const QString filters = piece.filters.isEmpty() ? QString() : QLatin1Char('~') + piece.filters;
            pieces << (piece.placeholder ? QLatin1Char('<') + piece.text + filters + QLatin1Char('>') : piece.text);
        }
        QTEST(pieces.join(QLatin1Char(',')), "pieces");
    }

    void entitiesOfAModelHaveMarksOfTheirOwn()
    {
        const auto model = test::read(test::onlineShop());
        QSet<QString> marks;
        for (const EntityLook &look : entityLooks(*model)) {
            QVERIFY(!look.mark.isEmpty() && look.mark.size() <= 3);
            marks.insert(look.mark);
        }
        QCOMPARE(static_cast<std::size_t>(marks.size()), model->entities.size());
        QCOMPARE(entityLook(*model, "OrderItem").mark, QStringLiteral("OI"));
    }

    void keyConditionsAreWrittenAsAPersonReadsThem()
    {
        const auto model = test::read(test::onlineShop());
        const model::AccessPattern *cart = model->findAccessPattern("Cart of a user");
        QVERIFY(cart);
        QCOMPARE(keyConditionsText(*cart), QStringLiteral("PK = USER#{userId} AND SK begins_with CART#"));
        QCOMPARE(operationsText(*cart), QStringLiteral("Query"));
        QCOMPARE(placesText(*cart), QStringLiteral("OnlineShop"));
        const model::AccessPattern *open = model->findAccessPattern("Open orders of a status");
        QVERIFY(open);
        QCOMPARE(operationsText(*open), QStringLiteral("Query × 4"));
        QCOMPARE(placesText(*open), QStringLiteral("GSI3"));
    }

    void escapeClearsASearch()
    {
        SearchField field(QStringLiteral("Filter"));
        field.show();
        QTest::keyClicks(&field, QStringLiteral("abc"));
        QCOMPARE(field.text(), QStringLiteral("abc"));
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
    }

    void enterOpensTheCurrentRow()
    {
        QStandardItemModel model(3, 2);
        Grid grid(QStringLiteral("Grid"));
        grid.setModel(&model);
        grid.show();
        grid.selectRow(1);
        QSignalSpy opened(&grid, &Grid::opened);
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().toModelIndex().row(), 1);
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<PartsTest, EditPartsTest>("parts", argc, argv);
}

#include "parts_test.moc"
