#pragma once

#include <QSortFilterProxyModel>

namespace keywright::ui {

/// The loaded items with a cell that contains the text, in any case. While a text is set, scrolling loads no more, since a
/// filter that few items pass would otherwise read the whole table.
class ItemFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString &text);
    bool isActive() const { return !m_text.isEmpty(); }

    bool canFetchMore(const QModelIndex &parent) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
};

} // namespace keywright::ui
