#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/design/key_chart_model.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/inspector/part_edits.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace keywright::ui {

class EditLine;
class Grid;
class MessagePage;

/// The key chart with its chooser of tables. Names and key templates are edited in place; a new column is a new index.
/// Selecting a row selects the entity in the document, and the other way round.
class KeyChart : public QWidget {
    Q_OBJECT

public:
    explicit KeyChart(Document &document, QWidget *parent = nullptr);

private:
    void buildGrid();
    void buildBar(QVBoxLayout &layout);
    void showModel();
    void showTable(int table);
    void showEmptyPage();
    void selectEntity(int row);
    void followSelection();
    EditLine *makeLine(const QModelIndex &index) const;
    Refusal takeCell(const QModelIndex &index, const QString &text);
    void clearCell();
    void addEntity();
    void addIndex(bool local);
    void editCell(const QModelIndex &index);
    void findClashes();

    Document &m_document;
    PartEdits m_edits;
    KeyChartModel *m_chart;
    QComboBox *m_tables;
    QLabel *m_count;
    FieldNote *m_note;
    Grid *m_grid;
    MessagePage *m_empty;
    QPushButton *m_addEntity = nullptr;
    QPushButton *m_addIndex = nullptr;
    QPushButton *m_start = nullptr; ///< of the empty page
    QStackedLayout *m_pages;
    QTimer m_clashTimer;
    quint64 m_clashRequest = 0; ///< answers of earlier ones are dropped
    std::shared_ptr<const model::Model> m_shown;
    bool m_updating = false; ///< the chart takes over a new model, so what is current means nothing
    int m_columns = 0;       ///< that the widths were made for
    Background m_background;
};

} // namespace keywright::ui
