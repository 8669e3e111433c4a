#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>

#include <QAbstractTableModel>
#include <QTimer>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "ui/data/item_columns.h"
#include "ui/data/item_reading.h"
#include "ui/data/page_map.h"
#include "ui/data/place.h"
#include "ui/document/background.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// Where items come from.
struct ItemSource {
    std::shared_ptr<connection::Connection> connection; ///< null: nowhere
    std::shared_ptr<connection::Connection> quiet;      ///< the same without a record of its calls, for what nobody asked for
    bool isRemote = false;                              ///< its counts are hours old and reading costs: rows come as they are scrolled to
    friend bool operator==(const ItemSource &, const ItemSource &) = default;
};

/// The items of a place as the engine gives them. Every item has its row from the first page on; pages are read by a thread
/// when a view asks for one of their rows, and the least used ones are dropped, so memory is bounded at any size. A page far
/// ahead is shown by its parallel-scan segment until a walk over the keys has found where it starts. A remote place has rows
/// for what was read, and one more that reads on.
/// A question (search, filter, order) lists what answers it instead, up to kMostListed.
/// Answers to an earlier setPlace() are dropped.
class ItemTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State { Idle, Reading, Complete, LimitReached, Failed }; ///< Reading: the first page, or a listing
    static constexpr std::size_t kMostListed = 10'000;

    explicit ItemTableModel(QObject *parent = nullptr, int pageItems = 200, int mostPages = 40);

    /// Forgets all rows and reads the first page. Without a connection there are no columns either. `facet` is of the model.
    void setPlace(std::shared_ptr<const model::Model> model, const ItemSource &source, const Place &place,
                  const model::Facet *facet = nullptr);
    void setPlace(std::shared_ptr<const model::Model> model, std::shared_ptr<connection::Connection> connection, const Place &place)
    {
        setPlace(std::move(model), ItemSource{connection, connection}, place);
    }
    /// Lists what answers it; the empty question shows the whole place again.
    void ask(const ItemQuestion &question);
    /// Reads again what is shown; rows, columns and their numbers stay while that goes on.
    void refresh(std::shared_ptr<const model::Model> model, const ItemSource &source);
    /// Ends a listing; what it found stays.
    void stopListing();

    bool hasSource() const { return m_source.connection != nullptr; }
    const Place &place() const { return m_place; }
    const ItemQuestion &question() const { return m_question; }
    bool isListing() const { return !m_question.isEmpty(); }
    State state() const { return m_state; }
    /// Why a page could not be read. What was read before stays.
    const std::optional<ConnectionProblem> &problem() const { return m_problem; }
    /// Reads again what could not be read.
    void retry();
    /// Items of the place as they are counted; nullopt until the first page. Of a remote one as of hours ago.
    std::optional<qint64> totalItems() const { return m_totalItems; }
    /// The same of the table that an index belongs to.
    std::optional<qint64> tableItems() const { return m_tableItems; }
    /// Items that a listing has looked at.
    qint64 scannedItems() const { return m_scanned; }
    /// How many decoded items are held now.
    std::size_t heldItems() const;
    /// Null for a row that is not read yet.
    std::shared_ptr<const value::Item> itemAt(int row) const;
    const EntityLook *entityAt(int row) const;
    const std::vector<ItemColumn> &columns() const { return m_columns.columns(); }
    int pageItems() const { return m_pageItems; }
    /// Whether item collections are told apart: banded, their key said once. They are at first.
    void setGrouped(bool grouped);
    /// Nothing more is being read.
    bool isSettled() const;
    /// Among the rows that are held and whose number is sure; -1 when it is not.
    int rowOfKey(const value::Item &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged();
    /// Rows were read that are shown for the first time or anew.
    void pageRead();

private:
    struct Row {
        std::shared_ptr<const value::Item> item;
        int entity = -1; ///< row of m_looks
        int collection = 0;
    };
    struct Page {
        std::vector<Row> rows;
        bool isExact = false;
        bool isStale = false;
        qint64 bytes = 0;
        mutable quint64 used = 0;
    };

    /// Sorted rows have left their collections.
    bool isGrouped() const { return m_grouped && !m_question.isSorted(); }
    const Row *rowAt(int row, bool wants) const;
    void want(int page) const;
    void readWanted();
    void readPage(int page);
    void takeRun(int page, bool exact, ItemRun run);
    void walkTo(int page);
    void takeWalk(Walk walk);
    void list(bool streams);
    void takeFound(qint64 scanned, std::vector<value::Item> found, bool streams);
    void takeListing(Listing listing, bool streams);
    void showListed(std::vector<value::Item> items);
    void setRows(qint64 count);
    void dropOldPages(int keep);
    void fail(const ConnectionProblem &problem);
    void setState(State state);
    void appendColumns(const std::vector<value::Item> &items);
    std::vector<Row> rowsOf(std::vector<value::Item> items, int firstCollection) const;
    int collectionBefore(int page, const Row &first) const;
    void touch(int firstRow, int lastRow);
    bool sharesCollection(const value::Item &one, const value::Item &other) const;
    QVariant entityCell(const Row &row, int role) const;
    QVariant valueCell(const value::AttributeValue &value, ItemColumn::Kind kind, int role) const;

    const int m_pageItems;
    const int m_mostPages;
    std::shared_ptr<const model::Model> m_model;
    ItemSource m_source;
    Place m_place;
    ItemColumns m_columns;
    std::vector<EntityLook> m_looks;
    int m_rowCount = 0;
    bool m_grouped = true;
    State m_state = State::Idle;
    std::optional<ConnectionProblem> m_problem;
    std::optional<qint64> m_totalItems;
    std::optional<qint64> m_tableItems;
    quint64 m_request = 0;

    PageMap m_map;
    std::unordered_map<int, Page> m_pages;
    mutable quint64 m_clock = 0;      ///< tells which page was used last
    mutable std::deque<int> m_wanted; ///< the newest first
    QTimer m_wake;
    bool m_readingPage = false;
    bool m_walking = false;
    int m_walkTarget = 0;

    ItemQuestion m_question;
    std::deque<Row> m_listed;
    std::vector<value::Item> m_relisted; ///< of a refreshed listing, until it is whole
    qint64 m_scanned = 0;
    Background m_background;
    Background m_walker;
};

} // namespace keywright::ui
