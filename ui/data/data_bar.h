#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QTimer;
class QToolButton;

namespace keywright::ui {

class EditLine;
class FieldNote;
class SearchField;

/// What stands above the items: where they come from and how they are shown, what is looked for among them, and what can be
/// done with them.
class DataBar : public QWidget {
    Q_OBJECT

public:
    explicit DataBar(QWidget *parent = nullptr);

    QComboBox &source() const { return *m_source; }
    QComboBox &place() const { return *m_place; }
    QComboBox &view() const { return *m_view; }
    SearchField &search() const { return *m_search; }
    QLabel &count() const { return *m_count; }
    QMenu &columns() const { return *m_columns; }
    /// Shows the table as it was.
    QToolButton &past() const { return *m_past; }

    /// Stands beside the source.
    void addConnection(QWidget *choice);

    QString filter() const;
    void refuseFilter(const QString &sentence);

    /// What the selection allows.
    void setSelected(int items);
    void setEditable(bool editable);
    /// Items can be generated and imported; else `why` not.
    void setFillable(bool fillable, const QString &why);
    void setReadable(bool readable);
    void setListing(bool listing);

signals:
    void questionChanged();
    void stopWanted();
    void addWanted();
    void duplicateWanted();
    void deleteWanted();
    void copyWanted();
    void refreshWanted();
    void generateWanted();
    void importWanted();
    /// From a folder that DynamoDB's export to S3 made.
    void importExportWanted();
    void exportWanted();
    void commitWanted();

private:
    void buildChoosers(QHBoxLayout &row);
    void buildSearch(QHBoxLayout &row);
    void buildEdits(QHBoxLayout &row);
    QToolButton *addButton(QHBoxLayout &row, const char *iconName, const QString &name, const char *objectName, void (DataBar::*wanted)());
    QWidget *makeFilterRow();

    QHBoxLayout *m_choosers = nullptr;
    QComboBox *m_source;
    QComboBox *m_place;
    QComboBox *m_view;
    SearchField *m_search;
    QToolButton *m_filterButton;
    QToolButton *m_columnsButton;
    QMenu *m_columns;
    QLabel *m_count;
    QPushButton *m_stop;
    QTimer *m_typing; ///< a search begins when the person pauses
    QWidget *m_filterRow = nullptr;
    EditLine *m_filter;
    FieldNote *m_filterNote;
    QToolButton *m_add = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_delete = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_refresh = nullptr;
    QToolButton *m_past = nullptr;
    QToolButton *m_generate = nullptr;
    QToolButton *m_import = nullptr;
    QToolButton *m_export = nullptr;
    QToolButton *m_commit = nullptr;
    bool m_editable = false;
    int m_selected = 0;
};

} // namespace keywright::ui
