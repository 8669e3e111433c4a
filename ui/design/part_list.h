#pragma once

#include <QWidget>

#include "core/model/model.h"

class QListView;
class QStandardItemModel;
class QToolButton;

namespace keywright::ui {

/// The parts of a transaction or batch, a line each, with buttons to add, remove and move one. One is open for editing.
class PartList : public QWidget {
    Q_OBJECT

public:
    explicit PartList(QWidget *parent = nullptr);

    void setParts(const model::Model &model, const model::Step &step, int open);

signals:
    void opened(int part);
    void addWanted();
    void removeWanted(int part);
    void moveWanted(int part, int to);

private:
    int current() const;
    QToolButton *addTool(const char *id, const QString &iconName, const QString &name);

    QStandardItemModel *m_items;
    QListView *m_list;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    bool m_showing = false;
};

} // namespace keywright::ui
