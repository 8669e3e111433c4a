#pragma once

#include <QWidget>

#include "ui/data/hidden_columns.h"
#include "ui/data/item_editing.h"
#include "ui/data/item_json.h"
#include "ui/data/item_table_model.h"
#include "ui/data/sample_tables.h"
#include "ui/document/document.h"

class QComboBox;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class DataBar;
class DriftDialog;
class DriftWatch;
class Grid;
class MessagePage;
class NoticeStrip;

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
    /// The person wants the model's tables on a connection.
    void commitWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildActions();
    QAction *addGridAction(const char *iconName, const QString &text, const QKeySequence &shortcut, void (DataWorkspace::*act)());
    void connectDocument();
    void connectBar();
    void connectGrid();
    /// The tables are no longer made of the sample data alone, so that they are two things to look at.
    bool isApart() const;
    bool showsOwnSampleTables() const;
    void showSources();
    void followSource();
    void lookForDrift();
    void showDrift();
    /// The dialog that says which items differ.
    DriftDialog *openDrift();
    void editCell(const QModelIndex &cell);
    void editCurrent();
    void editCurrentItem();
    void duplicateCurrent();
    void deleteSelected();
    void generateItems();
    void importItems();
    void importExport();
    void importFrom(const QString &path);
    void exportItems();
    void showColumns();
    void hideColumns();
    void showModel();
    void showViews();
    void readPlace();
    void refresh();
    /// Rows are numbers, and the items behind them move when others come, go, or are found to stand elsewhere.
    void keepSelection();
    void rememberSelection();
    /// After an edit the inspector shows the item as it is now.
    void renewSelectedItem();
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
    ItemEditing *m_editing;
    SampleTables *m_sampleTables;
    DriftWatch *m_drift;
    QPushButton *m_showDrift;
    QPushButton *m_takeOver;
    HiddenColumns m_hiddenColumns;
    std::vector<Place> m_places;
    std::vector<value::Item> m_selectedKeys; ///< what is selected, wherever it stands
    bool m_restoring = false;
    std::optional<value::Item> m_currentKey;
    QString m_facetProblem;
    bool m_needsFit = false; ///< columns get their widths once their first rows are there
    DataBar *m_bar;
    QComboBox *m_place;
    QComboBox *m_view;
    Grid *m_grid;
    MessagePage *m_message;
    QPushButton *m_addFirst;
    QPushButton *m_generateFirst;
    QPushButton *m_importFirst;
    QPushButton *m_again;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
