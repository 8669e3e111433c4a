#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "ui/connections/connection_problem.h"
#include "ui/data/place.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// The tables of a connection, to be shown as those of a model are: their names at once, and what a table is like once it is
/// wanted. Items are told apart by the entities of the document's model where a table's name is the same.
class LiveTables : public QObject {
    Q_OBJECT

public:
    explicit LiveTables(QObject *parent = nullptr);

    /// Lists the tables, unless they are those of this connection already. Null forgets all.
    void follow(const std::shared_ptr<connection::Connection> &connection);
    void setLike(const std::shared_ptr<const model::Model> &model);
    /// Lists them again, and forgets what they are like.
    void readAgain();
    /// Asks what the table is like, unless that is known.
    void want(const std::string &table);

    bool isReading() const { return m_reading > 0; }
    /// Why the list, or the last table, could not be read.
    const std::optional<ConnectionProblem> &problem() const { return m_problem; }
    /// Those that are known, with the document's entities and facets. Never null.
    const std::shared_ptr<const model::Model> &model() const { return m_model; }
    /// All tables, those that are known followed by their indexes. One that is not known has no key; one that the document's
    /// model has, has its row there.
    std::vector<Place> places() const;

signals:
    void changed();

private:
    struct Answer;

    void list();
    void take(Answer answer);
    void makeModel();

    std::shared_ptr<connection::Connection> m_connection;
    std::shared_ptr<const model::Model> m_like;
    std::shared_ptr<const model::Model> m_model = std::make_shared<model::Model>();
    std::vector<std::string> m_names;
    std::map<std::string, schema::TableDefinition> m_known;
    std::string m_wanted; ///< that is being read
    std::optional<ConnectionProblem> m_problem;
    int m_reading = 0;
    quint64 m_request = 0; ///< answers of earlier connections are dropped
    Background m_background;
};

} // namespace keywright::ui
