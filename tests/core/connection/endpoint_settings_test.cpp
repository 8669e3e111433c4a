#include "tests/core/connection/endpoint_settings_test.h"

#include <map>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_settings.h"
#include "core/connection/endpoint_url.h"
#include "core/connection/profiles.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using connection::ConnectionError;
using connection::EndpointChoice;
using connection::EndpointSettings;
using connection::EndpointUrl;

namespace {

using Variables = std::map<std::string, std::string>;

/// A user's home with these files in it.
class EndpointSettingsHome {
public:
    EndpointSettingsHome(const std::string &credentials, const std::string &config)
    {
        std::filesystem::create_directory(m_folder.path() / ".aws");
        if (!credentials.empty())
            test::writeFile(m_folder.path() / ".aws" / "credentials", credentials);
        if (!config.empty())
            test::writeFile(m_folder.path() / ".aws" / "config", config);
    }

    EndpointSettings settle(const EndpointChoice &choice, Variables variables = {}) const
    {
        return settleEndpoint(choice,
                              {[variables = std::move(variables)](const std::string &name) -> std::optional<std::string> {
                                   const auto found = variables.find(name);
                                   return found == variables.end() ? std::nullopt : std::optional(found->second);
                               },
                               m_folder.path()});
    }

    std::string refusal(const EndpointChoice &choice, const Variables &variables = {}) const
    {
        try {
            settle(choice, variables);
        } catch (const ConnectionError &error) {
            return error.what();
        }
        return "accepted";
    }

private:
    test::TemporaryFolder m_folder;
};

const Variables kKeys{{"AWS_ACCESS_KEY_ID", "AKENV"}, {"AWS_SECRET_ACCESS_KEY", "envSecret"}, {"AWS_REGION", "eu-west-1"}};
const std::string kCredentials = "[default]\naws_access_key_id = AKDEFAULT\naws_secret_access_key = defaultSecret\n"
                                 "[work]\naws_access_key_id=AKWORK\naws_secret_access_key=workSecret\naws_session_token=workToken\n";

Variables with(Variables variables, const Variables &more)
{
    variables.insert(more.begin(), more.end());
    return variables;
}

bool endpointSettingsHas(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

void EndpointSettingsTest::keysOfTheEnvironment()
{
    const EndpointSettings settings = EndpointSettingsHome({}, {}).settle({}, with(kKeys, {{"AWS_SESSION_TOKEN", "envToken"}}));
    QCOMPARE(settings.key.id, std::string("AKENV"));
    QCOMPARE(settings.key.secret, std::string("envSecret"));
    QCOMPARE(settings.key.sessionToken, std::string("envToken"));
    QCOMPARE(settings.region, std::string("eu-west-1"));
}

void EndpointSettingsTest::aChosenProfileComesBeforeTheEnvironment()
{
    const EndpointSettings settings =
        EndpointSettingsHome(kCredentials, {}).settle({"", "", "work"}, with(kKeys, {{"AWS_SESSION_TOKEN", "envToken"}}));
    QCOMPARE(settings.key.id, std::string("AKWORK"));
    QCOMPARE(settings.key.sessionToken, std::string("workToken"));
}

void EndpointSettingsTest::aProfileOfTheEnvironmentComesAfterItsKeys()
{
    const EndpointSettingsHome home(kCredentials, {});
    QCOMPARE(home.settle({}, with(kKeys, {{"AWS_PROFILE", "work"}})).key.id, std::string("AKENV"));
    QCOMPARE(home.settle({}, {{"AWS_PROFILE", "work"}, {"AWS_REGION", "eu-west-1"}}).key.id, std::string("AKWORK"));
    QCOMPARE(home.settle({}, {{"AWS_REGION", "eu-west-1"}}).key.id, std::string("AKDEFAULT"));
}

void EndpointSettingsTest::aProfileIsInBothFiles()
{
    const EndpointSettingsHome home(kCredentials,
                                    "# mine\n[default]\nregion = us-west-2 ; far\n\n[profile work]\nREGION=eu-north-1\n"
                                    "ca_bundle = /etc/own.pem\n");
    QCOMPARE(home.settle({}).region, std::string("us-west-2"));
    const EndpointSettings work = home.settle({"", "", "work"});
    QCOMPARE(work.region, std::string("eu-north-1"));
    QCOMPARE(work.certificates, std::string("/etc/own.pem"));
    QCOMPARE(home.settle({"", "", "work"}, {{"AWS_CA_BUNDLE", "/etc/other.pem"}}).certificates, std::string("/etc/other.pem"));
}

void EndpointSettingsTest::filesAreWhereTheEnvironmentSays()
{
    const test::TemporaryFolder folder;
    test::writeFile(folder.path() / "keys", kCredentials);
    test::writeFile(folder.path() / "settings", "[profile work]\nregion = eu-north-1\n");
    const EndpointSettings settings = EndpointSettingsHome({}, {}).settle(
        {"", "", "work"},
        {{"AWS_SHARED_CREDENTIALS_FILE", (folder.path() / "keys").string()}, {"AWS_CONFIG_FILE", (folder.path() / "settings").string()}});
    QCOMPARE(settings.key.secret, std::string("workSecret"));
    QCOMPARE(settings.region, std::string("eu-north-1"));
}

void EndpointSettingsTest::theRegionsUrlIsAws()
{
    const EndpointSettingsHome home(kCredentials, {});
    QCOMPARE(home.settle({"", "eu-central-1", ""}).url, std::string("https://dynamodb.eu-central-1.amazonaws.com"));
    QCOMPARE(home.settle({"", "cn-north-1", ""}).url, std::string("https://dynamodb.cn-north-1.amazonaws.com.cn"));
    QCOMPARE(home.settle({}, {{"AWS_DEFAULT_REGION", "sa-east-1"}}).url, std::string("https://dynamodb.sa-east-1.amazonaws.com"));
}

void EndpointSettingsTest::urlsFromTheMostSpecific()
{
    const EndpointSettingsHome home(kCredentials,
                                    "[profile work]\nregion = eu-north-1\nservices = local\nendpoint_url = http://all:1\n"
                                    "[services local]\ns3 =\n  endpoint_url = http://s3:2\ndynamodb =\n  endpoint_url = http://dynamo:3\n"
                                    "[default]\nendpoint_url = http://default:4\n");
    QCOMPARE(home.settle({"http://chosen:5", "", "work"}).url, std::string("http://chosen:5"));
    QCOMPARE(home.settle({"", "", "work"}, {{"AWS_ENDPOINT_URL", "http://env:6"}, {"AWS_ENDPOINT_URL_DYNAMODB", "http://env:7"}}).url,
             std::string("http://env:7"));
    QCOMPARE(home.settle({"", "", "work"}, {{"AWS_ENDPOINT_URL", "http://env:6"}}).url, std::string("http://env:6"));
    QCOMPARE(home.settle({"", "", "work"}).url, std::string("http://dynamo:3"));
    QCOMPARE(home.settle({}).url, std::string("http://default:4"));
    QCOMPARE(home.settle({"", "eu-west-1", ""}, {{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}}).url,
             std::string("https://dynamodb.eu-west-1.amazonaws.com"));
}

void EndpointSettingsTest::theRegionOfAnAwsHost()
{
    const EndpointSettingsHome home(kCredentials, {});
    QCOMPARE(home.settle({"https://dynamodb.ap-south-1.amazonaws.com", "", ""}, {{"AWS_REGION", "eu-west-1"}}).region,
             std::string("ap-south-1"));
    QCOMPARE(home.settle({"http://dynamo:8000", "", ""}).region, std::string("us-east-1"));
    QCOMPARE(home.settle({"http://dynamo:8000", "eu-west-3", ""}).region, std::string("eu-west-3"));
}

void EndpointSettingsTest::thisMachineNeedsNoKeys()
{
    const EndpointSettingsHome home({}, {});
    for (const char *url : {"http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"})
        QVERIFY(!home.settle({url, "", ""}).key.id.empty());
    QVERIFY(endpointSettingsHas(home.refusal({"http://192.0.2.1:8000", "", ""}), "No keys are known"));
}

void EndpointSettingsTest::whatIsMissingIsSaid_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("message");
    QTest::newRow("region") << ""
                            << ""
                            << "No region is known";
    QTest::newRow("profile") << "none"
                             << ""
                             << "There is no profile none in ";
    QTest::newRow("profile of the environment") << ""
                                                << "AWS_PROFILE=none"
                                                << "There is no profile none in ";
    QTest::newRow("secret of the environment") << ""
                                               << "AWS_ACCESS_KEY_ID=AK"
                                               << "but not AWS_SECRET_ACCESS_KEY";
    QTest::newRow("secret of the profile") << "half"
                                           << ""
                                           << "credentials, line 1: the profile half has no aws_secret_access_key";
    QTest::newRow("keys") << "bare"
                          << ""
                          << "No keys are known to sign requests to https://dynamodb.eu-west-1.amazonaws.com";
    QTest::newRow("a region that is none") << ""
                                           << "AWS_REGION=Frankfurt am Main"
                                           << "is not a region";
}

void EndpointSettingsTest::whatIsMissingIsSaid()
{
    QFETCH(QString, profile);
    QFETCH(QString, variable);
    QFETCH(QString, message);
    Variables variables;
    const std::string setting = variable.toStdString();
    if (!setting.empty())
        variables[setting.substr(0, setting.find('='))] = setting.substr(setting.find('=') + 1);
    if (setting.starts_with("AWS_ACCESS"))
        variables["AWS_REGION"] = "eu-west-1";
    const EndpointSettingsHome home("[half]\naws_access_key_id = AK\n",
                                    "[profile half]\nregion = eu-west-1\n[profile bare]\nregion = eu-west-1\n");
    const std::string refusal = home.refusal({"", "", profile.toStdString()}, variables);
    QVERIFY2(endpointSettingsHas(refusal, message.toStdString()), refusal.c_str());
}

void EndpointSettingsTest::aLineThatCannotBeReadIsNamedAndNotShown()
{
    const std::string refusal = EndpointSettingsHome("[default]\naws_secret_access_key wJalrXUtnFEMI\n", {}).refusal({});
    QVERIFY2(endpointSettingsHas(refusal, "credentials, line 2: expected a profile such as [default]"), refusal.c_str());
    QVERIFY(!endpointSettingsHas(refusal, "wJalrXUtnFEMI"));
    QVERIFY(endpointSettingsHas(EndpointSettingsHome({}, "region = x\n").refusal({}), "config, line 1: "));
    QVERIFY(endpointSettingsHas(EndpointSettingsHome({}, "[default\n").refusal({}), "config, line 1: "));
}

void EndpointSettingsTest::urlsAreTakenApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normalised");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("hostHeader");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << "http://localhost:8000"
                           << "http://localhost:8000"
                           << "localhost"
                           << "localhost:8000"
                           << "/";
    QTest::newRow("slash") << "http://localhost:8000/"
                           << "http://localhost:8000"
                           << "localhost"
                           << "localhost:8000"
                           << "/";
    QTest::newRow("default port") << "https://example.com:443"
                                  << "https://example.com"
                                  << "example.com"
                                  << "example.com"
                                  << "/";
    QTest::newRow("path") << "https://example.com/dynamo/"
                          << "https://example.com/dynamo"
                          << "example.com"
                          << "example.com"
                          << "/dynamo";
    QTest::newRow("IPv6") << "http://[::1]:8000"
                          << "http://[::1]:8000"
                          << "::1"
                          << "[::1]:8000"
                          << "/";
}

void EndpointSettingsTest::urlsAreTakenApart()
{
    QFETCH(QString, text);
    const EndpointUrl url = connection::readEndpointUrl(text.toStdString());
    QTEST(QString::fromStdString(url.text), "normalised");
    QTEST(QString::fromStdString(url.host), "host");
    QTEST(QString::fromStdString(url.hostHeader), "hostHeader");
    QTEST(QString::fromStdString(url.path), "path");
}

void EndpointSettingsTest::urlsThatAreNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "localhost:8000", "ftp://example.com", "http://", "http://me:secret@example.com",
                             "http://example.com/?a=b", "http://example.com/#a", "http://exa mple.com"})
        QTest::newRow(text) << text;
}

void EndpointSettingsTest::urlsThatAreNone()
{
    QFETCH(QString, text);
    try {
        connection::readEndpointUrl(text.toStdString());
        QFAIL("It was accepted.");
    } catch (const ConnectionError &error) {
        QCOMPARE(error.kind(), ConnectionError::Kind::Settings);
        QVERIFY(!endpointSettingsHas(error.what(), "secret"));
    }
}
