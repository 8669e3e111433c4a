#include <QComboBox>

#include "ui/gallery/pictures.h"
#include "ui/importing/import_dialog.h"
#include "ui/start/start_page.h"

/// The start page and the import of files.
namespace keywright::ui {

namespace {

/// A CSV file of a game's scores with two rows that cannot be read.
constexpr char kScores[] = "player,game,score,playedAt\n"
                           "ada,chess,1200,2026-11-02\n"
                           "ada,go,880,2026-11-03\n"
                           "ben,chess,1130,2026-11-03\n"
                           "ben,go,905\n"
                           "cleo,chess,1310,2026-11-05\n"
                           "dan,go,\"870,2026-11-06\n";

constexpr char kShop[] = R"([
  {"PK": "USER#1", "SK": "PROFILE", "type": "User", "userId": "1", "name": "Ada", "email": "ada@example.com"},
  {"PK": "USER#1", "SK": "ORDER#0007", "type": "Order", "userId": "1", "orderId": "0007", "total": 42, "placedOn": "2026-11-02"},
  {"PK": "USER#1", "SK": "ORDER#0008", "type": "Order", "userId": "1", "orderId": "0008", "total": 17, "placedOn": "2026-11-09"},
  {"PK": "USER#2", "SK": "PROFILE", "type": "User", "userId": "2", "name": "Ben", "email": "ben@example.com"},
  {"PK": "USER#2", "SK": "ORDER#0009", "type": "Order", "userId": "2", "orderId": "0009", "total": 99, "placedOn": "2026-11-12"}
])";

bool showImport(Stage &stage, const QString &file, const char *name)
{
    ImportDialog dialog(file, &stage.window());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    if (!stage.wait("the import's preview", [&dialog] { return dialog.state() != ImportDialog::State::Reading; }))
        return false;
    stage.picture(QLatin1String(name), dialog);
    return true;
}

} // namespace

bool showStart(Stage &stage)
{
    if (!stage.wait("the samples", [&] { return stage.window().startPage().isComplete(); }))
        return false;
    stage.picture(QStringLiteral("start"));
    return showImport(stage, writeModel("shop-items.json", kShop), "import-items")
        && showImport(stage, writeModel("scores.csv", kScores), "import-bad-rows")
        && showImport(stage, writeModel("notes.json", "This is no JSON."), "import-refused");
}

} // namespace keywright::ui
