#include "core/exchange/policy_writer.h"

#include <set>

#include "core/exchange/access_policy.h"
#include "core/exchange/building.h"
#include "core/exchange/naming.h"

namespace keywright::exchange {

using value::Json;

namespace {

std::string arnOf(const PolicyStatement &statement, const PolicyOptions &options)
{
    const std::string table = "arn:aws:dynamodb:" + options.region + ":" + options.account + ":table/" + statement.table->definition.name;
    return statement.index.empty() ? table : table + "/index/" + statement.index;
}

std::string codeList(const std::vector<std::string> &texts)
{
    std::string list;
    for (const std::string &text : texts)
        list += (list.empty() ? "`" : ", `") + text + "`";
    return list;
}

/// Why the statement is not bound to keys, or to which.
std::string boundOf(const PolicyStatement &statement)
{
    if (!statement.leadingKeys.empty())
        return "Only items whose partition key is like " + codeList(statement.leadingKeys) + ".";
    if (!statement.index.empty())
        return "Any item of the index: entries of an index are not bound to the table's partition keys.";
    std::vector<std::string> unbound;
    for (const PolicyReason &reason : statement.reasons)
        if (reason.leadingKey.empty() && (unbound.empty() || unbound.back() != reason.pattern))
            unbound.push_back(reason.pattern);
    std::string names;
    for (const std::string &name : unbound)
        names += (names.empty() ? "\"" : ", \"") + name + "\"";
    return "Any item, because of " + names + ": the partition key there may be anything.";
}

std::string reasonLine(const PolicyReason &reason)
{
    std::string line = "- " + reason.pattern + ": `" + reason.action + "`";
    if (!reason.leadingKey.empty())
        line += " on `" + reason.leadingKey + "`";
    if (reason.isOfCaller)
        line += ", the caller's own";
    return line + "\n";
}

std::string reasonsText(const model::Model &model, const std::vector<PolicyStatement> &statements, const PolicyOptions &options)
{
    const std::vector<std::string> ids = statementIds(statements);
    std::string text =
        "# Why " + (model.name.empty() ? std::string("the application") : model.name) + " may do what access-policy.json allows\n";
    if (statements.empty())
        text += "\nNothing: no access pattern of the model names a table.\n";
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const PolicyStatement &each = statements[i];
        text += "\n## " + ids[i] + "\n\n" + codeList(each.actions) + " on `" + arnOf(each, options) + "`. " + boundOf(each)
            + "\n\nNeeded by:\n\n";
        for (const PolicyReason &reason : each.reasons)
            text += reasonLine(reason);
    }
    return text;
}

/// Patterns of a user that stand beside others that reach the same items without one.
void addWidened(const model::Model &model, const std::vector<PolicyStatement> &statements, std::vector<Loss> &losses)
{
    std::set<std::string> widened;
    for (const PolicyStatement &statement : statements)
        for (const PolicyReason &own : statement.reasons)
            for (const PolicyReason &other : statement.reasons)
                if (own.isOfCaller && !other.isOfCaller && own.action == other.action
                    && (statement.leadingKeys.empty() || other.leadingKey.find('*') != std::string::npos))
                    widened.insert(own.pattern);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        if (widened.contains(model.accessPatterns[i].name))
            losses.push_back(
                {element("accessPatterns", i),
                 "\"" + model.accessPatterns[i].name
                     + "\" is bound to its caller, but another pattern needs the same action for other keys: one role for both "
                       "can reach the items of others. Give the patterns roles of their own."});
}

} // namespace

ExportResult writeAccessPolicy(const model::Model &model, const PolicyOptions &options)
{
    const std::vector<PolicyStatement> statements = accessPolicy(model, options.identity);
    const Json document =
        policyDocument(statements, [&options](const PolicyStatement &statement) { return jsonText(arnOf(statement, options)); });
    ExportResult result;
    result.files.push_back({"access-policy.json", document.pretty() + "\n"});
    result.files.push_back({"access-policy.md", reasonsText(model, statements, options)});
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        if (model.accessPatterns[i].steps.empty())
            result.losses.push_back({element("accessPatterns", i),
                                     "\"" + model.accessPatterns[i].name + "\" has no steps, so the policy allows nothing for it."});
    addWidened(model, statements, result.losses);
    return result;
}

} // namespace keywright::exchange
