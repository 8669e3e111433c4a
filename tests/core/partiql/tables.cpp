#include "tests/core/partiql/tables.h"

#include <sstream>

namespace keywright::test {

namespace {

std::vector<schema::KeyAttribute> attributesFrom(const std::string &text)
{
    std::vector<schema::KeyAttribute> attributes;
    std::istringstream in(text);
    for (std::string name; text != "-" && std::getline(in, name, ',');)
        attributes.push_back({name.substr(0, name.find(':')), *schema::keyTypeFromText(name.substr(name.find(':') + 1))});
    return attributes;
}

std::string shown(double units)
{
    std::ostringstream out;
    out << units;
    return out.str();
}

std::string shown(const engine::GetItemRequest &)
{
    return "get";
}

std::string shown(const engine::QueryRequest &query)
{
    std::string text = "query";
    if (!query.index.empty())
        text += " " + query.index;
    for (const expression::KeyTerm &term : query.keyCondition.terms)
        text += " " + term.attribute + (term.op == expression::KeyOperator::Equal ? "" : std::string(expression::textOf(term.op)));
    return text + (query.filter ? " filter" : "") + (query.descending ? " down" : "");
}

std::string shown(const engine::ScanRequest &scan)
{
    return "scan" + (scan.index.empty() ? "" : " " + scan.index) + (scan.filter ? " filter" : "");
}

} // namespace

std::unique_ptr<engine::Engine> engineInMemory()
{
    return std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}));
}

schema::TableDefinition tableFrom(const std::vector<std::string> &words)
{
    schema::TableDefinition table;
    table.name = words.at(0);
    table.key.partition = attributesFrom(words.at(1));
    if (words.size() > 2)
        table.key.sort = attributesFrom(words.at(2));
    table.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

schema::IndexDefinition indexFrom(const std::vector<std::string> &words)
{
    schema::IndexDefinition index;
    index.name = words.at(0);
    index.key.partition = attributesFrom(words.at(1));
    index.key.sort = attributesFrom(words.at(2));
    index.projection.type = *schema::projectionTypeFromText(words.at(3));
    index.projection.attributes.assign(words.begin() + 4, words.end());
    return index;
}

std::string unitsOf(const capacity::ConsumedCapacity &consumed)
{
    std::string text = "T " + shown(consumed.tableUnits);
    for (const auto &[index, units] : consumed.localIndexUnits)
        text += ", L:" + index + " " + shown(units);
    for (const auto &[index, units] : consumed.globalIndexUnits)
        text += ", G:" + index + " " + shown(units);
    return text;
}

std::string readText(const partiql::Read &read)
{
    return std::visit([](const auto &each) { return shown(each); }, read);
}

} // namespace keywright::test
