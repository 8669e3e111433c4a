#include "core/session/import_rows.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "core/exchange/import_file.h"
#include "core/exchange/naming.h"
#include "core/session/file_import.h"
#include "core/session/live_model.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestModelFile = 64u << 20;

/// Thrown by the taker of previewItems() when it has enough.
struct Enough { };

bool isInEach(const std::vector<value::Item> &items, const KeyWish &wish)
{
    return std::all_of(items.begin(), items.end(), [&wish](const value::Item &item) {
        const value::AttributeValue *value = item.find(wish.name);
        return value != nullptr && keyTypeOf(*value) == wish.type;
    });
}

bool tellsApart(const std::vector<value::Item> &items, const schema::KeySchema &key)
{
    std::map<std::string, int> seen;
    return std::all_of(items.begin(), items.end(), [&](const value::Item &item) { return ++seen[identityOf(key, item)] == 1; });
}

/// What people call an identifier: "id", "orderId", "user_id", "uuid".
bool isNamedAsId(const std::string &name)
{
    const std::string lower = exchange::lowerCased(name);
    return lower.ends_with("id") || lower == "key" || lower == "email";
}

schema::KeySchema keySchemaOf(const KeyWish &partition, const KeyWish *sort)
{
    schema::KeySchema key;
    key.partition = {{partition.name, *partition.type}};
    if (sort != nullptr)
        key.sort = {{sort->name, *sort->type}};
    return key;
}

/// The usual names of generic keys; else an identifier that tells the rows apart; else two attributes that do so together,
/// texts rather than numbers; else the first one that does.
std::optional<schema::KeySchema> likelyKey(const std::vector<value::Item> &items, const std::vector<KeyWish> &inOrder)
{
    std::vector<KeyWish> keyable = inOrder;
    const auto named = [&keyable](std::initializer_list<std::string_view> names) -> const KeyWish * {
        for (const std::string_view name : names)
            for (const KeyWish &each : keyable)
                if (exchange::lowerCased(each.name) == name)
                    return &each;
        return nullptr;
    };
    if (const KeyWish *partition = named({"pk", "partitionkey", "partition_key", "hashkey"}))
        return keySchemaOf(*partition, named({"sk", "sortkey", "sort_key", "rangekey"}));
    std::stable_sort(keyable.begin(), keyable.end(), [](const KeyWish &a, const KeyWish &b) {
        return std::make_pair(!isNamedAsId(a.name), *a.type != schema::KeyType::S)
            < std::make_pair(!isNamedAsId(b.name), *b.type != schema::KeyType::S);
    });
    for (const KeyWish &each : keyable)
        if (isNamedAsId(each.name) && tellsApart(items, keySchemaOf(each, nullptr)))
            return keySchemaOf(each, nullptr);
    for (const KeyWish &partition : keyable) {
        if (partition.type != schema::KeyType::S || tellsApart(items, keySchemaOf(partition, nullptr)))
            continue;
        for (const KeyWish &sort : keyable)
            if (&partition != &sort && tellsApart(items, keySchemaOf(partition, &sort)))
                return keySchemaOf(partition, &sort);
    }
    for (const KeyWish &each : inOrder)
        if (tellsApart(items, keySchemaOf(each, nullptr)))
            return keySchemaOf(each, nullptr);
    return std::nullopt;
}

} // namespace

std::optional<schema::KeyType> keyTypeOf(const value::AttributeValue &value)
{
    return schema::keyTypeFromText(value::tagOf(value.type()));
}

/// The values of the key attributes as one text that tells them apart; an attribute that is not there adds nothing.
std::string identityOf(const schema::KeySchema &key, const value::Item &item)
{
    std::string identity;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const value::AttributeValue *stored = item.find(attribute.name)) {
                const std::string text = value::displayText(*stored);
                identity += std::to_string(text.size()) + ":" + text;
            }
    return identity;
}

/// The whole text of a file of tables or a model; nullopt for items, which are read row by row.
std::optional<std::string> modelText(const fs::path &file)
{
    std::error_code error;
    if (fs::is_directory(file, error) || fs::file_size(file, error) > kLargestModelFile)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    std::string text = std::move(content).str();
    const exchange::ImportKind kind = exchange::detectKind(text, file.filename().string());
    // A packed file is unknown to detectKind and known to itemfile.
    const bool isItems =
        kind == exchange::ImportKind::Items || (kind == exchange::ImportKind::Unknown && itemfile::detectFormat(file).has_value());
    return isItems ? std::nullopt : std::optional(std::move(text));
}

bool holdsItems(const fs::path &file)
{
    return !modelText(file);
}

ItemsPreview previewItems(const fs::path &file, bool csvHasHeader, std::size_t rows)
{
    ItemsPreview preview;
    itemfile::ReadOptions options;
    options.csv.header = csvHasHeader;
    options.csv.rowsForTypes = kMostSampleItems;
    if (const auto detected = itemfile::detectFormat(file))
        preview.format = detected->format;
    try {
        const itemfile::ReadReport report = itemfile::readItems(file, options, [&](itemfile::Record &&record) {
            if (!record.table.empty() && std::find(preview.tables.begin(), preview.tables.end(), record.table) == preview.tables.end())
                preview.tables.push_back(record.table);
            preview.items.push_back(std::move(record.item));
            if (preview.items.size() >= rows)
                throw Enough{};
        });
        for (const itemfile::BadRow &row : report.problems)
            preview.problems.push_back(itemfile::textOf(row));
    } catch (const Enough &) { }
    if (preview.items.empty())
        return preview;
    for (const auto &[name, value] : preview.items.front())
        if (const KeyWish wish{name, keyTypeOf(value)}; wish.type && isInEach(preview.items, wish))
            preview.keyable.push_back(wish);
    preview.likelyKey = likelyKey(preview.items, preview.keyable);
    return preview;
}

} // namespace keywright::session
