#pragma once

#include <QWidget>

#include "core/value/json.h"
#include "ui/operations/history_model.h"

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedLayout;

namespace keywright::ui {

class Grid;
class MessagePage;
class SearchField;

/// What ran on the model, to search in and to open again.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPage(HistoryModel &history, QWidget *parent = nullptr);

signals:
    void openWanted(const QString &operation, const keywright::value::Json &request);

private:
    void open(int row);
    void askAndClear();
    void showState();

    HistoryModel &m_history;
    QSortFilterProxyModel *m_found;
    SearchField *m_search;
    QLabel *m_said;
    QPushButton *m_open;
    QPushButton *m_clear;
    Grid *m_grid;
    MessagePage *m_message;
    QStackedLayout *m_pages = nullptr;
};

} // namespace keywright::ui
