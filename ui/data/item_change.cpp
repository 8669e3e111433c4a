#include "ui/data/item_change.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/connection/connection_error.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/model/edits.h"
#include "core/model/entity_view.h"
#include "core/model/key_template.h"
#include "core/value/dynamodb_json.h"
#include "ui/connections/connection_problem.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using expression::Condition;
using expression::ConditionKind;
using expression::Operand;
using model::EditError;
using value::Item;

constexpr std::size_t kMostSentences = 20;

QString itemChangeTr(const char *text)
{
    return QCoreApplication::translate("ItemChange", text);
}

QString keyText(const Item &key)
{
    QStringList parts;
    for (const auto &part : key)
        parts << QStringLiteral("%1 = %2").arg(toQString(part.name), toQString(value::displayText(part.value)));
    return parts.join(QStringLiteral(", "));
}

EditError refused(const QString &sentence)
{
    return EditError(sentence.toStdString());
}

std::size_t sampleTableOf(const model::Model &model, const std::string &table)
{
    std::size_t at = 0;
    while (at < model.sampleData.size() && model.sampleData[at].table != table)
        ++at;
    return at;
}

void requireItem(const model::Model &model, const std::string &table, const Item &item)
{
    const model::Table *found = model.findTable(table);
    if (!found)
        throw refused(itemChangeTr("The model has no table %1 any more.").arg(toQString(table)));
    try {
        engine::checkItem(found->definition, item);
    } catch (const engine::ServiceError &error) {
        throw refused(toQString(error.what()));
    }
}

class SampleChanges {
public:
    SampleChanges(const model::Model &model, const std::string &table)
        : m_model(model), m_table(table), m_sample(sampleTableOf(model, table))
    {
        if (m_sample < model.sampleData.size())
            m_items = &model.sampleData[m_sample].items;
    }

    model::Command command(const std::vector<ItemChange> &changes) const
    {
        std::vector<std::size_t> gone;
        std::vector<Item> added;
        for (const ItemChange &change : changes) {
            const std::optional<std::size_t> at = change.before ? std::optional(placeOf(*change.before)) : std::nullopt;
            if (change.after) {
                requireItem(m_model, m_table, *change.after);
                requireFreeKey(*change.after, at);
            }
            if (at && change.after && changes.size() == 1)
                return model::changeItem(m_model, m_sample, *at, *change.after);
            if (at)
                gone.push_back(*at);
            if (change.after)
                added.push_back(*change.after);
        }
        if (added.empty())
            return model::removeItems(m_model, m_sample, gone);
        return model::addItems(m_model, m_table, std::move(added), m_items ? m_items->size() : 0);
    }

private:
    std::optional<std::size_t> find(const Item &key) const
    {
        for (std::size_t at = 0; m_items && at < m_items->size(); ++at) {
            if (model::primaryKeyOf(m_model, m_table, (*m_items)[at]) == key)
                return at;
        }
        return std::nullopt;
    }

    std::size_t placeOf(const Item &item) const
    {
        const Item key = model::primaryKeyOf(m_model, m_table, item);
        const auto at = find(key);
        if (!at)
            throw refused(itemChangeTr("The sample data has no item with %1 any more.").arg(keyText(key)));
        if (!((*m_items)[*at] == item))
            throw refused(
                itemChangeTr("The item with %1 has changed since it was read. Look at it again and repeat the edit.").arg(keyText(key)));
        return *at;
    }

    void requireFreeKey(const Item &item, std::optional<std::size_t> own) const
    {
        const Item key = model::primaryKeyOf(m_model, m_table, item);
        const auto at = find(key);
        if (at && at != own)
            throw refused(itemChangeTr("An item with %1 is there already. Give this one another key.").arg(keyText(key)));
    }

    const model::Model &m_model;
    const std::string &m_table;
    std::size_t m_sample;
    const std::vector<Item> *m_items = nullptr;
};

