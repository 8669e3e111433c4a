#include "ui/gallery/pictures.h"

#include <atomic>
#include <latch>

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

#include "core/service/http_server.h"
#include "core/session/workspace.h"
#include "ui/connections/connections_dialog.h"

namespace keywright::ui {

namespace {

using connection::SavedConnection;

/// The same in every picture, unless something else has it.
constexpr std::uint16_t kConnectionPicturesPort = 48'240;

SavedConnection named(const std::string &name, const std::string &url, const std::string &region = {})
{
    SavedConnection saved;
    saved.name = name;
    saved.url = url;
    saved.region = region;
    return saved;
}

std::unique_ptr<service::HttpServer> serve(std::uint16_t port, const service::HttpServer::Handler &handler)
{
    try {
        return std::make_unique<service::HttpServer>(service::HttpServerOptions{.port = port}, handler);
    } catch (const std::exception &) {
        return std::make_unique<service::HttpServer>(service::HttpServerOptions{}, handler);
    }
}

std::string urlOf(const service::HttpServer &server)
{
    return "http://127.0.0.1:" + std::to_string(server.port());
}

bool tryOut(Stage &stage, ConnectionsDialog &dialog, const QString &id)
{
    dialog.select(id);
    auto *button = dialog.findChild<QPushButton *>(QStringLiteral("testConnection"));
    button->click();
    return stage.wait("the test of a connection",
                      [button] { return button->text() == ConnectionsDialog::tr("Test") || button->text() == QLatin1String("Test"); });
}

} // namespace

bool showConnections(Stage &stage)
{
    const QTemporaryDir folder;
    const auto noVariable = [](const std::string &) { return std::optional<std::string>(); };
    Connections list(stage.document(), {noVariable, {}}, folder.path());
    {
        ConnectionsDialog empty(list, &stage.window());
        empty.open();
        stage.picture(QStringLiteral("connections-empty"), empty);
        empty.reject();
    }
    const auto answers = serve(kConnectionPicturesPort, [](const service::HttpRequest &) {
        return service::HttpResponse{200, {}, "{\"TableNames\":[\"Orders\",\"Users\",\"Sessions\"]}"};
    });
    const auto refuses = serve(kConnectionPicturesPort + 1, [](const service::HttpRequest &) {
        return service::HttpResponse{
            400, {}, "{\"__type\":\"ExpiredTokenException\",\"message\":\"The security token included in the request is expired\"}"};
    });
    std::latch goOn(1);
    const auto slow = serve(kConnectionPicturesPort + 2, [&goOn](const service::HttpRequest &) {
        goOn.wait();
        return service::HttpResponse{200, {}, "{\"TableNames\":[]}"};
    });
    const QString local = list.add(named("Local emulator", urlOf(*answers)));
    SavedConnection production = named("Production", {}, "eu-central-1");
    production.keys = SavedConnection::Keys::Profile;
    production.profile = "company-production";
    list.add(production);
    const QString staging = list.add(named("Staging", urlOf(*refuses), "eu-west-1"));
    SavedConnection typed = named("Partner account", urlOf(*slow), "us-west-2");
    typed.keys = SavedConnection::Keys::Typed;
    const QString partner = list.add(typed);
    list.setTypedKey(partner, {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {}, {}}, false);

    ConnectionsDialog dialog(list, &stage.window());
    dialog.open();
    if (!tryOut(stage, dialog, local))
        return false;
    stage.picture(QStringLiteral("connections-answers"), dialog);
    if (!tryOut(stage, dialog, staging))
        return false;
    stage.picture(QStringLiteral("connections-expired"), dialog);
    dialog.select(partner);
    dialog.findChild<QPushButton *>(QStringLiteral("testConnection"))->click();
    stage.picture(QStringLiteral("connections-typed-busy"), dialog);
    dialog.findChild<QPushButton *>(QStringLiteral("testConnection"))->click();
    goOn.count_down();
    dialog.reject();
    return true;
}

} // namespace keywright::ui
