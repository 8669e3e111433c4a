#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>

#include "core/expression/reserved_words.h"
#include "core/model/advice_rules.h"
#include "core/model/draft.h"
#include "core/model/edits.h"
#include "core/model/key_template.h"
#include "core/model/removals.h"
#include "core/model/survey.h"
#include "core/schema/limits.h"
#include "core/value/item_size.h"

namespace keywright::model::advice {

namespace {

constexpr double kNearLimit = 0.75;                   ///< of the 400 KB
constexpr std::size_t kLongName = 24;                 ///< bytes
constexpr std::int64_t kNotSeconds = 100'000'000'000; ///< seconds until the year 5138: surely milliseconds

} // namespace

void findLargeItems(const Survey &survey, Findings &findings)
{
    const auto say = [&findings](const std::string &place, const std::string &what, double bytes) {
        if (bytes < schema::kMaxItemBytes * kNearLimit)
            return;
        findings.add(
            bytes > schema::kMaxItemBytes ? AdviceSeverity::Error : AdviceSeverity::Warning, place,
            what + " has " + byteFigure(bytes) + ", and an item may have 400 KB; every write of it costs " + figure(bytes / 1024)
                + " units.",
            "Split it into several items of one item collection, compress it, or keep the large part in Amazon S3 and its address here.");
    };
    const Model &model = survey.model();
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        if (model.accessPatterns[i].sizes && model.accessPatterns[i].sizes->itemBytes)
            say(element("accessPatterns", i) + ".sizes", "An item of \"" + model.accessPatterns[i].name + "\"",
                static_cast<double>(*model.accessPatterns[i].sizes->itemBytes));
    for (std::size_t i = 0; i < model.sampleData.size(); ++i)
        for (std::size_t k = 0; k < model.sampleData[i].items.size(); ++k)
            say(element(element("sampleData", i) + ".items", k), "The sample item",
                static_cast<double>(value::sizeInBytes(model.sampleData[i].items[k])));
}

namespace {

/// Sample items with the attribute in milliseconds get it in seconds.
Command divideByThousand(const Model &model, const std::string &table, const std::string &attribute)
{
    Draft draft(model);
    for (std::size_t i = 0; i < model.sampleData.size(); ++i) {
        for (std::size_t k = 0; model.sampleData[i].table == table && k < model.sampleData[i].items.size(); ++k) {
            const value::AttributeValue *found = model.sampleData[i].items[k].find(attribute);
            const auto *number = found == nullptr ? nullptr : found->get<value::Decimal>();
            std::int64_t milliseconds = 0;
            if (number != nullptr && number->toInteger(milliseconds) && milliseconds > kNotSeconds)
                draft.item(i, k).set(attribute, value::AttributeValue::number(milliseconds / 1'000));
        }
    }
    return draft.command("Turn " + attribute + " into seconds");
}

void findMilliseconds(const Survey &survey, const Table &table, const std::string &place, Findings &findings)
{
    const std::string &name = *table.timeToLiveAttribute;
    const TableItems *sample = survey.model().sampleDataOf(table.definition.name);
    std::size_t wrong = 0;
    for (std::size_t i = 0; sample != nullptr && i < sample->items.size(); ++i) {
        const value::AttributeValue *found = sample->items[i].find(name);
        const auto *number = found == nullptr ? nullptr : found->get<value::Decimal>();
        std::int64_t seconds = 0;
        wrong += number != nullptr && number->toInteger(seconds) && seconds > kNotSeconds ? 1 : 0;
    }
    if (wrong > 0)
        findings.add(
            AdviceSeverity::Error, place,
            std::to_string(wrong) + (wrong == 1 ? " sample item has a " : " sample items have a ") + name
                + " beyond the year 5000 if it is read in seconds; it looks like milliseconds, and DynamoDB would never delete them.",
            "Write the time in seconds since 1970.", [&] { return divideByThousand(survey.model(), table.definition.name, name); });
}

/// The seconds since 1970 that a sample value means; nullopt when it cannot be read as a time.
std::optional<std::int64_t> secondsOf(const value::AttributeValue &value)
{
    value::Item item;
    item.set("time", value);
    std::int64_t parts[6]{};
    static constexpr std::array kFields{"yyyy", "MM", "dd", "HH", "mm", "ss"};
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        const auto field = KeyTemplate::parse("{time|date:" + std::string(kFields[i]) + "}");
        const auto built = field->build(item);
        const auto *text = built && *built ? (*built)->get<std::string>() : nullptr;
        if (text == nullptr)
            return std::nullopt;
        std::from_chars(text->data(), text->data() + text->size(), parts[i]);
    }
    using namespace std::chrono;
    const year_month_day date{year(static_cast<int>(parts[0])), month(static_cast<unsigned>(parts[1])),
                              day(static_cast<unsigned>(parts[2]))};
    const auto moment = sys_days(date) + hours(parts[3]) + minutes(parts[4]) + seconds(parts[5]);
    return duration_cast<seconds>(moment.time_since_epoch()).count();
}

/// The attribute becomes a number of seconds, in the sample items and the parameters that are drawn from it too.
Command countInSeconds(const Model &model, std::size_t entityNumber, std::size_t attributeNumber)
{
    const Entity &entity = model.entities[entityNumber];
    const std::string &name = entity.attributes[attributeNumber].name;
    for (const auto &[key, text] : entity.keyTemplates)
        if (const auto parsed = KeyTemplate::parse(text); key == name || (parsed && contains(parsed->names(), name)))
            throw EditError(key + " is built from " + name + ".");
    Draft draft(model);
    Attribute &attribute = draft.entity(entityNumber).attributes[attributeNumber];
    attribute.type = value::Type::N;
    if (!attribute.sampleFormat.isObject())
        attribute.sampleFormat = value::Json::object();
    attribute.sampleFormat.set("format", value::Json::string("epochSeconds"));
    const auto convert = [&name](value::AttributeValue &value) {
        if (value.type() == value::Type::N)
            return;
        const auto seconds = secondsOf(value);
        if (!seconds)
            throw EditError("A value of " + name + " cannot be read as a time.");
        value = value::AttributeValue::number(*seconds);
    };
    for (std::size_t i = 0; i < model.sampleData.size(); ++i)
        for (std::size_t k = 0; model.sampleData[i].table == entity.table && k < model.sampleData[i].items.size(); ++k) {
            const value::AttributeValue *found = model.sampleData[i].items[k].find(name);
            if (found == nullptr || model.entityOf(entity.table, model.sampleData[i].items[k]) != &entity)
                continue;
            value::AttributeValue value = *found;
            convert(value);
            draft.item(i, k).set(name, value);
        }
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        for (std::size_t k = 0; k < model.accessPatterns[i].parameters.size(); ++k) {
            const Parameter &parameter = model.accessPatterns[i].parameters[k];
            if (parameter.drawnFromEntity != entity.name || parameter.drawnFromAttribute != name)
                continue;
            draft.pattern(i).parameters[k].type = value::Type::N;
            if (auto &example = draft.pattern(i).parameters[k].example)
                convert(*example);
        }
    return draft.command("Count " + name + " of " + entity.name + " in seconds");
}

} // namespace

void findTimeToLiveNotInSeconds(const Survey &survey, Findings &findings)
{
    const Model &model = survey.model();
    for (std::size_t i = 0; i < model.tables.size(); ++i) {
        const Table &table = model.tables[i];
        if (!table.timeToLiveAttribute)
            continue;
        for (std::size_t k = 0; k < model.entities.size(); ++k) {
            const Entity &entity = model.entities[k];
            const Attribute *attribute = entity.table == table.definition.name ? entity.findAttribute(*table.timeToLiveAttribute) : nullptr;
            if (attribute == nullptr)
                continue;
            const std::string format = formatOf(*attribute);
            const bool isDate = format == "dateTime" || format == "date";
            if (attribute->type == value::Type::N && !isDate)
                continue;
            const auto at = static_cast<std::size_t>(attribute - entity.attributes.data());
            findings.add(AdviceSeverity::Error, element(element("entities", k) + ".attributes", at),
                         "Time to live looks at " + attribute->name + " of " + entity.name + ", which is "
                             + (isDate ? std::string("a date as text") : "of type " + std::string(value::tagOf(attribute->type)))
                             + "; DynamoDB expires only items where it is a number of seconds since 1970, and ignores the others.",
                         "Make it a number (N) in epoch seconds; keep the readable date in another attribute.",
                         [&] { return countInSeconds(model, k, at); });
        }
        findMilliseconds(survey, table, element("tables", i) + ".timeToLive", findings);
    }
}

void findLongNames(const Survey &survey, Findings &findings)
{
    const Model &model = survey.model();
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        for (std::size_t k = 0; k < model.entities[i].attributes.size(); ++k) {
            const std::string &name = model.entities[i].attributes[k].name;
            if (name.size() < kLongName)
                continue;
            const auto bytes = survey.bytesOf(model.entities[i]);
            findings.add(AdviceSeverity::Hint, element(element("entities", i) + ".attributes", k),
                         "The name " + name + " takes " + std::to_string(name.size()) + " bytes of every " + model.entities[i].name
                             + (bytes ? ", whose items have " + byteFigure(*bytes) : std::string())
                             + ": names count towards size, storage and capacity.",
                         "Use a shorter name; the model can say in a note what it means.");
        }
    }
}

void findReservedWords(const Survey &survey, Findings &findings)
{
    const Model &model = survey.model();
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        std::vector<std::string> words;
        for (const Attribute &attribute : model.entities[i].attributes)
            if (expression::isReservedWord(attribute.name))
                words.push_back(attribute.name);
        if (!words.empty())
            findings.add(AdviceSeverity::Hint, element("entities", i) + ".attributes",
                         joined(words) + " of " + model.entities[i].name
                             + (words.size() == 1 ? " is a reserved word" : " are reserved words") + ": an expression can name "
                             + (words.size() == 1 ? "it" : "them") + " only by a placeholder such as #" + words.front() + ".",
                         "Keep the name and let the generated code alias it, or choose another one.");
    }
}

