#pragma once

#include <QWidget>

#include "core/session/table_backups.h"
#include "ui/connections/connections.h"
#include "ui/data/hidden_columns.h"
#include "ui/data/item_editing.h"
#include "ui/data/item_json.h"
#include "ui/data/item_table_model.h"
#include "ui/data/sample_tables.h"
#include "ui/document/document.h"
#include "ui/parts/message_page.h"

class QComboBox;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class ConnectionChoice;
class DataBar;
class DriftDialog;
class DriftWatch;
class Grid;
class LiveTables;
class NoticeStrip;
class TimeStrip;

/// The Data workspace: what a table or an index holds, of the document's own tables or on any connection, by item collection,
/// as a plain grid or as a facet shows it.
class DataWorkspace : public QWidget {
    Q_OBJECT

public:
    explicit DataWorkspace(Connections &connections, QWidget *parent = nullptr);

    ConnectionChoice &connectionChoice() const { return *m_connection; }

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
    void connectConnections();
    void connectBar();
    void connectGrid();
    /// The tables are no longer made of the sample data alone, so that they are two things to look at.
    bool isApart() const;
    bool showsOwnSampleTables() const;
    /// Tables of a connection are shown, not the document's.
    bool isElsewhere() const;
    /// Of what is shown; null without any.
    const std::shared_ptr<const model::Model> &model() const;
    std::shared_ptr<connection::Connection> connection() const;
    std::vector<Place> placesNow() const;
    void followConnection();
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
    void showCount();
    void showFailure();
    void connectPast();
    /// A table of the workspace's own, which an index is not.
    bool canShowPast() const;
    bool isPast() const;
    void followPast();
    void takeMoment();
    void restorePast(const session::RestoreSource &source, const session::Recovery &recovery);
    void showEmptyState();
    bool isTableEmpty() const;
    MessagePage::Content emptyContent() const;
    MessagePage::Content contentElsewhere() const;
    QString countedElsewhere() const;
    QString countedText() const;
    void fitNewColumns();
    void selectItem(const QModelIndex &current);
    void followSelection();
    void copy(JsonForm form);
    ItemSource source() const;
    const model::Facet *facet() const;
    std::vector<int> selectedRows() const;
    std::vector<std::shared_ptr<const value::Item>> selectedItems() const;

    Connections &m_connections;
    Document &m_document;
    ConnectionChoice *m_connection;
    LiveTables *m_live;
    std::shared_ptr<connection::Connection> m_followed; ///< that the choice named last
    QString m_retrying;                                 ///< why an endpoint is asked once more
    NoticeStrip *m_failure;
    TimeStrip *m_time;
    bool m_wasPast = false; ///< what was read last
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
