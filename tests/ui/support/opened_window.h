#pragma once

#include <QLabel>
#include <QStackedWidget>
#include <QTest>

#include "ui/window/main_window.h"
#include "ui/window/problems_pane.h"

namespace keywright::test {

/// A shown window with nothing open.
struct Opened {
    Opened() : runner(document), window(document, runner)
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
    }

    bool open(const QString &file)
    {
        window.open(file);
        return QTest::qWaitFor(
            [this] {
                return (document.stage() == ui::Document::Stage::Ready || document.stage() == ui::Document::Stage::Failed)
                    && !window.problems().isChecking();
            },
            20'000);
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QLatin1String(name));
    }

    QWidget *page() { return find<QStackedWidget>("pages")->currentWidget(); }

    QString inspectorText()
    {
        QStringList texts;
        for (const QLabel *label : find<QWidget>("inspector")->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }

    ui::Document document;
    ui::PatternRunner runner;
    ui::MainWindow window;
};

} // namespace keywright::test