namespace {

/// Attributes of the entity that keys, time to live, the entity's mark or an access pattern speak of.
class Usage {
public:
    Usage(const Survey &survey, const Entity &entity) : m_survey(survey), m_entity(entity)
    {
        for (const auto &[key, text] : entity.keyTemplates)
            addTemplate(text);
        if (entity.identifiedBy)
            m_used.insert(entity.identifiedBy->attribute);
        for (const KeyedPlace &place : survey.places()) {
            if (place.table->definition.name != entity.table)
                continue;
            for (const std::string &name : namesOf(place.key()))
                m_used.insert(name);
            if (place.table->timeToLiveAttribute)
                m_used.insert(*place.table->timeToLiveAttribute);
        }
        for (const OperationUse &use : survey.uses())
            addUse(use);
    }

    bool isRead() const { return m_isRead; }
    bool isWholeRead() const { return m_isWholeRead; }
    bool has(const std::string &attribute) const { return m_used.contains(attribute); }

private:
    void addTemplate(const std::string &text)
    {
        if (const auto parsed = KeyTemplate::parse(text))
            for (const std::string &name : parsed->names())
                m_used.insert(name.substr(name.find('.') == std::string::npos ? 0 : name.find('.') + 1));
    }

    void addUse(const OperationUse &use)
    {
        const Operation &operation = *use.operation;
        for (const std::string *text : {&operation.filter, &operation.condition})
            for (const std::string &name : Survey::mentionedIn(*text))
                m_used.insert(name);
        for (const Touched &each : Survey::touchedBy(operation))
            m_used.insert(each.attribute);
        for (const auto *operands : {&operation.key, &operation.item, &operation.values})
            for (const auto &[name, operand] : *operands)
                if (const auto *text = std::get_if<std::string>(&operand))
                    addTemplate(*text);
        if (const value::Json *where = use.pattern->expectation.find("where"))
            for (const std::string &name : Survey::mentionedIn(where->text()))
                m_used.insert(name);
        if (!use.isWrite() && m_survey.meets(use, m_entity))
            addRead(use);
    }

