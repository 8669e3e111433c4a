#include "tests/core/service/signature_test.h"

#include "core/service/endpoint_error.h"
#include "core/service/signature.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using service::Authorization;
using service::Credentials;
using service::Fault;
using service::HttpHeader;
using service::HttpRequest;
using service::Instant;
using service::signatureOf;
using service::stringToSign;

namespace {

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr std::string_view kScope = "20150830/us-east-1/dynamodb/aws4_request";
constexpr std::string_view kSignedHeaders = "host;x-amz-date;x-amz-target";
constexpr std::string_view kDate = "20150830T123600Z";
const Instant kNow{std::chrono::seconds(1'440'938'160)}; // kDate

const Credentials &credentials()
{
    static const Credentials known{{"AKIDEXAMPLE", {std::string(kSecret), ""}}, {"AKIDTOKEN", {std::string(kSecret), "token"}}};
    return known;
}

HttpRequest unsignedRequest()
{
    HttpRequest request;
    request.method = "POST";
    request.path = "/";
    request.body = "{}";
    request.headers = {{"Host", "localhost:8000"}, {"X-Amz-Date", kDate}, {"X-Amz-Target", "DynamoDB_20120810.ListTables"}};
    return request;
}

Authorization signedBy(const std::string &accessKey, const HttpRequest &request)
{
    Authorization authorization;
    authorization.hasHeader = true;
    authorization.algorithm = "AWS4-HMAC-SHA256";
    authorization.credential = accessKey + "/" + std::string(kScope);
    authorization.signedHeaders = kSignedHeaders;
    authorization.date = kDate;
    authorization.signature = signatureOf(kSecret, kScope, stringToSign(kDate, kScope, canonicalRequest(request, kSignedHeaders)));
    return authorization;
}

/// The refusal as "Name: message"; empty when the signature is accepted.
std::string refusalOf(const HttpRequest &request, const Authorization &authorization, Instant now = kNow)
{
    try {
        verifySignature(request, authorization, credentials(), now);
    } catch (const Fault &fault) {
        return fault.name() + ": " + fault.message();
    }
    return {};
}

QStringList headerLines(std::initializer_list<const char *> more)
{
    QStringList lines{"Host:example.amazonaws.com", "X-Amz-Date:20150830T123600Z"};
    for (const char *line : more)
        lines.append(line);
    return lines;
}

} // namespace

void SignatureTest::agreesWithTheTestSuite_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("headers");
    QTest::addColumn<QString>("signedHeaders");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("signature");
    QTest::newRow("get-vanilla") << "GET"
                                 << "/"
                                 << "" << headerLines({}) << "host;x-amz-date"
                                 << ""
                                 << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    QTest::newRow("post-vanilla") << "POST"
                                  << "/"
                                  << "" << headerLines({}) << "host;x-amz-date"
                                  << ""
                                  << "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    QTest::newRow("get-vanilla-query-order-key-case") << "GET"
                                                      << "/"
                                                      << "Param2=value2&Param1=value1" << headerLines({}) << "host;x-amz-date"
                                                      << ""
                                                      << "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500";
    const QString unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QTest::newRow("get-vanilla-query-unreserved") << "GET"
                                                  << "/" << unreserved + "=" + unreserved << headerLines({}) << "host;x-amz-date"
                                                  << ""
                                                  << "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197";
    QTest::newRow("get-utf8") << "GET" << QString::fromUtf8("/\xe1\x88\xb4") << "" << headerLines({}) << "host;x-amz-date"
                              << ""
                              << "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85";
    QTest::newRow("get-header-value-trim") << "GET"
                                           << "/"
                                           << "" << headerLines({"My-Header1: value1", "My-Header2: \"a   b   c\""})
                                           << "host;my-header1;my-header2;x-amz-date"
                                           << ""
                                           << "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736";
    QTest::newRow("post-header-key-sort") << "POST"
                                          << "/"
                                          << "" << headerLines({"My-Header1:value1"}) << "host;my-header1;x-amz-date"
                                          << ""
                                          << "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c";
    QTest::newRow("post-x-www-form-urlencoded")
        << "POST"
        << "/"
        << "" << headerLines({"Content-Type:application/x-www-form-urlencoded"}) << "content-type;host;x-amz-date"
        << "Param1=value1"
        << "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
    QTest::newRow("get-relative-relative") << "GET"
                                           << "/example1/example2/../.."
                                           << "" << headerLines({}) << "host;x-amz-date"
                                           << ""
                                           << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    QTest::newRow("get-slash") << "GET"
                               << "//"
                               << "" << headerLines({}) << "host;x-amz-date"
                               << ""
                               << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
}

void SignatureTest::agreesWithTheTestSuite()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QString, query);
    QFETCH(QStringList, headers);
    QFETCH(QString, signedHeaders);
    QFETCH(QString, body);
    QFETCH(QString, signature);
    std::vector<std::string> texts;
    for (const QString &text : {method, path, query, body})
        texts.push_back(text.toStdString());
    for (const QString &line : headers) {
        texts.push_back(line.section(':', 0, 0).toStdString());
        texts.push_back(line.section(':', 1).toStdString());
    }
    HttpRequest request;
    request.method = texts[0];
    request.path = texts[1];
    request.query = texts[2];
    request.body = texts[3];
    for (std::size_t i = 4; i < texts.size(); i += 2)
        request.headers.push_back({texts[i], texts[i + 1]});
    constexpr std::string_view scope = "20150830/us-east-1/service/aws4_request";
    const std::string canonical = canonicalRequest(request, signedHeaders.toStdString());
    QCOMPARE(QString::fromStdString(signatureOf(kSecret, scope, stringToSign(kDate, scope, canonical))), signature);
}

