#include "core/model/saved_operations.h"

#include <algorithm>
#include <array>

#include "core/model/json_edit.h"

namespace keywright::model {

using value::Json;

namespace {

constexpr std::array<std::string_view, 14> kSavedKinds{"GetItem",
                                                       "Query",
                                                       "SearchVectors",
                                                       "Scan",
                                                       "PutItem",
                                                       "UpdateItem",
                                                       "DeleteItem",
                                                       "BatchGetItem",
                                                       "BatchWriteItem",
                                                       "TransactGetItems",
                                                       "TransactWriteItems",
                                                       "ExecuteStatement",
                                                       "BatchExecuteStatement",
                                                       "ExecuteTransaction"};

bool isWordLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// As a whole word, and none of a placeholder.
bool hasWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const std::size_t end = at + word.size();
        const char after = end == text.size() ? ' ' : text[end];
        if (!isWordLetter(before) && before != ':' && before != '#' && !isWordLetter(after))
            return true;
    }
    return false;
}

/// Gives each name of a table in the request to `change`.
Json withTableNames(const Json &request, const TextChange &change)
{
    Json changed = withTexts(request, {"TableName"}, change);
    changed = withTexts(changed, {"TransactItems", "[]", "*", "TableName"}, change);
    const Json *batch = changed.find("RequestItems");
    if (batch == nullptr || !batch->isObject())
        return changed;
    Json::Members members = batch->members();
    for (Json::Member &member : members)
        member.name = change(member.name);
    changed.set("RequestItems", Json::object(std::move(members)));
    return changed;
}

void eachStatement(const Json &request, const TextChange &use)
{
    withTexts(request, {"Statement"}, use);
    withTexts(request, {"Statements", "[]", "Statement"}, use);
    withTexts(request, {"TransactStatements", "[]", "Statement"}, use);
}

bool hasWordInside(const Json &json, std::string_view word)
{
    if (json.isString())
        return hasWord(json.text(), word);
    const auto inElement = [word](const Json &element) { return hasWordInside(element, word); };
    const auto inMember = [word](const Json::Member &member) { return hasWord(member.name, word) || hasWordInside(member.value, word); };
    return std::any_of(json.elements().begin(), json.elements().end(), inElement)
        || std::any_of(json.members().begin(), json.members().end(), inMember);
}

} // namespace

bool isSavedOperationKind(std::string_view operation)
{
    return std::find(kSavedKinds.begin(), kSavedKinds.end(), operation) != kSavedKinds.end();
}

std::vector<std::string> tablesOf(const SavedOperation &saved)
{
    std::vector<std::string> names;
    withTableNames(saved.request, [&names](const std::string &name) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
        return name;
    });
    return names;
}

SavedOperation withTableRenamed(SavedOperation saved, const std::string &from, const std::string &to)
{
    const std::vector<std::string> tables = tablesOf(saved);
    if (std::find(tables.begin(), tables.end(), from) != tables.end())
        saved.request = withTableNames(saved.request, [&](const std::string &name) { return name == from ? to : name; });
    return saved;
}

SavedOperation withIndexRenamed(SavedOperation saved, const std::string &table, const std::string &from, const std::string &to)
{
    const std::vector<std::string> tables = tablesOf(saved);
    if (tables == std::vector<std::string>{table})
        saved.request = withTexts(saved.request, {"IndexName"}, [&](const std::string &name) { return name == from ? to : name; });
    return saved;
}

bool statementMentions(const SavedOperation &saved, std::string_view name)
{
    bool found = false;
    eachStatement(saved.request, [&](const std::string &text) {
        found = found || hasWord(text, name);
        return text;
    });
    return found;
}

bool mentionsAttribute(const SavedOperation &saved, std::string_view attribute)
{
    return hasWordInside(saved.request, attribute);
}

std::string freeSavedName(const Model &model, const std::string &name)
{
    const auto isTaken = [&model](const std::string &wanted) {
        return std::any_of(model.savedOperations.begin(), model.savedOperations.end(),
                           [&wanted](const SavedOperation &saved) { return saved.name == wanted; });
    };
    std::string free = name;
    for (int number = 2; isTaken(free); ++number)
        free = name + " " + std::to_string(number);
    return free;
}

} // namespace keywright::model