    void addRead(const OperationUse &use)
    {
        m_isRead = true;
        const value::Json *attributes = use.pattern->expectation.find("attributes");
        for (const std::string &path : use.operation->projection)
            m_used.insert(path.substr(0, path.find_first_of(".[")));
        if (use.operation->projection.empty() && attributes == nullptr)
            m_isWholeRead = true;
        else if (attributes != nullptr)
            for (const value::Json &name : attributes->elements())
                m_used.insert(name.text());
    }

    const Survey &m_survey;
    const Entity &m_entity;
    std::set<std::string> m_used;
    bool m_isRead = false;
    bool m_isWholeRead = false;
};

} // namespace

void findUnusedAttributes(const Survey &survey, Findings &findings)
{
    const Model &model = survey.model();
    if (model.accessPatterns.empty())
        return;
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        const Usage usage(survey, model.entities[i]);
        if (!usage.isRead()) {
            findings.add(AdviceSeverity::Hint, element("entities", i),
                         "No access pattern reads " + model.entities[i].name + "; what is only written need not be kept.",
                         "Write down the access pattern that needs it, or remove the entity.");
            continue;
        }
        for (std::size_t k = 0; !usage.isWholeRead() && k < model.entities[i].attributes.size(); ++k) {
            const std::string &name = model.entities[i].attributes[k].name;
            if (!usage.has(name))
                findings.add(AdviceSeverity::Hint, element(element("entities", i) + ".attributes", k),
                             "No access pattern reads " + name + " of " + model.entities[i].name + "; it only adds to every item's size.",
                             "Remove it, or name it in the access pattern that shows it.",
                             [&] { return removeAttribute(model, model.entities[i].name, name); });
        }
    }
}

} // namespace keywright::model::advice
