#include "tests/stories/window/window_story.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QListView>
#include <QMenu>
#include <QToolButton>

#include "ui/code/code_editor.h"
#include "ui/design/design_workspace.h"
#include "ui/design/entity_choice.h"
#include "ui/design/pattern_model.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/document/text.h"
#include "ui/export/export_page.h"
#include "ui/importing/import_dialog.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

namespace keywright::test {

namespace {

constexpr int kStoryPatience = 60'000;

/// Ends the test where a wait was in vain.
void expect(bool come, const char *what)
{
    if (!come)
        qFatal("%s did not come.", what);
}

} // namespace

WindowStory::WindowStory()
{
    m_opened.window.resize(1280, 800);
    expect(QTest::qWaitForWindowActive(&m_opened.window), "The window");
}

void WindowStory::import(const QString &file, const QString &partitionKey, const QString &sortKey, const QString &table)
{
    ui::setNextFileAnswer(file);
    QTest::keyClick(&m_opened.window, Qt::Key_I, Qt::ControlModifier);
    auto *dialog = find<ui::ImportDialog>("importDialog");
    const auto isRead = [dialog] { return dialog->state() == ui::ImportDialog::State::Read; };
    expect(QTest::qWaitFor([dialog] { return dialog->state() != ui::ImportDialog::State::Reading; }, kStoryPatience), "The preview");
    const auto pick = [&](const char *chooser, const QString &attribute) {
        auto *box = dialog->findChild<QComboBox *>(QLatin1String(chooser));
        const int row = box->findText(attribute, Qt::MatchStartsWith);
        if (attribute.isEmpty() || row < 0)
            return;
        box->setFocus();
        while (box->currentIndex() != row)
            QTest::keyClick(box, box->currentIndex() < row ? Qt::Key_Down : Qt::Key_Up);
    };
    if (!table.isEmpty()) {
        auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("importTable"));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, table);
    }
    pick("importPartitionKey", partitionKey);
    pick("importSortKey", sortKey);
    ui::ToggleSwitch &infer = dialog->findChild<ui::ToggleField *>(QStringLiteral("importInfer"))->toggle();
    if (!infer.isChecked())
        QTest::mouseClick(&infer, Qt::LeftButton);
    auto *open = dialog->findChild<QPushButton *>(QStringLiteral("importOpen"));
    expect(QTest::qWaitFor([&] { return isRead() && open->isEnabled(); }, kStoryPatience), "The whole reading");
    QTest::mouseClick(open, Qt::LeftButton);
    expect(QTest::qWaitFor([this] { return document().stage() == ui::Document::Stage::Ready && isLookedOver(); }, kStoryPatience),
           "The model");
}

bool WindowStory::isLookedOver()
{
    return !m_opened.window.problems().isChecking();
}

void WindowStory::goTo(ui::MainWindow::Workspace workspace)
{
    m_opened.window.activateWindow();
    QTest::keyClick(&m_opened.window, static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(workspace)), Qt::ControlModifier);
}

int WindowStory::rowOf(const QString &pattern) const
{
    int row = 0;
    for (const model::AccessPattern &each : model().accessPatterns) {
        if (ui::toQString(each.name) == pattern)
            return row;
        ++row;
    }
    qFatal("There is no access pattern %s.", qPrintable(pattern));
}

void WindowStory::fill(const char *field, const QString &text)
{
    auto *line = find<ui::TextField>(field);
    line->setFocus();
    line->line().selectAll();
    QTest::keyClick(&line->line(), Qt::Key_Delete);
    QTest::keyClicks(&line->line(), text);
    QTest::keyClick(&line->line(), Qt::Key_Return);
    if (!line->refusal().isEmpty())
        qFatal("%s refuses %s: %s", field, qPrintable(text), qPrintable(line->refusal()));
}

void WindowStory::choose(const char *field, const QStringList &entities)
{
    auto *choice = find<ui::EntityChoice>(field);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Space);
    QMenu &menu = choice->choices();
    expect(QTest::qWaitFor([&menu] { return menu.isVisible(); }, kStoryPatience), "The menu of entities");
    // First those that are wanted: a pattern is always about something.
    for (const bool wanted : {true, false})
        for (QAction *action : menu.actions())
            if (entities.contains(action->text()) == wanted && action->isChecked() != wanted)
                QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(action).center());
    QTest::keyClick(&menu, Qt::Key_Escape);
}

void WindowStory::addEmptyPattern(const QString &entity)
{
    goTo(ui::MainWindow::Workspace::Design);
    m_opened.window.design().showView(ui::DesignWorkspace::AccessPatternsView);
    int row = 0;
    while (ui::toQString(model().entities.at(static_cast<std::size_t>(row)).name) != entity)
        ++row;
    document().select({.kind = ui::Selection::Kind::Entity, .row = row});
    m_opened.window.design().patterns().addPattern();
}

void WindowStory::addPatternAsText(const QStringList &entities, const std::string &text)
{
    addEmptyPattern(entities.front());
    auto *details = find<QTabWidget>("patternDetail");
    QTest::mouseClick(details->tabBar(), Qt::LeftButton, {}, details->tabBar()->tabRect(ui::PatternView::Text).center());
    auto *editor = find<QWidget>("patternText")->findChild<ui::CodeEditor *>();
    QGuiApplication::clipboard()->setText(ui::toQString(text));
    QWidget *view = editor->focusProxy();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(view, Qt::Key_V, Qt::ControlModifier);
    press("applyText");
    expect(QTest::qWaitFor([this] { return isLookedOver(); }, kStoryPatience), "The judgement");
}