/// Nothing that the person saw, or now sets, has been changed by somebody else.
Condition asSeen(const Item &before, const Item *after)
{
    std::vector<Condition> parts;
    for (const auto &seen : before)
        parts.push_back(Condition::on(ConditionKind::Equal, {Operand::at(expression::pathTo(seen.name)), Operand::of(seen.value)}));
    if (after) {
        for (const auto &set : *after) {
            if (!before.contains(set.name))
                parts.push_back(Condition::on(ConditionKind::NotExists, {Operand::at(expression::pathTo(set.name))}));
        }
    }
    return Condition::all(std::move(parts));
}

Condition notThere(const schema::TableDefinition &table)
{
    return Condition::on(ConditionKind::NotExists, {Operand::at(expression::pathTo(table.key.partition.front().name))});
}

/// Writes one change after the other, each on its condition.
class TableWriter {
public:
    TableWriter(connection::Connection &connection, const schema::TableDefinition &table) : m_connection(connection), m_table(table) { }

    /// Nullopt when it was written. Throws ConnectionError.
    std::optional<QString> write(const ItemChange &change)
    {
        try {
            if (!change.before)
                return add(*change.after);
            if (!change.after)
                return remove(*change.before);
            if (keyOf(*change.before) == keyOf(*change.after))
                return replace(*change.before, *change.after);
            return move(*change.before, *change.after);
        } catch (const connection::ConnectionError &) {
            throw;
        } catch (const engine::ServiceError &) {
            return connectionProblem(std::current_exception()).text;
        } catch (const std::exception &error) {
            return toQString(error.what());
        }
    }

private:
    Item keyOf(const Item &item) const { return engine::keyOf(m_table.key, item); }

    QString taken(const Item &item) const
    {
        return itemChangeTr("An item with %1 is there already. Give this one another key.").arg(keyText(keyOf(item)));
    }

    QString changedMeanwhile(const Item &item) const
    {
        return itemChangeTr(
                   "The item with %1 has been changed by someone else since it was read, so it was left as it is. Read it again and "
                   "repeat the edit.")
            .arg(keyText(keyOf(item)));
    }

    std::optional<QString> add(const Item &item)
    {
        const bool held = m_connection.putItem({.table = m_table.name, .item = item, .condition = notThere(m_table)}).conditionHeld;
        return held ? std::nullopt : std::optional(taken(item));
    }

    std::optional<QString> remove(const Item &item)
    {
        const engine::DeleteItemRequest request{.table = m_table.name, .key = keyOf(item), .condition = asSeen(item, nullptr)};
        return m_connection.deleteItem(request).conditionHeld ? std::nullopt : std::optional(changedMeanwhile(item));
    }

    std::optional<QString> replace(const Item &before, const Item &after)
    {
        const engine::PutItemRequest request{.table = m_table.name, .item = after, .condition = asSeen(before, &after)};
        return m_connection.putItem(request).conditionHeld ? std::nullopt : std::optional(changedMeanwhile(before));
    }

    std::optional<QString> move(const Item &before, const Item &after)
    {
        engine::TransactWriteRequest request;
        request.actions.push_back(
            engine::DeleteItemRequest{.table = m_table.name, .key = keyOf(before), .condition = asSeen(before, nullptr)});
        request.actions.push_back(engine::PutItemRequest{.table = m_table.name, .item = after, .condition = notThere(m_table)});
        const engine::TransactWriteResult result = m_connection.transactWriteItems(request);
        if (!result.cancelled)
            return std::nullopt;
        if (result.reasons.size() == 2 && result.reasons.front().code != engine::CancellationReason::kNone)
            return changedMeanwhile(before);
        const std::string &reason = result.reasons.back().message;
        return result.reasons.back().code == "ConditionalCheckFailed" || reason.empty() ? taken(after) : toQString(reason);
    }

    connection::Connection &m_connection;
    const schema::TableDefinition &m_table;
};

