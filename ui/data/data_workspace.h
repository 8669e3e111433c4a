#pragma once

#include <QWidget>

#include "ui/data/item_filter.h"
#include "ui/data/item_json.h"
#include "ui/data/item_table_model.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace keywright::ui {

class Grid;
class MessagePage;
class NoticeStrip;
class SearchField;

/// The Data workspace: what a table or an index holds, read from the connection of the document.
class DataWorkspace : public QWidget {
    Q_OBJECT

public:
    explicit DataWorkspace(Document &document, QWidget *parent = nullptr);

    void showPlace(int tableRow, const QString &index);

signals:
    /// The person wants the tables as the model says they are.
    void resetWanted();

private:
    void buildBar(QVBoxLayout &layout);
    void buildActions();
    void connectDocument();
    void showModel();
    void readPlace();
    void showState();
    void showEmptyState();
    QString loadedText() const;
    void fitNewColumns();
    void selectItem(const QModelIndex &current);
    void followSelection();
    void copy(JsonForm form);
    std::vector<const value::Item *> selectedItems() const;

    Document &m_document;
    NoticeStrip *m_earlierState;
    ItemTableModel *m_items;
    ItemFilter *m_filter;
    std::vector<Place> m_places;
    QComboBox *m_place;
    SearchField *m_search;
    QLabel *m_count;
    QPushButton *m_loadMore;
    QToolButton *m_refresh;
    QToolButton *m_copy;
    Grid *m_grid;
    MessagePage *m_message;
    QPushButton *m_again;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
