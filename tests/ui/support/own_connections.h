#pragma once

#include "tests/support/test_paths.h"
#include "ui/connections/connections.h"

namespace keywright::test {

/// A list of connections that is kept in a folder of its own, and knows nothing of the environment.
struct OwnConnections {
    explicit OwnConnections(ui::Document &document)
        : list(document, {[](const std::string &) { return std::optional<std::string>(); }, "/nonexistent"},
               QString::fromStdString(folder.path().string()))
    { }

    /// To an endpoint that is asked once.
    QString add(const char *name, const QString &url, bool asks = false)
    {
        connection::SavedConnection saved;
        saved.name = name;
        saved.url = url.toStdString();
        saved.asksBeforeWriting = asks;
        saved.attempts = 1;
        return list.add(saved);
    }

    TemporaryFolder folder;
    ui::Connections list;
};

} // namespace keywright::test
