#include "tests/core/session/articles.h"

#include "tests/support/item_text.h"

namespace keywright::test {

namespace {

value::Item article(const std::string &id, const std::string &language, int year, const std::string &x, const std::string &y)
{
    return item("{\"articleId\":{\"S\":\"" + id + "\"},\"language\":{\"S\":\"" + language + "\"},\"year\":{\"N\":\"" + std::to_string(year)
                + "\"},\"meaning\":{\"L\":[{\"N\":\"" + x + "\"},{\"N\":\"" + y + "\"}]}}");
}

model::Attribute attribute(const std::string &name, value::Type type)
{
    model::Attribute attribute;
    attribute.name = name;
    attribute.type = type;
    return attribute;
}

} // namespace

model::Model articles()
{
    model::Model model;
    model.name = "Articles";
    model::Table table;
    table.definition.name = "Articles";
    table.definition.key.partition = {{"articleId", schema::KeyType::S}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    schema::VectorIndexDefinition index;
    index.name = "ByMeaning";
    index.vectorAttribute = "meaning";
    index.dimensions = 2;
    index.searchSchema = {{{"language", schema::KeyType::S}, true}, {{"year", schema::KeyType::N}, false}};
    table.definition.vectorIndexes = {index};
    model.tables = {table};
    model::Entity entity;
    entity.name = "Article";
    entity.table = "Articles";
    entity.attributes = {attribute("articleId", value::Type::S), attribute("language", value::Type::S), attribute("year", value::Type::N),
                         attribute("meaning", value::Type::L)};
    model.entities = {entity};
    model.sampleData = {model::TableItems{"Articles",
                                          "",
                                          {article("a1", "en", 2024, "1", "0.1"), article("a2", "en", 2019, "1", "0.2"),
                                           article("a3", "en", 2025, "0.5", "0.5"), article("a4", "en", 2023, "-1", "0.3"),
                                           article("a5", "de", 2025, "1", "0")}}};
    model::AccessPattern pattern;
    pattern.name = kLikeThis;
    pattern.entities = {"Article"};
    const auto parameter = [&pattern](const std::string &name, value::Type type, const std::string &example) {
        model::Parameter each;
        each.name = name;
        each.type = type;
        each.drawnFromEntity = "Article";
        each.drawnFromAttribute = name;
        each.example = *item("{\"v\":" + example + "}").find("v");
        pattern.parameters.push_back(each);
    };
    parameter("language", value::Type::S, "{\"S\":\"en\"}");
    parameter("meaning", value::Type::L, "{\"L\":[{\"N\":\"1\"},{\"N\":\"0\"}]}");
    model::Step step;
    step.operation.kind = model::OperationKind::SearchVectors;
    step.operation.table = "Articles";
    step.operation.index = "ByMeaning";
    step.operation.keyCondition = {{"language", expression::KeyOperator::Equal, {std::string("{language}")}}};
    step.operation.filter = "year > :since";
    step.operation.values = {{"since", value::AttributeValue::number(2020)}};
    step.operation.searchVector = std::string("{meaning}");
    step.operation.limit = 2;
    pattern.steps = {step};
    model.accessPatterns = {pattern};
    return model;
}

} // namespace keywright::test
