#include "ui/gallery/pictures.h"

#include <QPushButton>
#include <QTemporaryDir>

#include "core/session/workspace.h"
#include "ui/commit/commit_dialog.h"
#include "ui/connections/connection_choice.h"

namespace keywright::ui {

namespace {

/// The same in every picture, unless something else has it.
constexpr std::uint16_t kCommitPicturesPort = 48'230;

/// A table that differs from the model's in every way, and lacks the others.
model::Model otherTables(model::Model model)
{
    schema::TableDefinition &table = model.tables.front().definition;
    table.deletionProtection = false;
    if (!table.globalIndexes.empty())
        table.globalIndexes.pop_back();
    table.tags["team"] = "shop";
    model.tables.resize(1);
    std::erase_if(model.sampleData, [&](const model::TableItems &items) { return items.table != table.name; });
    return model;
}

model::Model tablesOfAnotherKey(model::Model model)
{
    model::Table table;
    table.definition.name = model.tables.front().definition.name;
    table.definition.key.partition = {{"customer", schema::KeyType::S}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    table.definition.globalIndexes = {{"ByDay", {{{"day", schema::KeyType::S}}, {}}, {}, {}}};
    return {.tables = {table}};
}

class Connection {
public:
    explicit Connection(model::Model tables) : m_workspace(session::Workspace::inMemory(std::move(tables)))
    {
        m_workspace->load();
        try {
            url = QString::fromStdString(m_workspace->startEndpoint(kCommitPicturesPort));
        } catch (const std::exception &) {
            url = QString::fromStdString(m_workspace->startEndpoint(0));
        }
    }
    QString url;

private:
    std::unique_ptr<session::Workspace> m_workspace;
};

/// A connection of the list as it is for pictures only.
bool check(Stage &stage, CommitDialog &dialog, Connections &list, const std::string &name, const QString &url)
{
    connection::SavedConnection saved;
    saved.name = name;
    saved.url = url.toStdString();
    saved.asksBeforeWriting = false;
    dialog.connection().select(list.add(saved));
    dialog.findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    return stage.wait("the connection", [&dialog] { return !dialog.isRunning(); });
}

} // namespace

bool showCommit(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Data);
    const auto noVariable = [](const std::string &) { return std::optional<std::string>(); };
    const QTemporaryDir folder;
    Connections list(stage.document(), {noVariable, {}}, folder.path());
    CommitDialog dialog(stage.document(), list, &stage.window());
    dialog.open();
    stage.picture(QStringLiteral("commit-workspace"), dialog);
    if (!check(stage, dialog, list, "Production", QStringLiteral("https://dynamodb.eu-central-1.amazonaws.com")))
        return false;
    stage.picture(QStringLiteral("commit-no-keys"), dialog);
    auto replaced = std::make_unique<Connection>(tablesOfAnotherKey(*stage.document().model()));
    if (!check(stage, dialog, list, "Staging", replaced->url))
        return false;
    stage.picture(QStringLiteral("commit-replacement"), dialog);
    replaced.reset();
    const Connection connection(otherTables(*stage.document().model()));
    if (!check(stage, dialog, list, "Local emulator", connection.url))
        return false;
    stage.picture(QStringLiteral("commit-plan"), dialog);
    dialog.findChild<QPushButton *>(QStringLiteral("taskAction"))->click();
    if (!stage.wait("the commit", [&dialog] { return !dialog.isRunning(); }))
        return false;
    stage.picture(QStringLiteral("commit-done"), dialog);
    dialog.reject();
    return true;
}

} // namespace keywright::ui
