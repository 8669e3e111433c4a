#pragma once

#include <QLabel>
#include <QLineEdit>
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
        for (const QLineEdit *line : find<QWidget>("inspector")->findChildren<QLineEdit *>())
            texts << line->text();
        return texts.join(QLatin1Char('\n'));
    }

    QString inspectorTitle()
    {
        if (const auto *name = find<QLineEdit>("inspectorName"))
            return name->text();
        const auto *title = find<QLabel>("inspectorTitle");
        return title ? title->text() : QString();
    }

    /// Types into a line in place of what it holds, and presses Enter.
    bool fill(const char *line, const QString &text)
    {
        auto *edit = find<QLineEdit>(line);
        if (!edit || !edit->isEnabled())
            return false;
        edit->setFocus();
        edit->selectAll();
        if (text.isEmpty())
            QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
        return true;
    }

    ui::Document document;
    ui::PatternRunner runner;
    ui::MainWindow window;
};

} // namespace keywright::test
