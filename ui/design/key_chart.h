#pragma once

#include <QWidget>

#include "ui/design/key_chart_model.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;
class QStackedLayout;

namespace keywright::ui {

class Grid;
class MessagePage;

/// The key chart with its chooser of tables. Selecting a row selects the entity in the document, and the other way round.
class KeyChart : public QWidget {
    Q_OBJECT

public:
    explicit KeyChart(Document &document, QWidget *parent = nullptr);

private:
    void showModel();
    void showTable(int table);
    void selectEntity(int row);
    void followSelection();

    Document &m_document;
    KeyChartModel *m_chart;
    QComboBox *m_tables;
    QLabel *m_count;
    Grid *m_grid;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
