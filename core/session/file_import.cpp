#include "core/session/file_import.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "core/exchange/aws_mcp.h"
#include "core/exchange/import_file.h"
#include "core/exchange/naming.h"
#include "core/model/built_keys.h"
#include "core/model/model_reader.h"
#include "core/session/live_model.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestModelFile = 64u << 20;
constexpr std::size_t kKeptRefusals = 100;

std::optional<schema::KeyType> keyTypeOf(const value::AttributeValue &value)
{
    return schema::keyTypeFromText(value::tagOf(value.type()));
}

/// Stops the reading at an item that cannot be taken.
struct RefusedItem {
    std::string reason;
};

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

class Import {
public:
    Import(const ImportChoice &choice, model::Model model, const ImportProgress &progress, const std::stop_token &stop)
        : m_choice(choice), m_progress(progress), m_stop(stop)
    {
        m_imported.model = std::move(model);
    }

    /// False when the reading is to end.
    bool read(const fs::path &file)
    {
        const std::optional<std::string> text = modelText(file);
        if (!text)
            return readItems(file);
        const std::string name = file.filename().string();
        if (exchange::detectKind(*text, name) == exchange::ImportKind::AwsMcpUsageData && !m_imported.model.entities.empty())
            addRows(*text, name);
        else
            add(exchange::importText(*text, name));
        return !(m_imported.cancelled = m_stop.stop_requested());
    }

    ImportedModel finish()
    {
        if (m_choice.infers && !m_imported.stoppedAtBadRow && !m_imported.cancelled) {
            m_imported.inference = exchange::inferEntities(m_imported.model);
            m_imported.model = exchange::withInference(std::move(m_imported.model), m_imported.inference);
        }
        return std::move(m_imported);
    }

private:
    void add(exchange::FileImport &&found)
    {
        m_imported.summaries.push_back(found.summary);
        m_imported.notes.insert(m_imported.notes.end(), found.result.notes.begin(), found.result.notes.end());
        for (const exchange::ImportProblem &problem : found.result.problems)
            m_imported.problems.push_back(exchange::textOf(problem));
        model::Model &model = m_imported.model;
        model::Model &other = found.result.model;
        for (const model::Table &table : other.tables)
            if (model.findTable(table.definition.name) != nullptr)
                throw model::ModelError("There is a table " + table.definition.name
                                            + " already; nothing was written. Import the file into a model of its own.",
                                        "", 0, 0);
        if (model.tables.empty() && model.name.empty()) {
            model = std::move(other);
            return;
        }
        const auto append = [](auto &to, auto &from) { to.insert(to.end(), from.begin(), from.end()); };
        append(model.tables, other.tables);
        append(model.entities, other.entities);
        append(model.relationships, other.relationships);
        append(model.accessPatterns, other.accessPatterns);
        append(model.facets, other.facets);
        append(model.sampleData, other.sampleData);
        append(model.recipes, other.recipes);
    }

    /// Rows in the entities' own words, of a file beside an AWS MCP schema.
    void addRows(const std::string &text, const std::string &fileName)
    {
        exchange::ImportResult result;
        result.model = std::move(m_imported.model);
        const std::size_t before = result.model.itemCount();
        exchange::addAwsMcpUsageData(text, fileName, result);
        m_imported.model = std::move(result.model);
        m_imported.notes.insert(m_imported.notes.end(), result.notes.begin(), result.notes.end());
        for (const exchange::ImportProblem &problem : result.problems)
            m_imported.problems.push_back(exchange::textOf(problem));
        m_imported.summaries.push_back(std::string(exchange::nameOf(exchange::ImportKind::AwsMcpUsageData)) + ": "
                                       + std::to_string(m_imported.model.itemCount() - before) + " items");
    }

