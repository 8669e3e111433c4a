#include "core/model/pattern_reader.h"

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

namespace {

Operand readOperand(const Json &json, const std::string &path, const std::string &fileName)
{
    if (json.isString())
        return json.text();
    return readValue(json, path, fileName);
}

std::vector<std::pair<std::string, Operand>> readOperands(ObjectReader &reader, std::string_view member)
{
    std::vector<std::pair<std::string, Operand>> operands;
    reader.eachMember(member, [&](const std::string &name, const Json &json, const std::string &path) {
        operands.emplace_back(name, readOperand(json, path, reader.fileName()));
    });
    return operands;
}

KeyComparison readKeyComparison(ObjectReader &reader)
{
    KeyComparison comparison;
    comparison.attribute = reader.requireText("attribute");
    comparison.op = reader.requireEnum<expression::KeyOperator>("operator", expression::keyOperatorFromText,
                                                                "one of =, <, <=, >, >=, between, begins_with");
    const Json &values = reader.require("values", "an array of one or two values");
    const std::size_t wanted = comparison.op == expression::KeyOperator::Between ? 2 : 1;
    if (!values.isArray() || values.elements().size() != wanted)
        reader.failWith("values",
                        "does not fit the operator; expected an array of " + std::to_string(wanted) + (wanted == 1 ? " value" : " values"));
    for (std::size_t i = 0; i < wanted; ++i)
        comparison.values.push_back(
            readOperand(values.elements()[i], reader.pathOf("values") + "[" + std::to_string(i) + "]", reader.fileName()));
    return comparison;
}

bool readDescending(ObjectReader &reader)
{
    const std::string order = reader.text("order");
    if (!order.empty() && order != "ascending" && order != "descending")
        reader.failWith("order", "is \"" + order + "\"; expected ascending or descending");
    return order == "descending";
}

Operation readOperation(ObjectReader &reader)
{
    Operation operation;
    operation.kind =
        reader.requireEnum<OperationKind>("operation", operationKindFromText, "an operation such as GetItem, Query or TransactWriteItems");
    operation.table = reader.text("table");
    operation.index = reader.text("index");
    operation.key = readOperands(reader, "key");
    operation.item = readOperands(reader, "item");
    operation.entity = reader.text("entity");
    reader.eachObject("keyCondition", [&](ObjectReader &each) { operation.keyCondition.push_back(readKeyComparison(each)); });
    operation.filter = reader.text("filter");
    operation.condition = reader.text("condition");
    operation.update = reader.text("update");
    operation.values = readOperands(reader, "values");
    operation.projection = reader.texts("projection");
    operation.descending = readDescending(reader);
    operation.limit = reader.integer("limit");
    if (operation.limit && *operation.limit < 1)
        reader.failWith("limit", "is " + std::to_string(*operation.limit) + "; expected at least 1");
    operation.consistentRead = reader.boolean("consistentRead");
    operation.forEach = reader.text("forEach");
    return operation;
}

Step readStep(ObjectReader &reader)
{
    Step step;
    step.name = reader.text("name");
    step.note = reader.text("note");
    step.operation = readOperation(reader);
    reader.eachObject("parts", [&](ObjectReader &each) {
        step.parts.push_back(readOperation(each));
        step.parts.back().unknown = each.unknown();
    });
    reader.object("fanOut", [&](ObjectReader &fanOut) {
        step.fanOut = FanOut{fanOut.requireText("placeholder"), fanOut.integer("count").value_or(0)};
        if (step.fanOut->count < 1)
            fanOut.failWith("count", "is missing or below 1; expected the number of shards");
    });
    if (step.parts.empty() && step.operation.table.empty())
        failAt(reader.fileName(), reader.json(), reader.path(),
               "names neither a table nor parts; expected \"table\", or \"parts\" for a transaction or batch");
    step.operation.unknown = reader.unknown();
    return step;
}

Parameter readParameter(ObjectReader &reader)
{
    Parameter parameter;
    parameter.name = reader.requireText("name");
    parameter.type = readType(reader, "type");
    parameter.note = reader.text("note");
    reader.object("drawnFrom", [&](ObjectReader &source) {
        parameter.drawnFromEntity = source.requireText("entity");
        parameter.drawnFromAttribute = source.requireText("attribute");
    });
    if (const Json *example = reader.find("example")) {
        parameter.example = readValue(*example, reader.pathOf("example"), reader.fileName());
        if (parameter.example->type() != parameter.type)
            reader.failWith("example",
                            "is of type " + std::string(value::tagOf(parameter.example->type())) + "; expected "
                                + std::string(value::tagOf(parameter.type)) + " as the parameter's type says");
    }
    parameter.unknown = reader.unknown();
    return parameter;
}

} // namespace

value::AttributeValue readValue(const Json &json, const std::string &path, const std::string &fileName)
{
    try {
        return value::valueFromDynamoDbJson(json);
    } catch (const value::ValueFormatError &error) {
        const std::string whole = error.path().empty() ? path : path + "." + error.path();
        throw ModelError(fileName + ", line " + std::to_string(error.line()) + ", column " + std::to_string(error.column()) + ": " + whole
                             + " is not an attribute value: " + error.what() + ".",
                         whole, error.line(), error.column());
    }
}

value::Type readType(ObjectReader &reader, std::string_view member)
{
    return reader.requireEnum<value::Type>(member, value::typeFromTag, "one of S, N, B, BOOL, NULL, M, L, SS, NS, BS");
}

AccessPattern readAccessPattern(ObjectReader &reader)
{
    AccessPattern pattern;
    pattern.name = reader.requireText("name");
    pattern.description = reader.text("description");
    pattern.note = reader.text("note");
    pattern.entities = reader.texts("entities");
    reader.eachObject("parameters", [&](ObjectReader &each) { pattern.parameters.push_back(readParameter(each)); });
    reader.eachObject("steps", [&](ObjectReader &each) { pattern.steps.push_back(readStep(each)); });
    if (pattern.steps.empty())
        failAt(reader.fileName(), reader.json(), reader.path(), "has no steps; expected at least one operation");
    reader.object("rate", [&](ObjectReader &rate) {
        pattern.rate = Rate{rate.number("perSecond").value_or(0), rate.number("peakPerSecond"), {}};
        pattern.rate->unknown = rate.unknown();
    });
    pattern.expectation = reader.copy("expectation");
    pattern.unknown = reader.unknown();
    return pattern;
}

} // namespace keywright::model
