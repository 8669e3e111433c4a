#include "tests/core/connection/key_sources_test.h"

#include <map>
#include <mutex>

#include "core/connection/connection_error.h"
#include "core/connection/credential_process.h"
#include "core/connection/endpoint_settings.h"
#include "core/connection/instant_text.h"
#include "core/connection/remote_connection.h"
#include "core/service/http_server.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using connection::AccessKey;
using connection::ConnectionError;
using connection::EndpointSettings;
using Kind = ConnectionError::Kind;

namespace {

using Variables = std::map<std::string, std::string>;

const service::Instant kKeySourcesNow{std::chrono::seconds(1'795'300'000)}; // 2026-11-21T22:26:40Z

/// Answers as scripted, one after the other, the last one again and again; keeps what it was asked.
class Asked {
public:
    explicit Asked(std::vector<service::HttpResponse> answers)
        : m_answers(std::move(answers)), m_server({}, [this](const service::HttpRequest &request) { return answer(request); })
    { }
    ~Asked() { m_server.stop(); }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.port()); }
    std::vector<std::string> bodies()
    {
        const std::lock_guard lock(m_mutex);
        return m_bodies;
    }
    /// Of the last request.
    std::string header(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        return m_headers[name];
    }

private:
    service::HttpResponse answer(const service::HttpRequest &request)
    {
        const std::lock_guard lock(m_mutex);
        m_bodies.push_back(request.method == "GET" ? std::string(request.path) + "?" + std::string(request.query)
                                                   : std::string(request.body));
        m_headers.clear();
        for (const auto &header : request.headers)
            m_headers[QString::fromStdString(std::string(header.name)).toLower().toStdString()] = std::string(header.value);
        const service::HttpResponse next = m_answers.front();
        if (m_answers.size() > 1)
            m_answers.erase(m_answers.begin());
        return next;
    }

    std::mutex m_mutex; // guards what follows
    std::vector<service::HttpResponse> m_answers;
    std::vector<std::string> m_bodies;
    std::map<std::string, std::string> m_headers;
    service::HttpServer m_server;
};

service::HttpResponse roleAnswer(const std::string &id, const std::string &expires = "2026-11-21T23:26:40Z")
{
    return {200,
            {},
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>" + id
                + "</AccessKeyId><SecretAccessKey>roleSecret</SecretAccessKey><SessionToken>roleToken==</SessionToken><Expiration>"
                + expires + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"};
}

class KeySourcesHome {
public:
    explicit KeySourcesHome(const std::string &config)
    {
        std::filesystem::create_directories(m_folder.path() / ".aws/sso/cache");
        test::writeFile(m_folder.path() / ".aws/config", "[default]\nregion = eu-central-1\n" + config);
        test::writeFile(m_folder.path() / ".aws/credentials", "[base]\naws_access_key_id = AKBASE\naws_secret_access_key = baseSecret\n");
    }

    EndpointSettings settle(
        const std::string &profile, Variables variables = {}, std::function<service::Instant()> now = [] { return kKeySourcesNow; })
    {
        connection::Surroundings surroundings;
        surroundings.variable = [variables = std::move(variables)](const std::string &name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
        surroundings.home = m_folder.path();
        surroundings.now = std::move(now);
        return settleEndpoint({url, "eu-central-1", profile, {}}, surroundings);
    }
    ConnectionError refusal(const std::string &profile, const Variables &variables = {})
    {
        try {
            settle(profile, variables);
        } catch (const ConnectionError &error) {
            return error;
        }
        return {Kind::NotDynamoDb, "accepted"};
    }
    std::filesystem::path file(const std::string &name) const { return m_folder.path() / name; }

    std::string url = "https://dynamodb.eu-central-1.amazonaws.com";

private:
    test::TemporaryFolder m_folder;
};

bool keySourcesHas(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

/// The file of the sign-in "corp" is named by its SHA-1, as `printf corp | sha1sum` gives it.
constexpr char kCorpFile[] = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
constexpr char kCorp[] = "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n"
                         "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n";

std::string token(const std::string &expires)
{
    return "{\"accessToken\": \"person-token\", \"expiresAt\": \"" + expires + "\", \"region\": \"eu-west-1\"}";
}

service::HttpResponse ssoAnswer()
{
    return {200,
            {},
            "{\"roleCredentials\":{\"accessKeyId\":\"AKSSO\",\"secretAccessKey\":\"ssoSecret\",\"sessionToken\":\"ssoToken\","
            "\"expiration\":1795303600000}}"};
}

} // namespace

void KeySourcesTest::aRoleIsAssumedWithTheSourceProfile()
{
    Asked sts({roleAnswer("AKROLE")});
    KeySourcesHome home("[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\nexternal_id = a b+c\n"
                        "role_session_name = me\nduration_seconds = 900\n");
    const EndpointSettings settings = home.settle("role", {{"AWS_ENDPOINT_URL_STS", sts.url()}});
    QCOMPARE(settings.key.id, std::string("AKROLE"));
    QCOMPARE(settings.key.secret, std::string("roleSecret"));
    QCOMPARE(settings.key.sessionToken, std::string("roleToken=="));
    QVERIFY(settings.key.expires == kKeySourcesNow + std::chrono::hours(1));
    QVERIFY(settings.renewKey != nullptr);
    QCOMPARE(sts.bodies()[0],
             std::string("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FReader&RoleSessionName=me"
                         "&DurationSeconds=900&ExternalId=a%20b%2Bc"));
    QVERIFY2(keySourcesHas(sts.header("authorization"), "AWS4-HMAC-SHA256 Credential=AKBASE/20261121/eu-central-1/sts/aws4_request"),
             sts.header("authorization").c_str());
}

void KeySourcesTest::aRoleOfARole()
{
    Asked sts({roleAnswer("AKFIRST"), roleAnswer("AKSECOND")});
    KeySourcesHome home(
        "[profile outer]\nrole_arn = arn:outer\nsource_profile = inner\n[profile inner]\nrole_arn = arn:inner\nsource_profile = base\n");
    QCOMPARE(home.settle("outer", {{"AWS_ENDPOINT_URL_STS", sts.url()}}).key.id, std::string("AKSECOND"));
    QCOMPARE(sts.bodies().size(), std::size_t(2));
    QVERIFY(keySourcesHas(sts.bodies()[0], "arn%3Ainner"));
    QVERIFY(keySourcesHas(sts.header("authorization"), "Credential=AKFIRST/"));
    QCOMPARE(sts.header("x-amz-security-token"), std::string("roleToken=="));
}

void KeySourcesTest::aProfileCanBeItsOwnSource()
{
    Asked sts({roleAnswer("AKROLE")});
    KeySourcesHome home(
        "[profile self]\nrole_arn = arn:self\nsource_profile = self\naws_access_key_id = AKSELF\naws_secret_access_key = s\n");
    QCOMPARE(home.settle("self", {{"AWS_ENDPOINT_URL_STS", sts.url()}}).key.id, std::string("AKROLE"));
    QVERIFY(keySourcesHas(sts.header("authorization"), "Credential=AKSELF/"));
}

void KeySourcesTest::aRoleWithTheKeysOfTheEnvironment()
{
    Asked sts({roleAnswer("AKROLE")});
    KeySourcesHome home(
        "[profile role]\nrole_arn = arn:role\ncredential_source = Environment\nservices = mine\n[services mine]\nsts =\n  endpoint_url = "
        + sts.url() + "\n");
    QCOMPARE(home.settle("role", {{"AWS_ACCESS_KEY_ID", "AKENV"}, {"AWS_SECRET_ACCESS_KEY", "s"}}).key.id, std::string("AKROLE"));
    QVERIFY(keySourcesHas(sts.header("authorization"), "Credential=AKENV/"));
    QVERIFY(keySourcesHas(sts.bodies()[0], "RoleSessionName=keywright"));
}

void KeySourcesTest::aRoleByAWebIdentity()
{
    Asked sts({roleAnswer("AKWEB")});
    KeySourcesHome home("");
    test::writeFile(home.file("token"), "web.identity.token\n");
    home.url = "https://dynamodb.eu-central-1.amazonaws.com";
    const EndpointSettings settings = home.settle(
        "",
        {{"AWS_ENDPOINT_URL_STS", sts.url()}, {"AWS_ROLE_ARN", "arn:pod"}, {"AWS_WEB_IDENTITY_TOKEN_FILE", home.file("token").string()}});
    QCOMPARE(settings.key.id, std::string("AKWEB"));
    QVERIFY2(keySourcesHas(sts.bodies()[0], "Action=AssumeRoleWithWebIdentity")
                 && sts.bodies()[0].ends_with("WebIdentityToken=web.identity.token"),
             sts.bodies()[0].c_str());
    QCOMPARE(sts.header("authorization"), std::string());
}

void KeySourcesTest::aRefusedRoleSaysWhy()
{
    Asked sts({{403,
                {},
                "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not "
                "authorized</Message></Error></ErrorResponse>"}});
    KeySourcesHome home("[profile role]\nrole_arn = arn:role\nsource_profile = base\n");
    const ConnectionError refusal = home.refusal("role", {{"AWS_ENDPOINT_URL_STS", sts.url()}});
    QVERIFY(refusal.kind() == Kind::Credentials);
    QVERIFY2(keySourcesHas(refusal.what(), "The role arn:role cannot be assumed")
                 && keySourcesHas(refusal.what(), "AccessDenied: User is not authorized"),
             refusal.what());
}

void KeySourcesTest::whatARoleLacksIsSaid_data()
{
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("message");
    QTest::newRow("source") << "role_arn = arn:r\n"
                            << "config, line 3: the profile p has role_arn, but nothing says who assumes it";
    QTest::newRow("unknown source") << "role_arn = arn:r\nsource_profile = none\n"
                                    << "there is no profile none";
    QTest::newRow("source without keys") << "role_arn = arn:r\nsource_profile = default\n"
                                         << "there are no keys to assume it with";
    QTest::newRow("second factor") << "role_arn = arn:r\nsource_profile = base\nmfa_serial = arn:mfa\n"
                                   << "needs a code of a second factor";
    QTest::newRow("instance") << "role_arn = arn:r\ncredential_source = Ec2InstanceMetadata\n"
                              << "only on a machine of AWS";
    QTest::newRow("circle") << "role_arn = arn:r\nsource_profile = q\n[profile q]\nrole_arn = arn:q\nsource_profile = p\n"
                            << "the profiles p, q, p get their keys from one another";
    QTest::newRow("console login") << "login_session = arn:someone\n"
                                   << "aws configure export-credentials --profile p";
}

void KeySourcesTest::whatARoleLacksIsSaid()
{
    QFETCH(QString, settings);
    QFETCH(QString, message);
    KeySourcesHome home("[profile p]\n" + settings.toStdString());
    const ConnectionError refusal = home.refusal("p");
    QVERIFY(refusal.kind() == Kind::Settings);
    QVERIFY2(keySourcesHas(refusal.what(), message.toStdString()), refusal.what());
}

void KeySourcesTest::aSignInGivesKeys()
{
    Asked portal({ssoAnswer()});
    KeySourcesHome home(kCorp);
    test::writeFile(home.file(kCorpFile), token("2026-11-21T23:00:00Z"));
    const EndpointSettings settings = home.settle("sso", {{"AWS_ENDPOINT_URL_SSO", portal.url()}});
    QCOMPARE(settings.key.id, std::string("AKSSO"));
    QCOMPARE(settings.key.sessionToken, std::string("ssoToken"));
    QVERIFY(settings.key.expires == service::Instant(std::chrono::seconds(1'795'303'600)));
    QCOMPARE(portal.bodies()[0], std::string("/federation/credentials?account_id=111122223333&role_name=Reader"));
    QCOMPARE(portal.header("x-amz-sso_bearer_token"), std::string("person-token"));
}

void KeySourcesTest::aSignInOfTheOldForm()
{
    Asked portal({ssoAnswer()});
    KeySourcesHome home("[profile old]\nsso_start_url = corp\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n");
    test::writeFile(home.file(kCorpFile), token("2026-11-21T23:00:00UTC"));
    QCOMPARE(home.settle("old", {{"AWS_ENDPOINT_URL_SSO", portal.url()}}).key.id, std::string("AKSSO"));
}

void KeySourcesTest::aSignInThatIsOverSaysHowToSignIn_data()
{
    QTest::addColumn<QString>("cached");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::newRow("none") << QString() << 200 << "There is no sign-in of IAM Identity Center (SSO) for corp";
    QTest::newRow("over") << QString::fromStdString(token("2026-11-21T22:00:00Z")) << 200 << "for corp is over";
    QTest::newRow("over by the portal's clock") << QString::fromStdString(token("2026-11-21T23:00:00Z")) << 401 << "for corp is over";
    QTest::newRow("damaged") << QStringLiteral("{") << 200 << "cannot be read";
}

void KeySourcesTest::aSignInThatIsOverSaysHowToSignIn()
{
    QFETCH(QString, cached);
    QFETCH(int, status);
    QFETCH(QString, message);
    Asked portal({{status, {}, "{}"}});
    KeySourcesHome home(kCorp);
    if (!cached.isEmpty())
        test::writeFile(home.file(kCorpFile), cached.toStdString());
    const ConnectionError refusal = home.refusal("sso", {{"AWS_ENDPOINT_URL_SSO", portal.url()}});
    QVERIFY(refusal.kind() == Kind::Expired);
    QVERIFY2(keySourcesHas(refusal.what(), message.toStdString()) && keySourcesHas(refusal.what(), "aws sso login --sso-session corp"),
             refusal.what());
    QVERIFY(!keySourcesHas(refusal.what(), "person-token"));
}

void KeySourcesTest::aProgramGivesKeys()
{
    KeySourcesHome home("");
    test::writeFile(home.file("key.json"),
                    "{\"Version\": 1, \"AccessKeyId\": \"AKPROC\", \"SecretAccessKey\": \"procSecret\", \"SessionToken\": \"procToken\", "
                    "\"Expiration\": \"2026-11-21T22:56:40+00:00\"}");
    KeySourcesHome other("[profile proc]\ncredential_process = cat \"" + home.file("key.json").string() + "\"\n");
    const EndpointSettings settings = other.settle("proc");
    QCOMPARE(settings.key.id, std::string("AKPROC"));
    QCOMPARE(settings.key.sessionToken, std::string("procToken"));
    QVERIFY(settings.key.expires == kKeySourcesNow + std::chrono::minutes(30));
}

void KeySourcesTest::whatAProgramDoesWrongIsSaid_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("message");
    QTest::newRow("code") << "echo hush-hush; exit 3"
                          << "ended with code 3";
    QTest::newRow("no JSON") << "echo hush-hush"
                             << "prints no JSON";
    QTest::newRow("version") << "echo '{\"Version\": 2}'"
                             << "prints no \"Version\": 1";
    QTest::newRow("no keys") << "echo '{\"Version\": 1}'"
                             << "prints no AccessKeyId";
    QTest::newRow("no program") << "/no/such/program"
                                << "ended with code 127";
}

void KeySourcesTest::whatAProgramDoesWrongIsSaid()
{
    QFETCH(QString, command);
    QFETCH(QString, message);
    KeySourcesHome home("[profile proc]\ncredential_process = " + command.toStdString() + "\n");
    const ConnectionError refusal = home.refusal("proc");
    QVERIFY(refusal.kind() == Kind::Credentials);
    QVERIFY2(keySourcesHas(refusal.what(), message.toStdString()), refusal.what());
    QVERIFY(!keySourcesHas(refusal.what(), "hush-hush"));
}

namespace {

Kind failureOf(const std::string &command, const std::stop_token &stop, std::chrono::milliseconds limit)
{
    try {
        connection::keyOfProcess(command, stop, limit);
    } catch (const ConnectionError &error) {
        return error.kind();
    }
    return Kind::NotDynamoDb;
}

} // namespace

void KeySourcesTest::aProgramThatHangsIsEnded()
{
    QVERIFY(failureOf("cat /dev/zero > /dev/null", {}, std::chrono::milliseconds(1)) == Kind::TimedOut);
}

void KeySourcesTest::aProgramIsEndedByAStop()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(failureOf("cat /dev/zero > /dev/null", stop.get_token(), std::chrono::minutes(1)) == Kind::Stopped);
}

void KeySourcesTest::aLocalEndpointAsksNobodyForKeys()
{
    KeySourcesHome home("credential_process = exit 1\n"); // of the default profile
    home.url = "http://localhost:8000";
    QCOMPARE(home.settle("").key.id, std::string("keywright"));
}

void KeySourcesTest::keysThatExpireAreGotAnew()
{
    Asked sts({roleAnswer("AKFIRST", "2026-11-21T22:40:00Z"), roleAnswer("AKSECOND", "2026-11-21T23:40:00Z")});
    Asked endpoint({{200, {}, "{\"TableNames\":[]}"}});
    KeySourcesHome home("[profile role]\nrole_arn = arn:role\nsource_profile = base\n");
    home.url = endpoint.url();
    EndpointSettings settings = home.settle("role", {{"AWS_ENDPOINT_URL_STS", sts.url()}});
    auto now = std::make_shared<service::Instant>(kKeySourcesNow);
    connection::ClientOptions options;
    options.surprises.now = [now] { return *now; };
    connection::RemoteConnection connection(settings, options);
    connection.listTables();
    QVERIFY(keySourcesHas(endpoint.header("authorization"), "Credential=AKFIRST/"));
    *now = kKeySourcesNow + std::chrono::minutes(9); // less than five before it expires
    connection.listTables();
    QVERIFY(keySourcesHas(endpoint.header("authorization"), "Credential=AKSECOND/"));
    connection.listTables();
    QCOMPARE(sts.bodies().size(), std::size_t(2));
}

void KeySourcesTest::keysThatExpiredUnexpectedlyAreGotAnewOnce()
{
    Asked sts({roleAnswer("AKFIRST"), roleAnswer("AKSECOND")});
    Asked endpoint({{400, {}, "{\"__type\":\"ExpiredTokenException\",\"message\":\"expired\"}"}, {200, {}, "{\"TableNames\":[]}"}});
    KeySourcesHome home("[profile role]\nrole_arn = arn:role\nsource_profile = base\n");
    home.url = endpoint.url();
    const EndpointSettings settings = home.settle("role", {{"AWS_ENDPOINT_URL_STS", sts.url()}});
    connection::ClientOptions options;
    options.surprises.now = [] { return kKeySourcesNow; };
    connection::RemoteConnection connection(settings, options);
    QVERIFY(connection.listTables().empty());
    QVERIFY(keySourcesHas(endpoint.header("authorization"), "Credential=AKSECOND/"));
}

void KeySourcesTest::timesAsAwsWritesThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("Z") << "2026-11-21T22:26:40Z" << qint64(1'795'300'000);
    QTest::newRow("fraction") << "2026-11-21T22:26:40.999Z" << qint64(1'795'300'000);
    QTest::newRow("UTC") << "2026-11-21T22:26:40UTC" << qint64(1'795'300'000);
    QTest::newRow("zone") << "2026-11-21T23:26:40+01:00" << qint64(1'795'300'000);
    QTest::newRow("no time") << "2026-11-21" << qint64(-1);
    QTest::newRow("no date") << "2026-13-21T22:26:40Z" << qint64(-1);
    QTest::newRow("words") << "tomorrow" << qint64(-1);
}

void KeySourcesTest::timesAsAwsWritesThem()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    const auto read = connection::readInstant(text.toStdString());
    QCOMPARE(read ? qint64(read->time_since_epoch().count()) : qint64(-1), seconds);
}
