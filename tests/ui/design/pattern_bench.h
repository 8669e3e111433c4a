#pragma once

#include <QLabel>
#include <QTableView>
#include <QTest>

#include "core/model/edits.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/design/design_workspace.h"
#include "ui/document/adviser.h"

namespace keywright::test {

/// The access patterns of an opened model, shown and ready.
struct PatternBench {
    explicit PatternBench(const QString &file) : runner(document), adviser(document), design(document, runner, adviser)
    {
        design.resize(1000, 700);
        design.show();
        design.activateWindow();
        design.showView(ui::DesignWorkspace::AccessPatternsView);
        if (!openAndWait(document, file) || !QTest::qWaitFor([this] { return !adviser.isLooking(); }, 20'000))
            qFatal("The model did not open.");
        grid = find<QTableView>("accessPatterns");
    }
    ~PatternBench() { document.close(); }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return design.findChild<Widget *>(QLatin1String(name));
    }

    bool waitForRun()
    {
        return QTest::qWaitFor([this] { return !runner.isRunning(); }, 30'000);
    }

    QString cell(int row, int column) const { return grid->model()->index(row, column).data().toString(); }
    QString summary() { return find<QLabel>("patternSummary")->text(); }

    /// What the labels below a widget say, a line each.
    QString textOf(const char *name)
    {
        QStringList texts;
        for (const QLabel *label : find<QWidget>(name)->findChildren<QLabel *>())
            if (label->isVisibleTo(find<QWidget>(name)))
                texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }

    const model::AccessPattern &pattern(int row) const { return document.model()->accessPatterns[static_cast<std::size_t>(row)]; }

    int rowOf(const std::string &name) const
    {
        int row = 0;
        for (const model::AccessPattern &each : document.model()->accessPatterns) {
            if (each.name == name)
                return row;
            ++row;
        }
        return -1;
    }

    template <typename Change>
    void changePattern(int row, Change change)
    {
        model::AccessPattern changed = pattern(row);
        change(changed);
        document.edit([&](const model::Model &model) { return model::changeAccessPattern(model, changed); });
        document.endCoalescing();
    }

    ui::Document document;
    ui::PatternRunner runner;
    ui::Adviser adviser;
    ui::DesignWorkspace design;
    QTableView *grid = nullptr;
};

} // namespace keywright::test
