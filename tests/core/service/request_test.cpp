#include <QtTest>

#include "core/service/fault.h"
#include "core/service/request.h"
#include "tests/core/service/request_fixture.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using service::Fault;
using service::RequestDocument;
using service::RequestValue;

/// How a body becomes a request: types, constraints, and what the operations then ask of it.
class RequestTest : public QObject {
    Q_OBJECT

private slots:
    void faultsAreTheServices_data();
    void faultsAreTheServices();
};

void RequestTest::faultsAreTheServices_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"types.txt", "constraints.txt"})
        QTest::newRow(file) << file;
}

void RequestTest::faultsAreTheServices()
{
    QFETCH(QString, file);
    const std::string differences = test::differencesIn(test::dataDir() / "requests" / file.toStdString());
    QVERIFY2(differences.empty(), differences.c_str());
}

std::unique_ptr<QObject> makeRequestTest()
{
    return std::make_unique<RequestTest>();
}

#include "request_test.moc"
