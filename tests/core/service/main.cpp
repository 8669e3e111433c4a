#include <QCoreApplication>

#include "tests/core/service/endpoint_test.h"
#include "tests/core/service/http_server_test.h"
#include "tests/core/service/signature_test.h"
#include "tests/core/service/wire_test.h"
#include "tests/support/run_classes.h"

std::unique_ptr<QObject> makeAnswersTest();
std::unique_ptr<QObject> makeCoverageTest();
std::unique_ptr<QObject> makeFactsTest();
std::unique_ptr<QObject> makePatternTest();
std::unique_ptr<QObject> makeHostileOperationsTest();
std::unique_ptr<QObject> makePagingTest();
std::unique_ptr<QObject> makeRequestTest();
std::unique_ptr<QObject> makeAttributeReaderTest();
std::unique_ptr<QObject> makeServiceHostileTest();
std::unique_ptr<QObject> makeThrottleTest();

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using keywright::test::make;
    return keywright::test::runClasses({argv, argv + argc},
                                       {
                                           makeAnswersTest,
                                           makeCoverageTest,
                                           makeFactsTest,
                                           makePatternTest,
                                           makeHostileOperationsTest,
                                           makePagingTest,
                                           makeRequestTest,
                                           make<WireTest>,
                                           make<SignatureTest>,
                                           make<HttpServerTest>,
                                           make<EndpointTest>,
                                           makeAttributeReaderTest,
                                           makeServiceHostileTest,
                                           makeThrottleTest,
                                       });
}