/// What was sent may have been carried out though no answer came.
QString cutOff(const connection::ConnectionError &error)
{
    using Kind = connection::ConnectionError::Kind;
    const bool mayBeWritten = error.kind() == Kind::TimedOut || error.kind() == Kind::Unreachable || error.kind() == Kind::Damaged;
    const QString said = toQString(error.what());
    return mayBeWritten
        ? itemChangeTr("%1 Whether it was written is not known. Trying again is safe: it is written only while the item is as it was seen.")
              .arg(said)
        : said;
}

/// Nullopt for types that have no empty value.
std::optional<value::AttributeValue> blankValue(value::Type type)
{
    switch (type) {
    case value::Type::S: return "";
    case value::Type::N: return value::AttributeValue::number(0);
    case value::Type::Bool: return value::AttributeValue::boolean(false);
    case value::Type::Null: return value::Null();
    case value::Type::M: return value::AttributeMap();
    case value::Type::L: return value::List();
    default: return std::nullopt;
    }
}

} // namespace

model::Command sampleCommand(const model::Model &model, const std::string &table, const std::vector<ItemChange> &changes)
{
    return SampleChanges(model, table).command(changes);
}

WriteReport writeChanges(connection::Connection &connection, const schema::TableDefinition &table, const std::vector<ItemChange> &changes,
                         const std::stop_token &stop)
{
    WriteReport report;
    TableWriter writer(connection, table);
    try {
        for (const ItemChange &change : changes) {
            if (stop.stop_requested())
                break;
            const auto sentence = writer.write(change);
            if (!sentence)
                ++report.written;
            else if (report.refusals.size() < kMostSentences)
                report.refusals.push_back(*sentence);
        }
    } catch (const connection::ConnectionError &error) {
        report.refusals.push_back(cutOff(error));
    }
    return report;
}

value::Item withFollowingKeys(const model::Model &model, const std::string &table, const Item &before, Item after)
{
    const model::Entity *entity = model::entityOfItem(model, table, before);
    if (!entity)
        return after;
    Item followed = after;
    for (const auto &[attribute, text] : entity->keyTemplates) {
        const auto parsed = model::KeyTemplate::parse(text);
        const value::AttributeValue *old = before.find(attribute);
        const value::AttributeValue *now = after.find(attribute);
        const bool isUntouched = old ? now && *old == *now : !now;
        if (!parsed || !isUntouched)
            continue;
        const auto builtBefore = parsed->build(before);
        const auto built = parsed->build(after);
        const bool wasBuilt = builtBefore && (old ? *builtBefore && **builtBefore == *old : !*builtBefore);
        if (!wasBuilt || !built)
            continue;
        if (*built)
            followed.set(attribute, **built);
        else
            followed.erase(attribute);
    }
    return followed;
}

value::Item blankItem(const model::Model &model, const std::string &table, const model::Entity *entity)
{
    Item item;
    const auto add = [&item](const std::string &name, value::Type type) {
        if (!item.contains(name))
            if (auto blank = blankValue(type))
                item.set(name, std::move(*blank));
    };
    const model::Table *found = model.findTable(table);
    for (const auto *part : {&found->definition.key.partition, &found->definition.key.sort}) {
        for (const schema::KeyAttribute &attribute : *part) {
            if (!entity || !entity->keyTemplate(attribute.name))
                add(attribute.name, attribute.type == schema::KeyType::N ? value::Type::N : value::Type::S);
        }
    }
    if (!entity)
        return item;
    if (entity->identifiedBy)
        item.set(entity->identifiedBy->attribute, entity->identifiedBy->value);
    for (const model::Attribute &attribute : entity->attributes)
        add(attribute.name, attribute.type);
    return item;
}

value::Item withMissingKeys(const model::Entity &entity, Item item)
{
    const Item given = item;
    for (const auto &[attribute, text] : entity.keyTemplates) {
        if (given.contains(attribute))
            continue;
        const auto parsed = model::KeyTemplate::parse(text);
        const auto built = parsed ? parsed->build(given) : tl::expected<std::optional<value::AttributeValue>, model::TemplateError>();
        if (parsed && built && *built)
            item.set(attribute, **built);
    }
    return item;
}

} // namespace keywright::ui
