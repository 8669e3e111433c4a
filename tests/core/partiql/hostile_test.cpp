#include <functional>
#include <memory>
#include <string>

#include <QObject>
#include <QTest>
#include <QThread>

#include "core/engine/service_error.h"
#include "core/partiql/completion.h"
#include "core/partiql/execution.h"
#include "core/partiql/statement_error.h"
#include "tests/core/partiql/tables.h"

using namespace keywright;

namespace {

constexpr std::size_t kLongestStatement = 8'192; ///< that the service lets through
constexpr uint kStackBytes = 4 * 1024 * 1024;    ///< half of what a thread of the endpoint has

/// `head`, as many `open` and `close` as fit with `middle` between them, `tail`.
std::string endless(const std::string &head, const std::string &open, const std::string &middle, const std::string &close,
                    const std::string &tail, std::size_t length)
{
    const std::size_t count = (length - head.size() - middle.size() - tail.size()) / (open.size() + close.size());
    std::string text = head;
    for (std::size_t i = 0; i < count; ++i)
        text += open;
    text += middle;
    for (std::size_t i = 0; i < count; ++i)
        text += close;
    return text + tail;
}

/// "refused: …" or "done"; on a thread with little stack.
std::string outcomeOf(const std::string &statement)
{
    std::string outcome = "never ended";
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        const auto engine = test::engineInMemory();
        engine->createTable(test::tableFrom({"Tab", "pk:S"}));
        partiql::StatementRequest request;
        request.statement = statement;
        engine::CollectedItems items;
        try {
            partiql::executeStatement(*engine, request, items);
            outcome = "done";
        } catch (const partiql::StatementError &error) {
            outcome = std::string("refused: ") + error.what();
        } catch (const engine::ServiceError &error) {
            outcome = std::string("refused: ") + error.what();
        }
        partiql::completeStatement(statement, statement.size() / 2, {});
    }));
    thread->setStackSize(kStackBytes);
    thread->start();
    thread->wait();
    return outcome;
}

} // namespace

/// Statements that nest or go on without end get an answer.
class HostileStatementTest : public QObject {
    Q_OBJECT

private slots:
    void endlessStatementsAreAnswered_data();
    void endlessStatementsAreAnswered();
};

void HostileStatementTest::endlessStatementsAreAnswered_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("open");
    QTest::addColumn<QString>("middle");
    QTest::addColumn<QString>("close");
    QTest::addColumn<QString>("outcome");
    const QString where = "SELECT * FROM Tab WHERE ";
    const QString wellFormed = "refused: Statement wasn't well formed, can't be processed: ";
    QTest::newRow("parentheses") << where << "("
                                 << "a = 1"
                                 << ")" << wellFormed;
    QTest::newRow("NOT") << where << "NOT "
                         << "a = 1"
                         << "" << wellFormed;
    QTest::newRow("signs") << where + "a = "
                           << "- "
                           << "1"
                           << "" << wellFormed;
    QTest::newRow("AND") << where + "a = 1"
                         << " AND a = 1"
                         << ""
                         << ""
                         << "done";
    QTest::newRow("OR of keys") << where + "pk = 'a'"
                                << " OR pk = 'a'"
                                << ""
                                << ""
                                << "refused: Overlapping";
    QTest::newRow("alternating") << where + "a = 1"
                                 << " AND a = 1 OR b = 1"
                                 << ""
                                 << ""
                                 << "done";
    QTest::newRow("equals") << where + "a"
                            << " = a"
                            << ""
                            << "" << wellFormed;
    QTest::newRow("conditions compared") << where << "("
                                         << "a < 1"
                                         << ") = (a < 1)" << wellFormed;
    QTest::newRow("sums") << where + "a = 1"
                          << " + 1"
                          << ""
                          << "" << wellFormed;
    QTest::newRow("path") << where + "a"
                          << ".b"
                          << ""
                          << ""
                          << "refused: ";
    QTest::newRow("indexes") << where + "a"
                             << "[0]"
                             << " = 1"
                             << ""
                             << "refused: The document path";
    QTest::newRow("index of index") << where << "a["
                                    << "0"
                                    << "]" << wellFormed;
    QTest::newRow("functions") << where << "size("
                               << "a"
                               << ")" << wellFormed;
    QTest::newRow("lists") << where + "a = "
                           << "["
                           << "1"
                           << "]" << wellFormed;
    QTest::newRow("sets") << where + "a = "
                          << "<<"
                          << "1"
                          << ">>" << wellFormed;
    QTest::newRow("tuples") << QStringLiteral("INSERT INTO Tab VALUE ") << "{'pk':"
                            << "1"
                            << "}" << wellFormed;
    QTest::newRow("IN of IN") << where << "a IN ("
                              << "1"
                              << ")" << wellFormed;
    QTest::newRow("selects") << QString() << "EXISTS(SELECT * FROM Tab WHERE "
                             << "a = 1"
                             << ")"
                             << "refused: ";
    QTest::newRow("inserts") << QString() << "INSERT INTO Tab VALUE "
                             << "1"
                             << ""
                             << "refused: ";
    QTest::newRow("columns") << QStringLiteral("SELECT a") << ", a"
                             << " FROM Tab"
                             << ""
                             << "refused: Duplicate";
    QTest::newRow("sources") << QStringLiteral("SELECT * FROM a") << ", a"
                             << ""
                             << ""
                             << "refused: Only select";
    QTest::newRow("SET") << QStringLiteral("UPDATE Tab") << " SET a = 1"
                         << " WHERE pk = 'x'"
                         << ""
                         << "refused: Two document paths";
    QTest::newRow("list_append") << QStringLiteral("UPDATE Tab SET a = ") << "list_append(a,"
                                 << "a"
                                 << ")" << wellFormed;
    QTest::newRow("comments") << where + "a = 1"
                              << "/**/"
                              << ""
                              << ""
                              << "done";
    QTest::newRow("question marks") << where + "a IN [?"
                                    << ",?"
                                    << "]"
                                    << ""
                                    << "refused: ";
}

void HostileStatementTest::endlessStatementsAreAnswered()
{
    QFETCH(QString, head);
    QFETCH(QString, open);
    QFETCH(QString, middle);
    QFETCH(QString, close);
    QFETCH(QString, outcome);
    const auto statement = [&](std::size_t length) {
        return endless(head.toStdString(), open.toStdString(), middle.toStdString(), close.toStdString(), "", length);
    };
    const QString was = QString::fromStdString(outcomeOf(statement(kLongestStatement)));
    QVERIFY2(was.startsWith(outcome), qPrintable(was.left(300)));
    QVERIFY(outcomeOf(statement(60'000)) != "never ended"); // no client can send so much, but a program may
}

std::unique_ptr<QObject> makeHostileStatementTest()
{
    return std::make_unique<HostileStatementTest>();
}

#include "hostile_test.moc"
