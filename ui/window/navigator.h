#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/inspector/part_edits.h"

class QAction;
class QMenu;
class QPushButton;
class QSortFilterProxyModel;
class QStackedLayout;
class QToolButton;
class QTreeView;

namespace keywright::ui {

class MessagePage;
class NavigatorModel;
class SearchField;

/// The tree of the model with its filter, and the commands that make, rename, duplicate and remove what is in it.
/// Selecting in it selects in the document, and the other way round.
class Navigator : public QWidget {
    Q_OBJECT

public:
    explicit Navigator(Document &document, QWidget *parent = nullptr);

    /// New table, New entity and so on: for menus and the palette.
    const QList<QAction *> &makers() const { return m_makers; }

signals:
    /// A person opened a row (Enter or double click): show it in its workspace.
    void opened(const Selection &selection);
    /// What there is to do with a table on a connection.
    void tablesWanted(const QString &table);

private:
    void buildTree();
    void buildActions();
    QAction *makeAction(const char *id, const QString &text, const QString &iconName, const QKeySequence &shortcut,
                        const std::function<void()> &trigger);
    void buildBar();
    void buildEmptyPage();
    void showModel();
    void filter(const QString &text);
    void expandFirst();
    void takeCurrent(const QModelIndex &current);
    void followSelection();
    void showActions();
    void showMenu(const QPoint &at);
    void create(Selection::Kind kind);
    /// Shows the reason, or opens the name of what was made.
    void takeMade(const Refusal &refusal);
    void editName();
    Selection current() const;

    Document &m_document;
    PartEdits m_edits;
    NavigatorModel *m_tree;
    QSortFilterProxyModel *m_filtered;
    SearchField *m_search;
    QToolButton *m_add;
    FieldNote *m_note;
    QTreeView *m_view;
    MessagePage *m_empty;
    QPushButton *m_firstTable = nullptr;
    QStackedLayout *m_pages;
    QMenu *m_menu;
    QList<QAction *> m_makers;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_remove = nullptr;
    std::shared_ptr<const model::Model> m_shown;
    bool m_updating = false; ///< the tree takes over a new model, so what is current means nothing
};

} // namespace keywright::ui
