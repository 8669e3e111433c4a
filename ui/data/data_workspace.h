#pragma once

#include <QWidget>

#include "ui/data/item_json.h"
#include "ui/data/item_table_model.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;
class QTimer;
class QPushButton;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace keywright::ui {

class Grid;
class MessagePage;
class NoticeStrip;
class SearchField;

/// The Data workspace: what a table or an index holds, read from the connection of the document, by item collection, as a
/// plain grid or as a facet shows it.
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
    void showViews();
    void readPlace();
    void refresh();
    /// Rows are numbers, and the items behind them move when others come, go, or are found to stand elsewhere.
    void keepSelection();
    void rememberSelection();
    std::vector<value::Item> selectedKeys() const;
    void ask();
    void sortBy(int column);
    void showState();
    void showEmptyState();
    QString countedText() const;
    void fitNewColumns();
    void selectItem(const QModelIndex &current);
    void followSelection();
    void copy(JsonForm form);
    ItemSource source() const;
    const model::Facet *facet() const;
    std::vector<int> selectedRows() const;
    std::vector<std::shared_ptr<const value::Item>> selectedItems() const;

    Document &m_document;
    NoticeStrip *m_earlierState;
    ItemTableModel *m_items;
    std::vector<Place> m_places;
    std::vector<value::Item> m_selectedKeys; ///< what is selected, wherever it stands
    bool m_restoring = false;
    std::optional<value::Item> m_currentKey;
    QString m_facetProblem;
    bool m_needsFit = false; ///< columns get their widths once their first rows are there
    QComboBox *m_place;
    QComboBox *m_view;
    SearchField *m_search;
    QLabel *m_count;
    QPushButton *m_stop;
    QTimer *m_typing; ///< a search begins when the person pauses
    QToolButton *m_refresh;
    QToolButton *m_copy;
    Grid *m_grid;
    MessagePage *m_message;
    QPushButton *m_again;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
