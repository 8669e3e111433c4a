#include "tests/core/connection/request_signing_test.h"

#include <QTest>

#include "core/connection/request_signing.h"

using namespace keywright;
using connection::AccessKey;
using connection::Headers;

namespace {

const service::Instant kRequestSigningNow{std::chrono::seconds(1'440'938'160)}; // 20150830T123600Z

/// The session token of post-sts-header-before.
const std::string kToken =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthA"
    "x7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY"
    "9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

} // namespace

void RequestSigningTest::agreesWithTheTestSuite_data()
{
    QTest::addColumn<QString>("contentType");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("signedHeaders");
    QTest::addColumn<QString>("signature");
    QTest::newRow("post-vanilla") << ""
                                  << ""
                                  << ""
                                  << "host;x-amz-date"
                                  << "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    QTest::newRow("post-x-www-form-urlencoded") << "application/x-www-form-urlencoded"
                                                << "Param1=value1"
                                                << ""
                                                << "content-type;host;x-amz-date"
                                                << "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
    QTest::newRow("post-sts-header-before") << ""
                                            << "" << QString::fromStdString(kToken) << "host;x-amz-date;x-amz-security-token"
                                            << "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead";
}

void RequestSigningTest::agreesWithTheTestSuite()
{
    QFETCH(QString, contentType);
    QFETCH(QString, body);
    QFETCH(QString, token);
    QFETCH(QString, signedHeaders);
    QFETCH(QString, signature);
    const connection::EndpointUrl url = connection::readEndpointUrl("https://example.amazonaws.com");
    Headers headers;
    if (!contentType.isEmpty())
        headers.emplace_back("Content-Type", contentType.toStdString());
    const std::string text = body.toStdString();
    const AccessKey key{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token.toStdString()};
    const Headers added = signingHeaders({url, headers, text, "us-east-1", "service"}, key, kRequestSigningNow);
    QCOMPARE(added.front(), (std::pair<std::string, std::string>("X-Amz-Date", "20150830T123600Z")));
    QCOMPARE(added.back().second,
             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=" + signedHeaders.toStdString()
                 + ", Signature=" + signature.toStdString());
}
