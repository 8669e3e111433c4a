#include "tests/core/partiql/fixture.h"

#include <array>
#include <memory>
#include <sstream>

#include "core/engine/service_error.h"
#include "core/partiql/execution.h"
#include "core/partiql/read_plan.h"
#include "core/partiql/statement_error.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "tests/core/partiql/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

using engine::Engine;
using value::Item;

namespace {

constexpr std::array<std::string_view, 4> kSetupWords{"table", "gsi", "lsi", "item"};

std::vector<std::string> wordsOf(const std::string &text)
{
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;)
        words.push_back(word);
    return words;
}

/// One run of a fixture.
class Run {
public:
    std::string run(const StatementFixture &fixture)
    {
        for (const FixtureLine &line : fixture.lines)
            if (std::string difference = step(line); !difference.empty())
                return "line " + std::to_string(line.number) + ": " + difference;
        return unexpected();
    }

private:
    std::string step(const FixtureLine &line)
    {
        if (std::find(kSetupWords.begin(), kSetupWords.end(), line.word) != kSetupWords.end()) {
            setUp(line);
            return {};
        }
        if (line.word == ">" || line.word == "consistent" || line.word == "limit" || line.word == "next" || line.word == "onfailure")
            return begin(line);
        if (line.word == "?") {
            const value::Json parameters = value::Json::parse(line.text);
            for (const value::Json &parameter : parameters.elements())
                m_request.parameters.push_back(value::valueFromDynamoDbJson(parameter));
            return {};
        }
        execute();
        return compare(line);
    }

    void setUp(const FixtureLine &line)
    {
        const std::vector<std::string> words = wordsOf(line.text);
        if (line.word == "item") {
            makeTables();
            engine::PutItemRequest put;
            put.table = words.front();
            put.item = item(line.text.substr(words.front().size() + 1));
            m_engine->putItem(put);
            return;
        }
        if (line.word == "table")
            m_tables.push_back(tableFrom(words));
        else
            (line.word == "gsi" ? m_tables.back().globalIndexes : m_tables.back().localIndexes).push_back(indexFrom(words));
    }

    void makeTables()
    {
        for (const schema::TableDefinition &table : m_tables)
            m_engine->createTable(table);
        m_tables.clear();
    }

    std::string begin(const FixtureLine &line)
    {
        makeTables();
        if (line.word == ">") {
            const std::string before = unexpected();
            m_isDone = false;
            m_outcome.clear();
            m_items.clear();
            m_result = {};
            m_error.clear();
            m_request = {};
            m_request.statement = line.text;
            m_shown = 0;
            return before;
        }
        if (line.word == "consistent")
            m_request.consistentRead = true;
        else if (line.word == "limit")
            m_request.limit = std::stoll(line.text);
        else if (line.word == "onfailure")
            m_request.returnItemOnFailure = true;
        else
            nextPage();
        return {};
    }

    /// The statement again, after the page that came last.
    void nextPage()
    {
        m_request.nextToken = m_result.nextToken;
        m_isDone = false;
        m_items.clear();
        m_shown = 0;
    }

    void execute()
    {
        if (m_isDone)
            return;
        m_isDone = true;
        makeTables();
        engine::CollectedItems items;
        try {
            m_result = partiql::executeStatement(*m_engine, m_request, items);
            m_items = items.take();
            if (!m_result.conditionHeld)
                m_error = "ConditionalCheckFailedException: The conditional request failed";
            if (m_result.failedItem)
                m_items.push_back(*m_result.failedItem);
        } catch (const partiql::StatementError &error) {
            m_error = error.what();
            m_where = error.where().text();
        } catch (const engine::ServiceError &error) {
            m_error = (error.name() == "ValidationException" ? std::string() : error.name() + ": ") + error.what();
        }
    }

    /// What the last statement gave that no line has spoken of.
    std::string unexpected()
    {
        if (m_request.statement.empty())
            return {};
        execute();
        if (!m_error.empty())
            return "refused: " + m_error;
        if (m_shown < m_items.size())
            return "also gave " + textOf(m_items[m_shown]);
        return {};
    }