    bool readItems(const fs::path &file)
    {
        itemfile::ReadOptions options;
        options.onBadRow = m_choice.skipsBadRows ? itemfile::OnBadRow::Skip : itemfile::OnBadRow::Stop;
        options.csv.header = m_choice.csvHasHeader;
        options.stop = m_stop;
        if (m_progress)
            options.progress = [this, &file](const itemfile::Progress &progress) { m_progress(file, progress); };
        m_defaultTable = m_choice.table.empty() ? file.stem().string() : m_choice.table;
        m_taken = m_leftOut = m_refused = 0;
        const auto detected = itemfile::detectFormat(file);
        if (detected && detected->format == itemfile::Format::Csv)
            options.csv.columns = columnsOf(file, options.csv);
        itemfile::ReadReport report;
        try {
            report = itemfile::readItems(file, options, [this](itemfile::Record &&record) { take(std::move(record)); });
        } catch (const RefusedItem &refused) {
            m_imported.problems.push_back(refused.reason);
            m_imported.stoppedAtBadRow = true;
            return false;
        }
        tell(file, report);
        m_imported.stoppedAtBadRow = report.stoppedAtBadRow;
        m_imported.cancelled = report.cancelled;
        return !report.stoppedAtBadRow && !report.cancelled;
    }

    void tell(const fs::path &file, const itemfile::ReadReport &report)
    {
        const std::string name = file.filename().string();
        for (const itemfile::BadRow &row : report.problems)
            m_imported.problems.push_back(itemfile::textOf(row));
        m_imported.notes.insert(m_imported.notes.end(), report.notes.begin(), report.notes.end());
        if (m_leftOut > 0)
            m_imported.notes.push_back(std::to_string(m_leftOut) + " items of " + name
                                       + " were left out: a model holds up to 10000 items a table as sample data.");
        const std::uint64_t bad = report.badRows + m_refused;
        m_imported.summaries.push_back(name + ": " + std::string(itemfile::nameOf(report.format)) + ", " + std::to_string(m_taken)
                                       + " items" + (bad > 0 ? ", " + std::to_string(bad) + " bad rows skipped" : ""));
    }

    /// The columns as found, those of the key with the key's type.
    std::vector<itemfile::CsvColumn> columnsOf(const fs::path &file, const itemfile::CsvOptions &options) const
    {
        std::vector<itemfile::CsvColumn> columns = itemfile::proposeColumns(file, options);
        std::vector<KeyWish> keys;
        const model::Table *table = m_imported.model.findTable(m_defaultTable);
        if (table != nullptr)
            for (const auto *part : {&table->definition.key.partition, &table->definition.key.sort})
                for (const schema::KeyAttribute &key : *part)
                    keys.push_back({key.name, key.type});
        else
            for (const auto &wish : {m_choice.partitionKey, m_choice.sortKey})
                if (wish)
                    keys.push_back(*wish);
        for (itemfile::CsvColumn &column : columns)
            for (const KeyWish &key : keys)
                if (key.type && column.attribute == key.name)
                    column.type = *value::typeFromTag(schema::textOf(*key.type));
        return columns;
    }

