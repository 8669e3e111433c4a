#pragma once

#include <QTabWidget>

#include "tests/ui/design/pattern_bench.h"
#include "ui/code/code_editor.h"
#include "ui/design/pattern_view.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"

namespace keywright::test {

/// The form of one pattern, of the shop unless another file is named.
struct FormBench : PatternBench {
    explicit FormBench(const std::string &pattern = "Cart of a user", ui::PatternView::Detail tab = ui::PatternView::Definition,
                       const QString &file = test::onlineShop())
        : PatternBench(file)
    {
        row = rowOf(pattern);
        document.select({.kind = ui::Selection::Kind::AccessPattern, .row = row});
        find<QTabWidget>("patternDetail")->setCurrentIndex(tab);
    }

    const model::AccessPattern &now() const { return pattern(row); }
    const model::Operation &operation() const { return now().steps.front().operation; }

    ui::TextField *type(const QByteArray &name, const QString &text)
    {
        auto *field = find<ui::TextField>(name);
        if (!field)
            qFatal("There is no field %s.", name.constData());
        field->setFocus();
        field->line().selectAll();
        QTest::keyClicks(&field->line(), text);
        QTest::keyClick(&field->line(), Qt::Key_Return);
        return field;
    }

    void choose(const QByteArray &name, const QString &text)
    {
        auto &chooser = find<ui::ChoiceField>(name)->chooser();
        if (chooser.findText(text) < 0)
            qFatal("There is no choice %s.", qPrintable(text));
        chooser.setFocus();
        // A choice may make its fields anew.
        for (auto *now = &chooser; now->currentText() != text; now = &find<ui::ChoiceField>(name)->chooser())
            QTest::keyClick(now, now->currentIndex() < now->findText(text) ? Qt::Key_Down : Qt::Key_Up);
    }

    void typeText(const QString &text)
    {
        QWidget *view = editor()->focusProxy();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(view, text);
    }

    ui::CodeEditor *editor() { return find<QWidget>("patternText")->findChild<ui::CodeEditor *>(); }
    QString parameterNames() const
    {
        QStringList names;
        for (const model::Parameter &parameter : now().parameters)
            names << QString::fromStdString(parameter.name);
        return names.join(QLatin1Char(' '));
    }

    int row = 0;
};

} // namespace keywright::test