void WindowStory::redesignKey(const QString &table, const QString &key, const QString &entity, const QString &keyTemplate)
{
    int row = 0;
    while (ui::toQString(model().tables.at(static_cast<std::size_t>(row)).definition.name) != table)
        ++row;
    document().select({.kind = ui::Selection::Kind::Table, .row = row});
    expect(m_opened.fill("partitionKey.0", key), "The key");
    for (row = 0; ui::toQString(model().entities.at(static_cast<std::size_t>(row)).name) != entity;)
        ++row;
    document().select({.kind = ui::Selection::Kind::Entity, .row = row});
    expect(m_opened.fill(("template." + key).toLatin1().constData(), keyTemplate), "The key template");
    expect(QTest::qWaitFor([this] { return isLookedOver(); }, kStoryPatience), "The judgement");
}

void WindowStory::saveExport(ui::ExportTarget target, const QString &file)
{
    auto *targets = find<QListView>("exportTargets");
    const QModelIndex row = targets->model()->index(static_cast<int>(target), 0);
    QTest::mouseClick(targets->viewport(), Qt::LeftButton, {}, targets->visualRect(row).center());
    const ui::ExportPage *page = m_opened.window.exports().findChild<ui::ExportPage *>();
    expect(QTest::qWaitFor([page] { return !page->isWriting(); }, kStoryPatience), "The export");
    ui::setNextFileAnswer(file);
    press("saveExport");
    expect(QTest::qWaitFor([&file] { return QFile::exists(file); }, kStoryPatience), "The file");
}

void WindowStory::addPattern(const QString &name, const QStringList &entities, const QString &where, const QString &perSecond)
{
    addEmptyPattern(entities.front());
    fill("patternName", name);
    choose("patternEntities", entities);
    fill("patternRate", perSecond);
    choose("expectedEntities", entities);
    fill("expectedWhere", where);
}

void WindowStory::select(const QString &pattern, ui::PatternView::Detail detail)
{
    document().select({.kind = ui::Selection::Kind::AccessPattern, .row = rowOf(pattern)});
    auto *details = find<QTabWidget>("patternDetail");
    QTest::mouseClick(details->tabBar(), Qt::LeftButton, {}, details->tabBar()->tabRect(detail).center());
    expect(QTest::qWaitFor([this] { return isLookedOver(); }, kStoryPatience), "The judgement");
}

void WindowStory::takeSuggestion(const QString &pattern)
{
    select(pattern, ui::PatternView::Keys);
    press("suggest");
    const auto isSuggested = [this] { return m_opened.window.findChild<QPushButton *>(QStringLiteral("applySuggestion0")) != nullptr; };
    if (!QTest::qWaitFor(isSuggested, 20'000)) {
        QStringList said;
        for (const QLabel *label : find<QWidget>("suggestionPage")->findChildren<QLabel *>())
            said << label->text();
        qFatal("No suggestion for %s: %s", qPrintable(pattern), qPrintable(said.join(QLatin1Char('\n'))));
    }
    press("applySuggestion0");
    expect(QTest::qWaitFor([this] { return isLookedOver(); }, kStoryPatience), "The judgement");
}

QString WindowStory::whatDiffers(int row) const
{
    QString text;
    if (const auto verified = m_opened.runner.lastVerification(row)) {
        for (const model::Difference &difference : verified->differences)
            text += QStringLiteral(": ") + ui::toQString(model::textOf(difference));
        if (!verified->message.empty())
            text += QStringLiteral(": ") + ui::toQString(verified->message);
    }
    return text;
}

QStringList WindowStory::verifyAll()
{
    goTo(ui::MainWindow::Workspace::Design);
    m_opened.window.design().showView(ui::DesignWorkspace::AccessPatternsView);
    expect(QTest::qWaitFor([this] { return document().stage() == ui::Document::Stage::Ready && find<QPushButton>("runAll")->isEnabled(); },
                           kStoryPatience),
           "The tables");
    press("runAll");
    expect(QTest::qWaitFor([this] { return !m_opened.runner.isRunning(); }, kStoryPatience), "The end of the run");
    const QAbstractItemModel &grid = *find<QTableView>("accessPatterns")->model();
    QStringList statuses;
    for (int row = 0; row < grid.rowCount(); ++row)
        statuses << grid.index(row, ui::PatternModel::Status).data().toString() + whatDiffers(row);
    return statuses;
}

int WindowStory::takeAdvice(const std::string &rule)
{
    auto *grid = find<QTableView>("problems");
    const ui::ProblemsModel &problems = m_opened.window.problems().problems();
    for (int taken = 0;; ++taken) {
        int row = 0;
        while (row < problems.rowCount()
               && !(problems.adviceAt(row) && problems.adviceAt(row)->fix && problems.adviceAt(row)->rule == rule))
            ++row;
        if (row == problems.rowCount())
            return taken;
        grid->selectRow(row);
        press("applyFix");
        expect(QTest::qWaitFor([this] { return isLookedOver(); }, kStoryPatience), "The advice");
    }
}

} // namespace keywright::test
