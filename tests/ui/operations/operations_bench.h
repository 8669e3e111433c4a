#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/models.h"
#include "ui/code/code_editor.h"
#include "ui/operations/operations_workspace.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"

namespace keywright::test {

/// The workspace over the shop, with its tables open.
struct Bench {
    Bench() : connections(document, connection::Surroundings::ofProcess(), folder.path()), workspace(connections)
    {
        workspace.resize(1000, 640);
        workspace.show();
    }
    ~Bench() { document.close(); }

    bool open(const QString &file = onlineShop())
    {
        return openAndWait(document, file) && QTest::qWaitFor([this] { return workspace.isReady(); }, 20'000);
    }

    template <typename Widget>
    Widget *find(const QString &name)
    {
        QCoreApplication::processEvents(); // what was put into a layout is shown later, what was taken away goes later
        Widget *found = nullptr;
        for (Widget *each : workspace.findChildren<Widget *>(name))
            if (each->isVisible())
                found = each;
        return found;
    }

    /// Chooses as a person does, by the text.
    bool choose(const QString &field, const QString &text)
    {
        auto *choice = find<ui::ChoiceField>(field);
        if (choice == nullptr)
            return false;
        QComboBox &box = choice->chooser();
        const int row = box.findText(text);
        if (row < 0)
            return false;
        box.setCurrentIndex(row);
        emit box.activated(row);
        return true;
    }

    bool type(const QString &line, const QString &text)
    {
        auto *edit = find<QLineEdit>(line);
        if (edit == nullptr || !edit->isEnabled())
            return false;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        return true;
    }

    bool click(const QString &button)
    {
        auto *found = find<QAbstractButton>(button);
        if (found == nullptr || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }

    bool run()
    {
        QTest::keyClick(&workspace, Qt::Key_Return, Qt::ControlModifier);
        return wait();
    }
    bool wait()
    {
        return QTest::qWaitFor([this] { return !workspace.runner().isRunning() && !workspace.runner().isExplaining(); }, 20'000);
    }

    QString preview() { return find<ui::CodeEditor>(QStringLiteral("opPreview"))->text(); }
    value::Json shownRequest() { return value::Json::parse(preview().toStdString()); }
    int rows()
    {
        return find<QTableView>(QStringLiteral("opItems")) ? find<QTableView>(QStringLiteral("opItems"))->model()->rowCount() : 0;
    }
    QString summary() { return find<QLabel>(QStringLiteral("opSummary"))->text(); }
    QString textsIn(const QString &name)
    {
        QStringList texts;
        for (const QLabel *label : workspace.findChild<QWidget *>(name)->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }

    QTemporaryDir folder;
    ui::Document document;
    ui::Connections connections;
    ui::OperationsWorkspace workspace;
};

/// Fills in a Query of one user's orders with a filter by rows.
inline bool buildQuery(Bench &bench)
{
    return bench.choose(QStringLiteral("opKind"), QStringLiteral("Query"))
        && bench.type(QStringLiteral("key_PK_line"), QStringLiteral("USER#u-1006"))
        && bench.choose(QStringLiteral("compare_SK"), QStringLiteral("begins with"))
        && bench.type(QStringLiteral("key_SK_line"), QStringLiteral("CART#"));
}

} // namespace keywright::test
