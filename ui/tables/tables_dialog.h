#pragma once

#include <QDialog>

#include "ui/connections/connections.h"
#include "ui/document/background.h"
#include "ui/tables/table_facts.h"

class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QStringListModel;
class QTabWidget;
class QToolButton;

namespace keywright::ui {

class BackupsPage;
class CodeEditor;
class ConnectionChoice;
class DefinitionDialog;
class Grid;
class MessagePage;
class TextTableModel;

/// The tables of a connection: what each is like, and creating, changing, cloning, backing up and deleting them. Show it with
/// open().
class TablesDialog : public QDialog {
    Q_OBJECT

public:
    explicit TablesDialog(Connections &connections, QWidget *parent = nullptr);

    ConnectionChoice &connection() const { return *m_connection; }
    QString table() const;
    /// Shows it as soon as it is known to be there.
    void select(const QString &table);
    bool isBusy() const { return m_isListing || m_isDescribing; }

private:
    QWidget *makeList();
    QWidget *makePage();
    QWidget *makeTools();
    void refresh();
    void takeNames(const TableNames &names);
    void describe();
    void takeFacts(TableFacts facts);
    void showState();
    /// The table is the workspace's own and in the model, which is where it is changed.
    bool followsModel() const;
    void createTable();
    void changeTable();
    void cloneTable();
    void deleteTable();
    void openDefinition(DefinitionDialog *dialog);
    /// And shows this table when it is there.
    void refreshAt(const QString &table);
    void openDialog(QDialog *dialog);

    Connections &m_connections;
    ConnectionChoice *m_connection;
    QStringListModel *m_names;
    QSortFilterProxyModel *m_filtered;
    QListView *m_list;
    TextTableModel *m_rows;
    TextTableModel *m_indexRows;
    Grid *m_facts;
    Grid *m_indexes;
    CodeEditor *m_definition;
    BackupsPage *m_backups;
    QTabWidget *m_tabs;
    MessagePage *m_message;
    QPushButton *m_again = nullptr;
    QPushButton *m_first = nullptr;
    QStackedWidget *m_pages;
    QToolButton *m_create = nullptr;
    QPushButton *m_change = nullptr;
    QPushButton *m_clone = nullptr;
    QPushButton *m_delete = nullptr;
    QString m_wanted;
    std::optional<ConnectionProblem> m_problem;
    std::optional<TableFacts> m_shown;
    bool m_isListing = false;
    bool m_isDescribing = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    Background m_background;
};

} // namespace keywright::ui
