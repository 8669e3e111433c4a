#pragma once

#include <QWidget>

#include "ui/document/document.h"

class QSortFilterProxyModel;
class QStackedLayout;
class QTreeView;

namespace keywright::ui {

class MessagePage;
class NavigatorModel;
class SearchField;

/// The tree of the model with its filter. Selecting in it selects in the document, and the other way round.
class Navigator : public QWidget {
    Q_OBJECT

public:
    explicit Navigator(Document &document, QWidget *parent = nullptr);

signals:
    /// A person opened a row (Enter or double click): show it in its workspace.
    void opened(const Selection &selection);

private:
    void buildTree();
    void showModel();
    void filter(const QString &text);
    void expandFirst();
    void takeCurrent(const QModelIndex &current);
    void followSelection();

    Document &m_document;
    NavigatorModel *m_tree;
    QSortFilterProxyModel *m_filtered;
    SearchField *m_search;
    QTreeView *m_view;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
