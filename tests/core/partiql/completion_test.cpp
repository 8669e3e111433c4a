#include <memory>
#include <sstream>

#include <QObject>
#include <QTest>

#include "core/partiql/completion.h"
#include "core/partiql/statement.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using partiql::CompletionTable;

namespace {

const std::vector<CompletionTable> &tables()
{
    static const std::vector<CompletionTable> kTables{
        {"Music", {"Artist", "Song"}, {{"ByYear", {"Artist", "Year"}}}, {"Artist", "Song", "Year", "size", "Label"}},
        {"Order-Items", {"Id"}, {}, {"Id", "Total"}}};
    return kTables;
}

/// What is offered where the bar stands.
partiql::Completions completionsAt(std::string text)
{
    const std::size_t cursor = text.find('|');
    text.erase(cursor, 1);
    return partiql::completeStatement(text, cursor, tables());
}

std::string listOf(const partiql::Completions &completions)
{
    std::string list;
    for (const partiql::Completion &choice : completions.choices)
        list += (list.empty() ? "" : ", ") + choice.text;
    return list.empty() ? "-" : list;
}

} // namespace

/// What an editor offers in an unfinished statement, and underlines in a wrong one.
class CompletionTest : public QObject {
    Q_OBJECT

private slots:
    void offersWhatMayFollow_data();
    void offersWhatMayFollow();
    void replacesTheWholeWord();
    void replacesAQuotedNameWithItsQuotes();
    void saysWhatAChoiceIs();
    void answersAtEveryPlaceOfAnyText();
    void underlinesWhatIsWrong_data();
    void underlinesWhatIsWrong();
};

void CompletionTest::offersWhatMayFollow_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    std::istringstream in(test::readFile(test::dataDir() / "partiql" / "completion.list"));
    std::string statement;
    int rows = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("> ")) {
            statement = line.substr(2);
        } else if (!line.starts_with('#')) {
            QTest::newRow(statement.c_str()) << QString::fromStdString(statement) << QString::fromStdString(line);
            ++rows;
        }
    }
    QVERIFY(rows > 60);
}

void CompletionTest::offersWhatMayFollow()
{
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(listOf(completionsAt(statement.toStdString()))), expected);
}

void CompletionTest::replacesTheWholeWord()
{
    const partiql::Completions completions = completionsAt("SELECT So|ng FROM Music");
    QCOMPARE(completions.begin, std::size_t(7));
    QCOMPARE(completions.end, std::size_t(11));
}

void CompletionTest::replacesAQuotedNameWithItsQuotes()
{
    const partiql::Completions closed = completionsAt("SELECT * FROM \"Mu|s\" WHERE");
    QCOMPARE(closed.begin, std::size_t(14));
    QCOMPARE(closed.end, std::size_t(19));
    const partiql::Completions open = completionsAt("SELECT * FROM \"Mu|");
    QCOMPARE(open.begin, std::size_t(14));
    QCOMPARE(open.end, std::size_t(17));
}

void CompletionTest::saysWhatAChoiceIs()
{
    using Kind = partiql::CompletionKind;
    const partiql::Completions completions = completionsAt("SELECT * FROM Music WHERE A|");
    QCOMPARE(completions.choices.at(0).kind, Kind::Attribute);
    QCOMPARE(completions.choices.at(1).kind, Kind::Function);
    QCOMPARE(completionsAt("SELECT * FROM |").choices.at(0).kind, Kind::Table);
    QCOMPARE(completionsAt("SELECT * FROM Music.|").choices.at(0).kind, Kind::Index);
    QCOMPARE(completionsAt("SEL|").choices.at(0).kind, Kind::Keyword);
    QCOMPARE(completionsAt("UPDATE Music SET Year = ?|").choices.size(), std::size_t(3));
}

void CompletionTest::answersAtEveryPlaceOfAnyText()
{
    const std::string text =
        "SELECT \"a\"\"b\", m.k[0] FROM \"Music\".\"ByYear\" WHERE Artist = 'it''s' AND (Year BETWEEN 1 AND 2e5 OR NOT size(x) >= ?) "
        "/* ü */ ORDER BY Year DESC; -- end\n}])>> # INSERT INTO Music VALUE {'a': <<1>>";
    for (std::size_t length = 0; length <= text.size(); ++length)
        for (std::size_t cursor = length > 15 ? length - 15 : 0; cursor <= length + 1; ++cursor) {
            const auto completions = partiql::completeStatement(std::string_view(text).substr(0, length), cursor, tables());
            QVERIFY(completions.begin <= completions.end && completions.end <= length);
        }
}

void CompletionTest::underlinesWhatIsWrong_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("place");
    QTest::newRow("right") << "SELECT * FROM Music WHERE Artist = 'x'"
                           << "nothing";
    QTest::newRow("right, with parameters of any type") << "SELECT * FROM Music WHERE attribute_type(a, ?) AND b < ?"
                                                        << "nothing";
    QTest::newRow("a word") << "SELECT * FROM Music WHER Artist = 'x'"
                            << "1:26:6";
    QTest::newRow("a word on another line") << "SELECT *\nFROM Music\nWHERE key = 1"
                                            << "3:7:3";
    QTest::newRow("a function") << "SELECT * FROM Music WHERE starts_with(a, 'b')"
                                << "1:27:11";
    QTest::newRow("an operand") << "SELECT * FROM Music WHERE Year < true"
                                << "1:34:4";
    QTest::newRow("a number") << "INSERT INTO Music VALUE {'Artist': 1e126}"
                              << "1:36:5";
    QTest::newRow("the end") << "SELECT * FROM Music WHERE Year ="
                             << "1:33:0";
    QTest::newRow("a text that does not end") << "SELECT * FROM Music WHERE Artist = 'x"
                                              << "1:36:2";
    QTest::newRow("an unfinished statement with parameters") << "UPDATE Music SET a = ?, b"
                                                             << "1:26:0";
}

void CompletionTest::underlinesWhatIsWrong()
{
    QFETCH(QString, statement);
    QFETCH(QString, place);
    const auto problem = partiql::problemIn(statement.toStdString());
    QCOMPARE(problem ? QString::fromStdString(problem->where().text()) : QStringLiteral("nothing"), place);
}

std::unique_ptr<QObject> makeCompletionTest()
{
    return std::make_unique<CompletionTest>();
}

#include "completion_test.moc"
