#pragma once

#include <QAbstractItemModel>
#include <QLabel>
#include <QListView>
#include <QTest>

#include "tests/ui/support/models.h"
#include "ui/code/code_editor.h"
#include "ui/export/export_page.h"

namespace keywright::test {

/// The page of an open model, shown.
struct ShownExport {
    explicit ShownExport(const QString &file) : page(document)
    {
        opened = openAndWait(document, file);
        page.resize(760, 560);
        page.show();
    }

    ~ShownExport() { document.close(); }

    bool isWritten()
    {
        return QTest::qWaitFor([this] { return opened && !page.isWriting(); }, 20'000);
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return page.findChild<Widget *>(QLatin1String(name));
    }

    ui::CodeEditor &code() { return *find<ui::CodeEditor>("exportCode"); }
    QListView &targets() { return *find<QListView>("exportTargets"); }
    QListView &losses() { return *find<QListView>("losses"); }

    /// A click on the target; true when its preview has come.
    bool choose(ui::ExportTarget target)
    {
        const QModelIndex row = targets().model()->index(static_cast<int>(target), 0);
        QTest::mouseClick(targets().viewport(), Qt::LeftButton, {}, targets().visualRect(row).center());
        return isWritten();
    }

    QString visibleText()
    {
        QStringList texts;
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }

    ui::Document document;
    ui::ExportPage page;
    bool opened = false;
};

} // namespace keywright::test
