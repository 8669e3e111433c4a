#pragma once

#include <memory>

#include <QAbstractListModel>
#include <QWidget>

#include "core/exchange/exchange.h"
#include "core/model/model.h"

class QLabel;
class QListView;

namespace keywright::ui {

class IconLabel;

/// The losses of an export as an item model. Other losses reset it; the same ones again leave it as it is.
class LossModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PlaceRole = Qt::UserRole + 1, LeadsRole }; ///< QString: path in the model; bool: something can be selected there

    using QAbstractListModel::QAbstractListModel;

    void setLosses(const std::vector<exchange::Loss> &losses, std::shared_ptr<const model::Model> model);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<exchange::Loss> m_losses;
    std::shared_ptr<const model::Model> m_model;
};

/// What an export leaves out, and why: a heading with the count, and the sentences whole.
class LossList : public QWidget {
    Q_OBJECT

public:
    explicit LossList(QWidget *parent = nullptr);

    /// `nothingLost` is the heading when there are none.
    void setLosses(const std::vector<exchange::Loss> &losses, std::shared_ptr<const model::Model> model, const QString &nothingLost);

signals:
    /// A person chose a loss: the path of what it is about.
    void placeWanted(const QString &place);

private:
    LossModel *m_losses;
    QListView *m_list;
    IconLabel *m_icon;
    QLabel *m_heading;
};

} // namespace keywright::ui