    std::string compare(const FixtureLine &line)
    {
        if (line.word == "!") {
            const std::string was = std::exchange(m_error, {});
            return was == line.text ? std::string() : "said '" + was + "'";
        }
        if (line.word == "at")
            return m_where == line.text ? std::string() : "at " + m_where;
        if (line.word == "=")
            return compareItem(line.text);
        if (line.word == "more")
            return m_result.nextToken ? std::string() : "there is no next page";
        if (line.word == "last")
            return m_result.nextToken ? "there is a next page" : std::string();
        if (line.word == "units")
            return compareText(unitsOf(m_result.consumed), line.text);
        if (line.word == "plan")
            return compareText(planText(), line.text);
        const std::vector<std::string> words = wordsOf(line.text);
        const Item expected = item(line.text.substr(words.front().size() + 1));
        return compareStored(line.word, words.front(), expected);
    }

    static std::string compareText(const std::string &was, const std::string &expected)
    {
        return was == expected ? std::string() : "was '" + was + "'";
    }

    std::string compareItem(const std::string &expected)
    {
        if (!m_error.empty() && !m_result.failedItem)
            return "refused: " + m_error;
        if (expected == "nothing")
            return m_items.empty() ? std::string() : "gave " + textOf(m_items);
        if (m_shown >= m_items.size())
            return "gave no such item; all: " + textOf(m_items);
        const Item &given = m_items[m_shown++];
        return given == item(expected) ? std::string() : "gave " + textOf(given);
    }

    std::string compareStored(const std::string &word, const std::string &table, const Item &expected)
    {
        engine::GetItemRequest get;
        get.table = table;
        const schema::KeySchema key = m_engine->definitionOf(table).key;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                get.key.set(attribute.name, *expected.find(attribute.name));
        const auto found = m_engine->getItem(get).item;
        if (word == "lacks")
            return found ? "holds " + textOf(*found) : std::string();
        if (!found)
            return "the table does not hold it";
        return *found == expected ? std::string() : "the table holds " + textOf(*found);
    }

    std::string planText()
    {
        const auto statement = partiql::readStatement(m_request.statement, m_request.parameters);
        const auto &select = std::get<partiql::SelectStatement>(statement);
        const auto plan = partiql::planRead(select, m_engine->definitionOf(select.table), m_request.consistentRead);
        std::string text;
        for (const partiql::Read &read : plan.reads)
            text += (text.empty() ? "" : "; ") + readText(read);
        return text;
    }

    std::shared_ptr<Engine> m_engine = engineInMemory();
    std::vector<schema::TableDefinition> m_tables; ///< not made yet
    partiql::StatementRequest m_request;
    bool m_isDone = true;
    std::string m_outcome;
    partiql::StatementResult m_result;
    std::vector<Item> m_items;
    std::size_t m_shown = 0;
    std::string m_error;
    std::string m_where;
};

} // namespace

std::vector<StatementFixture> readFixtures(const std::filesystem::path &file)
{
    std::istringstream in(readFile(file));
    std::vector<FixtureLine> common;
    std::vector<StatementFixture> fixtures;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        auto &lines = fixtures.empty() ? common : fixtures.back().lines;
        if (line.empty() || line.starts_with('#'))
            continue;
        if (line.starts_with("== ")) {
            fixtures.push_back({line.substr(3), common});
        } else if (line.starts_with("  ")) {
            lines.back().text += "\n" + line.substr(2);
        } else {
            const std::size_t space = std::min(line.find(' '), line.size());
            lines.push_back({number, line.substr(0, space), line.substr(std::min(space + 1, line.size()))});
        }
    }
    return fixtures;
}

std::string differencesIn(const StatementFixture &fixture)
{
    try {
        return Run().run(fixture);
    } catch (const std::exception &error) {
        return error.what();
    }
}

} // namespace keywright::test
