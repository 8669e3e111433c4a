#include "core/model/pattern_writer.h"

#include "core/model/object_writer.h"

namespace keywright::model {

using value::Json;

namespace {

using Operands = std::vector<std::pair<std::string, Operand>>;

Json operandJson(const Operand &operand, const Wording &wording, const std::string &member)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return Json::string(*text);
    return valueJson(std::get<value::AttributeValue>(operand), wording, member);
}

void writeOperands(ObjectWriter &writer, const std::string &member, const Operands &operands)
{
    Json::Members members;
    for (const auto &[name, operand] : operands)
        members.push_back({name, operandJson(operand, writer.wording(), member + "." + name)});
    writer.unlessEmpty(member, Json::object(std::move(members)));
}

Json keyComparisonJson(const KeyComparison &comparison)
{
    ObjectWriter writer(comparison.wording);
    writer.requiredText("attribute", comparison.attribute);
    writer.requiredText("operator", std::string(expression::textOf(comparison.op)));
    Json values = Json::array();
    for (std::size_t i = 0; i < comparison.values.size(); ++i)
        values.append(operandJson(comparison.values[i], comparison.wording, "values[" + std::to_string(i) + "]"));
    writer.set("values", std::move(values));
    return writer.finish(comparison.unknown);
}

void writeOperation(ObjectWriter &writer, const Operation &operation)
{
    writer.requiredText("operation", std::string(textOf(operation.kind)));
    writer.text("table", operation.table);
    writer.text("index", operation.index);
    writeOperands(writer, "key", operation.key);
    writeOperands(writer, "item", operation.item);
    writer.text("entity", operation.entity);
    Json keyCondition = Json::array();
    for (const KeyComparison &comparison : operation.keyCondition)
        keyCondition.append(keyComparisonJson(comparison));
    writer.unlessEmpty("keyCondition", std::move(keyCondition));
    writer.text("filter", operation.filter);
    writer.text("condition", operation.condition);
    writer.text("update", operation.update);
    writeOperands(writer, "values", operation.values);
    writer.texts("projection", operation.projection);
    writer.choice("order", operation.descending ? "descending" : "ascending", !operation.descending);
    writer.integer("limit", operation.limit);
    writer.flag("consistentRead", operation.consistentRead);
    writer.text("clientRequestToken", operation.clientRequestToken);
    if (operation.searchVector)
        writer.set("searchVector", operandJson(*operation.searchVector, writer.wording(), "searchVector"));
    writer.text("forEach", operation.forEach);
}

Json fanOutJson(const FanOut &fanOut, const Wording &wording)
{
    ObjectWriter writer(wording);
    writer.requiredText("placeholder", fanOut.placeholder);
    writer.integer("count", fanOut.count);
    Json terms = Json::array();
    for (std::size_t i = 0; i < fanOut.mergeBy.size(); ++i) {
        ObjectWriter term(wording.inside("mergeBy[" + std::to_string(i) + "]"));
        term.requiredText("attribute", fanOut.mergeBy[i].attribute);
        term.choice("direction", fanOut.mergeBy[i].descending ? "descending" : "ascending", !fanOut.mergeBy[i].descending);
        terms.append(term.finish(Json::object()));
    }
    writer.unlessEmpty("mergeBy", std::move(terms));
    writer.integer("limit", fanOut.limit);
    return writer.finish(wording.unknown());
}

Json stepJson(const Step &step)
{
    ObjectWriter writer(step.operation.wording);
    writer.text("name", step.name);
    writer.text("note", step.note);
    writeOperation(writer, step.operation);
    Json parts = Json::array();
    for (const Operation &part : step.parts) {
        ObjectWriter partWriter(part.wording);
        writeOperation(partWriter, part);
        parts.append(partWriter.finish(part.unknown));
    }
    writer.unlessEmpty("parts", std::move(parts));
    if (step.fanOut)
        writer.set("fanOut", fanOutJson(*step.fanOut, step.operation.wording.inside("fanOut")));
    return writer.finish(step.operation.unknown);
}

Json parameterJson(const Parameter &parameter)
{
    ObjectWriter writer(parameter.wording);
    writer.requiredText("name", parameter.name);
    writer.requiredText("type", std::string(value::tagOf(parameter.type)));
    writer.text("note", parameter.note);
    if (!parameter.drawnFromEntity.empty()) {
        const Wording &wording = parameter.wording.inside("drawnFrom");
        ObjectWriter source(wording);
        source.requiredText("entity", parameter.drawnFromEntity);
        source.requiredText("attribute", parameter.drawnFromAttribute);
        writer.set("drawnFrom", source.finish(wording.unknown()));
    }
    if (parameter.example)
        writer.value("example", *parameter.example);
    return writer.finish(parameter.unknown);
}

Json rateJson(const Rate &rate)
{
    ObjectWriter writer(rate.wording);
    writer.number("perSecond", rate.perSecond);
    writer.number("peakPerSecond", rate.peakPerSecond);
    return writer.finish(rate.unknown);
}

Json sizesJson(const Sizes &sizes)
{
    ObjectWriter writer(sizes.wording);
    writer.integer("itemBytes", sizes.itemBytes);
    writer.number("itemsReturned", sizes.itemsReturned);
    writer.number("itemsRead", sizes.itemsRead);
    return writer.finish(sizes.unknown);
}

} // namespace

Json accessPatternJson(const AccessPattern &pattern)
{
    ObjectWriter writer(pattern.wording);
    writer.requiredText("name", pattern.name);
    writer.text("description", pattern.description);
    writer.text("note", pattern.note);
    writer.texts("entities", pattern.entities);
    Json parameters = Json::array();
    for (const Parameter &parameter : pattern.parameters)
        parameters.append(parameterJson(parameter));
    writer.unlessEmpty("parameters", std::move(parameters));
    writer.text("principal", pattern.principal);
    Json steps = Json::array();
    for (const Step &step : pattern.steps)
        steps.append(stepJson(step));
    writer.set("steps", std::move(steps));
    if (!pattern.expectation.isNull())
        writer.set("expectation", pattern.expectation);
    if (pattern.rate)
        writer.set("rate", rateJson(*pattern.rate));
    if (pattern.sizes)
        writer.set("sizes", sizesJson(*pattern.sizes));
    return writer.finish(pattern.unknown);
}

} // namespace keywright::model
