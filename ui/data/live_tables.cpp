#include "ui/data/live_tables.h"

namespace keywright::ui {

/// The names of all tables, or what one is like.
struct LiveTables::Answer {
    std::vector<std::string> names;
    std::optional<schema::TableDefinition> table;
    std::optional<ConnectionProblem> problem;
};

LiveTables::LiveTables(QObject *parent) : QObject(parent), m_background(this) { }

void LiveTables::follow(const std::shared_ptr<connection::Connection> &connection)
{
    if (connection == m_connection)
        return;
    m_connection = connection;
    m_names.clear();
    readAgain();
}

void LiveTables::setLike(const std::shared_ptr<const model::Model> &model)
{
    if (model == m_like)
        return;
    m_like = model;
    makeModel();
}

void LiveTables::readAgain()
{
    m_background.stop();
    ++m_request;
    m_reading = 0;
    m_known.clear();
    m_wanted.clear();
    m_problem.reset();
    makeModel();
    if (m_connection)
        list();
    emit changed();
}

void LiveTables::list()
{
    ++m_reading;
    m_background.start(
        [connection = m_connection](const std::stop_token &stop) {
            Answer answer;
            try {
                answer.names = connection::stoppedBy(connection, stop)->listTables();
            } catch (...) {
                answer.problem = connectionProblem(std::current_exception());
            }
            return answer;
        },
        [this, id = m_request](Answer answer) {
            if (id == m_request)
                take(std::move(answer));
        });
}

void LiveTables::want(const std::string &table)
{
    if (!m_connection || m_known.contains(table) || m_wanted == table)
        return;
    m_wanted = table;
    ++m_reading;
    m_background.start(
        [connection = m_connection, table](const std::stop_token &stop) {
            Answer answer;
            try {
                answer.table = connection::stoppedBy(connection, stop)->describeTable(table).definition;
            } catch (...) {
                answer.problem = connectionProblem(std::current_exception());
            }
            return answer;
        },
        [this, id = m_request](Answer answer) {
            if (id == m_request)
                take(std::move(answer));
        });
}

void LiveTables::take(Answer answer)
{
    --m_reading;
    m_problem = answer.problem;
    if (answer.table) {
        m_wanted.clear();
        m_known[answer.table->name] = std::move(*answer.table);
        makeModel();
    } else if (!answer.problem) {
        m_names = std::move(answer.names);
    }
    emit changed();
}

void LiveTables::makeModel()
{
    auto model = std::make_shared<model::Model>();
    if (m_like) {
        model->entities = m_like->entities;
        model->facets = m_like->facets;
    }
    for (const auto &[name, definition] : m_known) {
        model::Table table;
        table.definition = definition;
        model->tables.push_back(std::move(table));
    }
    m_model = std::move(model);
}

std::vector<Place> LiveTables::places() const
{
    const std::vector<Place> known = placesOf(*m_model);
    std::vector<Place> places;
    for (const std::string &name : m_names) {
        int row = -1;
        for (std::size_t at = 0; m_like && at < m_like->tables.size(); ++at)
            if (m_like->tables[at].definition.name == name)
                row = static_cast<int>(at);
        const std::size_t before = places.size();
        for (const Place &place : known) {
            if (place.table != name)
                continue;
            places.push_back(place);
            places.back().tableRow = row;
        }
        if (places.size() == before)
            places.push_back({row, name, {}, {}, {}});
    }
    return places;
}

} // namespace keywright::ui