    void take(itemfile::Record &&record)
    {
        const std::string table = !m_choice.table.empty() || record.table.empty() ? m_defaultTable : record.table;
        const schema::TableDefinition &definition = tableFor(table, record.item);
        const schema::KeySchema &key = definition.key;
        if (!model::hasPrimaryKey(definition, record.item))
            buildKeys(definition, record.item);
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part) {
                const value::AttributeValue *stored = record.item.find(attribute.name);
                if (stored == nullptr || keyTypeOf(*stored) != attribute.type)
                    return refuse(record, attribute, stored != nullptr);
            }
        put(table, key, std::move(record));
    }

    /// A row of the one entity whose templates build what it lacks gets its keys; any other stays, and is refused.
    void buildKeys(const schema::TableDefinition &table, value::Item &item) const
    {
        const std::vector<const model::Entity *> builders = model::buildersOf(m_imported.model.entities, table, item);
        if (builders.size() == 1)
            item = model::withBuiltKeys(std::move(item), *builders.front());
    }

    void put(const std::string &table, const schema::KeySchema &key, itemfile::Record &&record)
    {
        auto &items = itemsOf(table).items;
        auto &places = m_places[table];
        if (places.empty())
            for (std::size_t i = 0; i < items.size(); ++i)
                places.emplace(identityOf(key, items[i]), i);
        const std::string identity = identityOf(key, record.item);
        const auto found = places.find(identity);
        if (record.kind == itemfile::Record::Kind::Delete) {
            if (found == places.end())
                return;
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(found->second));
            places.clear();
        } else if (found != places.end()) {
            items[found->second] = std::move(record.item);
            ++m_taken;
        } else if (items.size() >= kMostSampleItems) {
            ++m_leftOut;
        } else {
            places.emplace(identity, items.size());
            items.push_back(std::move(record.item));
            ++m_taken;
        }
    }

    void refuse(const itemfile::Record &record, const schema::KeyAttribute &attribute, bool isThere)
    {
        const std::string reason = record.file + ", line " + std::to_string(record.line) + ", " + attribute.name + ": the key attribute "
            + (isThere ? "is not of type " + std::string(schema::textOf(attribute.type))
                       : "is missing, and " + whyNotBuilt(record.table.empty() ? m_defaultTable : record.table, record.item))
            + ".";
        if (!m_choice.skipsBadRows)
            throw RefusedItem{reason};
        if (++m_refused <= kKeptRefusals)
            m_imported.problems.push_back(reason);
    }

    std::string whyNotBuilt(const std::string &name, const value::Item &item) const
    {
        const model::Table *table = m_imported.model.findTable(m_choice.table.empty() ? name : m_choice.table);
        std::string names;
        if (table != nullptr)
            for (const model::Entity *entity : model::buildersOf(m_imported.model.entities, table->definition, item))
                names += (names.empty() ? "" : ", ") + entity->name;
        return names.empty() ? "no entity's key templates build it" : "the key templates of several entities build it (" + names + ")";
    }

    const schema::TableDefinition &tableFor(const std::string &name, const value::Item &first)
    {
        model::Model &model = m_imported.model;
        if (const model::Table *table = model.findTable(name))
            return table->definition;
        if (!m_choice.partitionKey)
            throw KeyWanted("There is no table " + name + " for these items.");
        model::Table table;
        table.definition.name = name;
        table.definition.billingMode = schema::BillingMode::PayPerRequest;
        const auto attribute = [&first](const KeyWish &wish) {
            const value::AttributeValue *value = first.find(wish.name);
            const auto found = value == nullptr ? std::nullopt : keyTypeOf(*value);
            return schema::KeyAttribute{wish.name, wish.type ? *wish.type : found.value_or(schema::KeyType::S)};
        };
        table.definition.key.partition = {attribute(*m_choice.partitionKey)};
        if (m_choice.sortKey)
            table.definition.key.sort = {attribute(*m_choice.sortKey)};
        if (model.name.empty())
            model.name = name;
        model.tables.push_back(std::move(table));
        return model.tables.back().definition;
    }

    model::TableItems &itemsOf(const std::string &table)
    {
        auto &all = m_imported.model.sampleData;
        const auto found = std::find_if(all.begin(), all.end(), [&table](const model::TableItems &each) { return each.table == table; });
        if (found != all.end())
            return *found;
        all.emplace_back();
        all.back().table = table;
        return all.back();
    }

    const ImportChoice &m_choice;
    const ImportProgress &m_progress;
    const std::stop_token &m_stop;
    ImportedModel m_imported;
    std::string m_defaultTable;
    std::map<std::string, std::map<std::string, std::size_t>> m_places; ///< table, primary key, place among its items
    std::uint64_t m_taken = 0;
    std::uint64_t m_leftOut = 0;
    std::uint64_t m_refused = 0;
};

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

bool holdsItems(const fs::path &file)
{
    return !modelText(file);
}

ItemsPreview previewItems(const fs::path &file, bool csvHasHeader, std::size_t rows)
{
    ItemsPreview preview;
    itemfile::ReadOptions options;
    options.csv.header = csvHasHeader;
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

ImportedModel importFiles(const std::vector<fs::path> &files, const ImportChoice &choice, model::Model model,
                          const ImportProgress &progress, const std::stop_token &stop)
{
    Import import(choice, std::move(model), progress, stop);
    for (const fs::path &file : files)
        if (!import.read(file))
            break;
    return import.finish();
}

} // namespace keywright::session
