#pragma once

#include <deque>
#include <memory>
#include <optional>

#include <QAbstractTableModel>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "ui/data/item_columns.h"
#include "ui/data/place.h"
#include "ui/document/background.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// The items of a place as the engine gives them, a page at a time. Rows come when a view asks for more, from a thread of
/// the model's own; answers to an earlier setPlace() are dropped.
class ItemTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State { Idle, Reading, Complete, LimitReached, Failed };
    static constexpr std::int64_t kPageItems = 500;
    static constexpr int kMaxItems = 100'000;

    explicit ItemTableModel(QObject *parent = nullptr);

    /// Forgets all rows and reads the first page. A null connection leaves the grid empty.
    void setPlace(std::shared_ptr<const model::Model> model, std::shared_ptr<connection::Connection> connection, const Place &place);

    const Place &place() const { return m_place; }
    State state() const { return m_state; }
    /// Of the failed page, a sentence.
    const QString &error() const { return m_error; }
    /// Items of the whole table as it is described; nullopt for an index, of which nobody counts them.
    std::optional<qint64> totalItems() const { return m_totalItems; }
    std::shared_ptr<const value::Item> itemAt(int row) const;
    const EntityLook *entityAt(int row) const;
    const std::vector<ItemColumn> &columns() const { return m_columns.columns(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged();

private:
    struct Row {
        std::shared_ptr<const value::Item> item;
        int entity = -1; ///< row of m_looks
        int collection = 0;
    };
    struct Page;

    void readPage();
    void takePage(Page page);
    void appendColumns(const std::vector<value::Item> &items);
    void appendRows(std::vector<value::Item> items);
    int entityOf(const value::Item &item) const;
    bool sharesCollection(const value::Item &one, const value::Item &other) const;
    void setState(State state);
    QVariant entityCell(const Row &row, int role) const;
    QVariant valueCell(const value::AttributeValue &value, ItemColumn::Kind kind, int role) const;

    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<connection::Connection> m_connection;
    Place m_place;
    ItemColumns m_columns;
    std::vector<EntityLook> m_looks;
    std::deque<Row> m_rows;
    State m_state = State::Idle;
    QString m_error;
    std::optional<qint64> m_totalItems;
    std::optional<value::Item> m_nextKey;
    quint64 m_request = 0;
    Background m_background;
};

} // namespace keywright::ui
