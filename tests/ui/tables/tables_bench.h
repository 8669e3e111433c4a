#pragma once

#include <memory>

#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "tests/support/item_text.h"
#include "tests/ui/support/own_connections.h"
#include "tests/ui/support/served_engine.h"
#include "ui/connections/connection_choice.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/tables/backups_page.h"
#include "ui/tables/tables_dialog.h"

namespace keywright::test {

inline void putItems(connection::Connection &connection, const std::string &table, int items)
{
    for (int number = 0; number < items; ++number) {
        engine::PutItemRequest request;
        request.table = table;
        request.item = item("{\"id\": {\"S\": \"" + std::to_string(number) + "\"}, \"n\": {\"N\": \"1\"}}");
        connection.putItem(request);
    }
}

/// The dialog on two endpoints, the first of which is chosen and has a table "Orders".
class TablesBench {
public:
    explicit TablesBench(bool asks = false)
    {
        schema::TableDefinition table = ServedEngine::simpleTable("Orders");
        table.globalIndexes = {{"ByDay", {{{"day", schema::KeyType::S}}, {}}, {}, {}}};
        table.tags["team"] = "shop";
        first.connection().createTable(table);
        first.connection().updateTimeToLive("Orders", "expires", true);
        here = add("First", first.url(), asks);
        there = add("Second", second.url(), asks);
        dialog = std::make_unique<ui::TablesDialog>(connections);
        dialog->show();
        dialog->connection().select(here);
    }
    QString add(const char *name, const QString &url, bool asks) { return own.add(name, url, asks); }
    bool settles() const
    {
        return QTest::qWaitFor([this] { return !dialog->isBusy(); }, 20'000);
    }
    /// Shows the tab of backups of the table.
    bool showBackups() const
    {
        if (!settles())
            return false;
        auto *tabs = find<QTabWidget>("tableTabs");
        tabs->setCurrentWidget(find<ui::BackupsPage>("backupsPage"));
        return backupsSettle();
    }
    bool backupsSettle() const
    {
        return QTest::qWaitFor([this] { return !find<ui::BackupsPage>("backupsPage")->isBusy(); }, 20'000);
    }
    QString recoveryWindow() const { return find<QLabel>("recoveryWindow")->text(); }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    QString fact(const QString &name) const
    {
        const auto *facts = find<QTableView>("tableFacts")->model();
        for (int row = 0; row < facts->rowCount(); ++row)
            if (facts->index(row, 0).data().toString() == name)
                return facts->index(row, 1).data().toString();
        return {};
    }
    /// Of a dialog over this one.
    static void press(const QDialog &task)
    {
        QTest::mouseClick(task.findChild<QPushButton *>(QStringLiteral("taskAction")), Qt::LeftButton);
    }
    static bool ends(const ui::TaskDialog &task)
    {
        return QTest::qWaitFor([&task] { return !task.isRunning(); }, 30'000);
    }
    static QString notes(const QWidget &task)
    {
        QString text;
        for (const ui::FieldNote *note : task.findChildren<ui::FieldNote *>())
            text += note->text();
        return text;
    }

    ServedEngine first;
    ServedEngine second;
    ui::Document document;
    OwnConnections own{document};
    ui::Connections &connections = own.list;
    QString here;
    QString there;
    std::unique_ptr<ui::TablesDialog> dialog;
};

} // namespace keywright::test
