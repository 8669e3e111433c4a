#include "core/model/pattern_reader.h"

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

namespace {

Operand readOperand(ObjectReader &reader, const std::string &member, const Json &json)
{
    if (json.isString())
        return json.text();
    return readValue(reader, member, json);
}

std::vector<std::pair<std::string, Operand>> readOperands(ObjectReader &reader, std::string_view member)
{
    std::vector<std::pair<std::string, Operand>> operands;
    reader.eachMember(member, [&](const std::string &name, const Json &json, const std::string &) {
        operands.emplace_back(name, readOperand(reader, std::string(member) + "." + name, json));
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
        comparison.values.push_back(readOperand(reader, "values[" + std::to_string(i) + "]", values.elements()[i]));
    comparison.unknown = reader.unknown();
    comparison.wording = reader.wording();
    return comparison;
}

bool readDescending(ObjectReader &reader, std::string_view member)
{
    const std::string order = reader.text(member);
    if (!order.empty() && order != "ascending" && order != "descending")
        reader.failWith(member, "is \"" + order + "\"; expected ascending or descending");
    if (order == "ascending")
        reader.keepDefault(member);
    return order == "descending";
}

OrderTerm readOrderTerm(ObjectReader &reader)
{
    return {reader.requireText("attribute"), readDescending(reader, "direction")};
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
    operation.descending = readDescending(reader, "order");
    operation.limit = reader.integer("limit");
    if (operation.limit && *operation.limit < 1)
        reader.failWith("limit", "is " + std::to_string(*operation.limit) + "; expected at least 1");
    operation.consistentRead = reader.boolean("consistentRead");
    operation.clientRequestToken = reader.text("clientRequestToken");
    if (const Json *vector = reader.find("searchVector"))
        operation.searchVector = readOperand(reader, "searchVector", *vector);
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
        step.parts.back().wording = each.wording();
    });
    reader.object("fanOut", [&](ObjectReader &fanOut) {
        step.fanOut = FanOut{fanOut.requireText("placeholder"), fanOut.integer("count").value_or(0), {}, fanOut.integer("limit")};
        fanOut.eachObject("mergeBy", [&](ObjectReader &each) {
            step.fanOut->mergeBy.push_back(readOrderTerm(each));
            fanOut.addInside("mergeBy[" + std::to_string(step.fanOut->mergeBy.size() - 1) + "]", each.wording());
        });
        if (step.fanOut->count < 1)
            fanOut.failWith("count", "is missing or below 1; expected the number of shards");
    });
    if (step.parts.empty() && step.operation.table.empty())
        failAt(reader.fileName(), reader.json(), reader.path(),
               "names neither a table nor parts; expected \"table\", or \"parts\" for a transaction or batch");
    step.operation.unknown = reader.unknown();
    step.operation.wording = reader.wording();
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
        parameter.example = readValue(reader, "example", *example);
        if (parameter.example->type() != parameter.type)
            reader.failWith("example",
                            "is of type " + std::string(value::tagOf(parameter.example->type())) + "; expected "
                                + std::string(value::tagOf(parameter.type)) + " as the parameter's type says");
    }
    parameter.unknown = reader.unknown();
    parameter.wording = reader.wording();
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

value::AttributeValue readValue(ObjectReader &reader, const std::string &member, const Json &json)
{
    value::AttributeValue read = readValue(json, reader.pathOf(member), reader.fileName());
    reader.keepSpelling(member, json, value::toDynamoDbJson(read));
    return read;
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
        failAt(reader.fileName(), reader.json(), reader.path(),
               "has no steps; expected at least one operation. A Scan of its table will do until \"Suggest\" finds a better one");
    reader.object("rate", [&](ObjectReader &rate) {
        pattern.rate = Rate{rate.number("perSecond").value_or(0), rate.number("peakPerSecond"), rate.unknown(), rate.wording()};
    });
    pattern.expectation = reader.copy("expectation");
    pattern.principal = reader.text("principal");
    reader.object("sizes", [&](ObjectReader &sizes) {
        pattern.sizes =
            Sizes{sizes.integer("itemBytes"), sizes.number("itemsReturned"), sizes.number("itemsRead"), sizes.unknown(), sizes.wording()};
    });
    pattern.unknown = reader.unknown();
    pattern.wording = reader.wording();
    return pattern;
}

} // namespace keywright::model
