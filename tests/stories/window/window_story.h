#pragma once

#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

#include "tests/ui/support/opened_window.h"
#include "ui/design/pattern_view.h"
#include "ui/export/export_target.h"

namespace keywright::test {

/// One person works through a story in the window, with mouse and keyboard. What cannot be done ends the test with a message.
class WindowStory {
public:
    WindowStory();
    ~WindowStory() { m_opened.document.close(); }

    /// File, Import…: the key is chosen where the file holds items, and entities are proposed.
    void import(const QString &file, const QString &partitionKey = {}, const QString &sortKey = {}, const QString &table = {});

    /// Adds an access pattern and fills its form: what it is about, what must come back, how often it is asked.
    void addPattern(const QString &name, const QStringList &entities, const QString &where, const QString &perSecond);
    /// The same with the whole pattern typed as text.
    void addPatternAsText(const QStringList &entities, const std::string &text);
    /// Another partition key for the table, built by the entity's template.
    void redesignKey(const QString &table, const QString &key, const QString &entity, const QString &keyTemplate);
    /// Saves what the target gives.
    void saveExport(ui::ExportTarget target, const QString &file);
    /// Asks for suggestions for the pattern and applies the first.
    void takeSuggestion(const QString &pattern);
    /// Runs every access pattern, and gives what the grid says of each: "Verified" and so on, with what differs.
    QStringList verifyAll();
    /// Does the fixes of a rule's advice, one after the other; gives how many there were.
    int takeAdvice(const std::string &rule);

    /// By its shortcut.
    void goTo(ui::MainWindow::Workspace workspace);

    template <typename Widget>
    Widget *find(const char *name)
    {
        auto *found = m_opened.window.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("There is no %s.", name);
        return found;
    }
    void press(const char *button) { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }

    ui::MainWindow &window() { return m_opened.window; }
    ui::Document &document() { return m_opened.document; }
    const model::Model &model() const { return *m_opened.document.model(); }
    int rowOf(const QString &pattern) const;

private:
    void addEmptyPattern(const QString &entity);
    void fill(const char *field, const QString &text);
    void choose(const char *field, const QStringList &entities);
    void select(const QString &pattern, ui::PatternView::Detail detail);
    bool isLookedOver();
    /// Of the last verification; empty where nothing does.
    QString whatDiffers(int row) const;

    Opened m_opened;
};

} // namespace keywright::test
