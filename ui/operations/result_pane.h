#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/operations/known_table.h"
#include "ui/operations/operation_runner.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QStandardItemModel;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace keywright::ui {

class CodeEditor;
class ExplainPage;
class Grid;
class MessagePage;
class ResultItems;
class TextTableModel;

/// What came of an operation: its items as a grid, a tree and JSON, what it touched, page by page; or why it was refused.
class ResultPane : public QWidget {
    Q_OBJECT

public:
    enum View { ItemsView, TreeView, JsonView, ExplainView };

    ResultPane(Document &document, OperationRunner &runner, QWidget *parent = nullptr);

    void setTables(const KnownTables &tables) { m_tables = tables; }
    void showView(View view);
    /// Puts further pages behind the others: generated code, history.
    void addPage(QWidget *page, const QString &title);
    ResultItems &items() { return *m_items; }
    ExplainPage &explain() { return *m_explain; }
    bool isExporting() const { return m_exporting; }
    /// All pages of the operation into a file, whose name's end says the format.
    void exportTo(const QString &file);

signals:
    void runWanted();

private:
    struct Exported {
        qint64 items = 0;
        bool stopped = false;
        QString error;
    };

    QWidget *makeBar();
    QWidget *makeRefusal();
    QToolButton *addTool(QHBoxLayout &row, const char *iconName, const QString &name, const char *id);
    void showState();
    void showPage();
    void showRefusal(const session::OperationRun &run);
    void showAnswer(const session::OperationRun &run);
    QString summaryOf(const session::OperationRun &run) const;
    void say(const QString &sentence);
    void copy(const QString &text, const QString &said);
    void askAndExport();
    void takeExported(const Exported &exported, const QString &file);

    Document &m_document;
    OperationRunner &m_runner;
    KnownTables m_tables;
    ResultItems *m_items;
    QStandardItemModel *m_treeItems;
    TextTableModel *m_reasons;
    QTabWidget *m_tabs;
    QStackedLayout *m_stack; ///< of the items' tab: message, refusal, grid
    MessagePage *m_message;
    QPushButton *m_run;
    QWidget *m_refusal = nullptr;
    MessagePage *m_refused;
    Grid *m_reasonGrid;
    Grid *m_grid;
    QTreeView *m_tree;
    CodeEditor *m_json;
    ExplainPage *m_explain;
    QLabel *m_summary;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QToolButton *m_back = nullptr;
    QToolButton *m_forward = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_export = nullptr;
    bool m_exporting = false;
    Background m_background;
};

} // namespace keywright::ui