void SignatureTest::theCanonicalRequestIsThatOfTheTestSuite()
{
    HttpRequest request;
    request.method = "GET";
    request.path = "/";
    request.headers = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", kDate}, {"My", " a   b "}, {"my", "c"}};
    QCOMPARE(canonicalRequest(request, "host;my;x-amz-date"),
             std::string("GET\n/\n\nhost:example.amazonaws.com\nmy:a b,c\nx-amz-date:20150830T123600Z\n\nhost;my;x-amz-date\n"
                         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void SignatureTest::acceptsWhatWasSigned()
{
    const HttpRequest request = unsignedRequest();
    QCOMPARE(refusalOf(request, signedBy("AKIDEXAMPLE", request)), std::string());
}

void SignatureTest::acceptsPresignedQueries()
{
    HttpRequest request;
    request.method = "POST";
    request.path = "/";
    request.body = "{}";
    request.headers = {{"Host", "localhost"}};
    const std::string parameters = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fdynamodb%2F"
                                   "aws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host";
    request.query = parameters;
    const std::string signature = signatureOf(kSecret, kScope, stringToSign(kDate, kScope, canonicalRequest(request, "host")));
    const std::string query = parameters + "&X-Amz-Signature=" + signature;
    request.query = query;
    const Authorization authorization = readAuthorization(request);
    QCOMPARE(refusalOf(request, authorization), std::string());
    QCOMPARE(refusalOf(request, authorization, kNow + std::chrono::hours(1)), std::string());
    QCOMPARE(refusalOf(request, authorization, kNow + std::chrono::seconds(3601)),
             std::string("InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                         "(20150830T133601Z - 60 min.)"));
}

void SignatureTest::refuses_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("date") << "date"
                          << "201"
                          << "IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '201'. See "
                             "http://en.wikipedia.org/wiki/ISO_8601";
    QTest::newRow("host") << "signedHeaders"
                          << "x-amz-date"
                          << "InvalidSignatureException: 'Host' must be a 'SignedHeader' in the AWS Authorization.";
    QTest::newRow("algorithm")
        << "algorithm"
        << "AWS4-HMAC-SHA25"
        << "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ";
    QTest::newRow("credential") << "credential"
                                << "a/b/c/d"
                                << "IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements, e.g. "
                                   "keyid/date/region/service/term, got 'a/b/c/d'";
    QTest::newRow("scope")
        << "credential"
        << "a/b/c/d/e"
        << "InvalidSignatureException: Credential should be scoped to correct service: 'dynamodb'. Credential should be "
           "scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from "
           "ISO-8601 version of date from HTTP: 'b' != '20150830', from '20150830T123600Z'.";
    QTest::newRow("key") << "credential"
                         << "AKIDOTHER/20150830/us-east-1/dynamodb/aws4_request"
                         << "UnrecognizedClientException: The security token included in the request is invalid.";
    QTest::newRow("signature")
        << "signature"
        << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        << "InvalidSignatureException: The request signature we calculated does not match the signature you provided. "
           "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
    QTest::newRow("token") << "sessionToken"
                           << "x"
                           << "UnrecognizedClientException: The security token included in the request is invalid.";
}

void SignatureTest::refuses()
{
    QFETCH(QString, member);
    QFETCH(QString, value);
    QFETCH(QString, refusal);
    const HttpRequest request = unsignedRequest();
    Authorization authorization = signedBy("AKIDEXAMPLE", request);
    const std::map<QString, std::string *> members{{"date", &authorization.date},           {"signedHeaders", &authorization.signedHeaders},
                                                   {"algorithm", &authorization.algorithm}, {"credential", &authorization.credential},
                                                   {"signature", &authorization.signature}, {"sessionToken", &authorization.sessionToken}};
    *members.at(member) = value.toStdString();
    QCOMPARE(QString::fromStdString(refusalOf(request, authorization)), refusal);

    HttpRequest changed = unsignedRequest();
    changed.body = "{ }";
    QVERIFY(!refusalOf(changed, signedBy("AKIDEXAMPLE", request)).empty());
    changed = unsignedRequest();
    changed.headers.back().value = "DynamoDB_20120810.DeleteTable";
    QVERIFY(!refusalOf(changed, signedBy("AKIDEXAMPLE", request)).empty());
}

void SignatureTest::aSignatureHoldsFifteenMinutes()
{
    using std::chrono::minutes;
    using std::chrono::seconds;
    const HttpRequest request = unsignedRequest();
    const Authorization authorization = signedBy("AKIDEXAMPLE", request);
    QCOMPARE(refusalOf(request, authorization, kNow + minutes(15)), std::string());
    QCOMPARE(refusalOf(request, authorization, kNow - minutes(15)), std::string());
    QCOMPARE(refusalOf(request, authorization, kNow + minutes(15) + seconds(1)),
             std::string("InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                         "(20150830T125101Z - 15 min.)"));
    QCOMPARE(refusalOf(request, authorization, kNow - minutes(15) - seconds(1)),
             std::string("InvalidSignatureException: Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
                         "(20150830T122059Z + 15 min.)"));
}

void SignatureTest::aTokenMustBeTheProfiles()
{
    const HttpRequest request = unsignedRequest();
    Authorization authorization = signedBy("AKIDTOKEN", request);
    QVERIFY(!refusalOf(request, authorization).empty());
    authorization.sessionToken = "token";
    QCOMPARE(refusalOf(request, authorization), std::string());
}

void SignatureTest::readsACredentialsFile()
{
    const Credentials read = service::readCredentials("# comment\r\n[default]\r\naws_access_key_id = AKIA\r\naws_secret_access_key=a/b+c=\n"
                                                      "region = eu-west-1\ns3 =\n  max_concurrent_requests = 20\n\n; other\n[temporary]\n"
                                                      "AWS_ACCESS_KEY_ID=ASIA\naws_secret_access_key = s\naws_session_token = t==\n"
                                                      "[role]\nrole_arn = arn\n",
                                                      "file");
    QCOMPARE(read.size(), std::size_t(2));
    QCOMPARE(read.at("AKIA").secretKey, std::string("a/b+c="));
    QCOMPARE(read.at("AKIA").sessionToken, std::string());
    QCOMPARE(read.at("ASIA").sessionToken, std::string("t=="));
}

void SignatureTest::saysWhatIsWrongWithACredentialsFile_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << ""
                           << "f holds no profile with aws_access_key_id and aws_secret_access_key. Add one, such as [default].";
    QTest::newRow("no secret") << "[a]\naws_access_key_id = AKIA\n"
                               << "f: the profile [a] has no aws_secret_access_key. Add it, or remove the profile.";
    QTest::newRow("no key") << "[a]\naws_secret_access_key = x\n[b]\n"
                            << "f: the profile [a] has no aws_access_key_id. Add it, or remove the profile.";
    QTest::newRow("no profile") << "aws_secret_access_key = topsecret"
                                << "f, line 1: expected a profile such as [default], or a setting such as aws_access_key_id = … in one.";
    QTest::newRow("no setting") << "[a]\ntopsecret"
                                << "f, line 2: expected a profile such as [default], or a setting such as aws_access_key_id = … in one.";
}

void SignatureTest::saysWhatIsWrongWithACredentialsFile()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    try {
        service::readCredentials(text.toStdString(), "f");
        QFAIL("it was read");
    } catch (const service::EndpointError &error) {
        QCOMPARE(QString::fromUtf8(error.what()), message);
    }
    QVERIFY_THROWS_EXCEPTION(service::EndpointError, service::readCredentialsFile("/none/credentials"));
}
