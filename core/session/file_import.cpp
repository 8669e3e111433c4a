#include "core/session/file_import.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/aws_mcp.h"
#include "core/exchange/import_file.h"
#include "core/exchange/naming.h"
#include "core/model/built_keys.h"
#include "core/model/model_reader.h"
#include "core/model/table_edits.h"
#include "core/schema/limits.h"
#include "core/schema/table_rules.h"
#include "core/session/import_rows.h"
#include "core/session/import_tally.h"
#include "core/session/live_model.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kKeptRefusals = 100;

/// Stops the reading at an item that cannot be taken.
struct RefusedItem {
    std::string reason;
    std::int64_t line = 0;
};

/// An item of a table: its place, and the file that brought it.
struct ItemPlace {
    std::size_t at = 0;
    std::size_t file = 0; ///< among the tallies, from 1; 0 was there before
};

std::string listed(const std::vector<std::string> &names)
{
    constexpr std::size_t kMost = 30;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i)
        list += (i == 0 ? "" : ", ") + names[i];
    return names.size() > kMost ? list + " and " + std::to_string(names.size() - kMost) + " more" : list;
}

bool holdsName(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Import {
public:
    Import(const ImportChoice &choice, model::Model model, const ImportProgress &progress, const std::stop_token &stop)
        : m_choice(choice), m_progress(progress), m_stop(stop)
    {
        m_imported.model = std::move(model);
        refuseChoice();
    }

    /// Looks at the key columns of all CSV files, so that each has one type.
    void decideKeyTypes(const std::vector<fs::path> &files)
    {
        for (const fs::path &file : files) {
            try {
                const auto detected = itemfile::detectFormat(file);
                if (detected && detected->format == itemfile::Format::Csv)
                    noteKeyTypes(file);
            } catch (const itemfile::ItemFileError &) { // is said when the file is read
            }
        }
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
        for (const auto &[summary, tally] : m_tallies)
            m_imported.summaries[summary] = summaryOf(tally);
        if (m_choice.infers && !m_imported.stoppedAtBadRow && !m_imported.cancelled) {
            m_imported.inference = exchange::inferEntities(m_imported.model);
            m_imported.model = exchange::withInference(std::move(m_imported.model), m_imported.inference);
        }
        return std::move(m_imported);
    }

private:
    void refuseChoice() const
    {
        using Field = ChoiceRefused::Field;
        if (!m_choice.table.empty() && m_imported.model.findTable(m_choice.table) == nullptr)
            if (const auto problem = model::namingProblem("table", m_choice.table))
                throw ChoiceRefused(*problem, Field::Table);
        if (m_choice.partitionKey && m_choice.sortKey && m_choice.partitionKey->name == m_choice.sortKey->name)
            throw ChoiceRefused("The partition key and the sort key are both " + m_choice.sortKey->name
                                    + "; choose two attributes, or no sort key.",
                                Field::SortKey);
    }

    void noteKeyTypes(const fs::path &file)
    {
        itemfile::CsvOptions options = csvOptions();
        options.columns.clear();
        const auto &columns = m_columns[file] = itemfile::proposeColumns(file, options);
        for (const auto &wish : {m_choice.partitionKey, m_choice.sortKey})
            for (const itemfile::CsvColumn &column : columns)
                if (wish && !wish->type && column.attribute == wish->name) {
                    const value::Type type = column.type == value::Type::N ? value::Type::N : value::Type::S;
                    const auto [known, isFirst] = m_keyTypes.try_emplace({defaultTableOf(file), wish->name}, type);
                    if (!isFirst && known->second != type)
                        known->second = value::Type::S;
                }
    }

    itemfile::CsvOptions csvOptions() const
    {
        itemfile::CsvOptions options;
        options.header = m_choice.csvHasHeader;
        options.rowsForTypes = kMostSampleItems;
        return options;
    }

    /// Of rows that name none.
    std::string defaultTableOf(const fs::path &file) const
    {
        const std::string name = m_choice.table.empty() ? file.stem().string() : m_choice.table;
        return m_imported.model.findTable(name) != nullptr ? name : validTableName(name);
    }

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
        m_places.clear();
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
        options.csv = csvOptions();
        options.stop = m_stop;
        if (m_progress)
            options.progress = [this, &file](const itemfile::Progress &progress) { m_progress(file, progress); };
        m_file = file;
        m_defaultTable = defaultTableOf(file);
        const auto detected = itemfile::detectFormat(file);
        startTally(detected ? detected->format : itemfile::Format::Json);
        if (tally().format == itemfile::Format::Csv)
            options.csv.columns = columnsOf(file);
        else
            requireAttributes();
        try {
            const itemfile::ReadReport report =
                itemfile::readItems(file, options, [this](itemfile::Record &&record) { take(std::move(record)); });
            tell(report);
        } catch (const RefusedItem &refused) {
            m_imported.problems.push_back(refused.reason);
            tally().stopped = true;
            tally().stoppedAt = refused.line;
        }
        const std::vector<std::string> notes = notesOf(tally());
        m_imported.notes.insert(m_imported.notes.end(), notes.begin(), notes.end());
        m_imported.stoppedAtBadRow = tally().stopped;
        return !m_imported.stoppedAtBadRow && !m_imported.cancelled;
    }

    void startTally(itemfile::Format format)
    {
        m_tallies.emplace_back(m_imported.summaries.size(), ImportTally());
        m_imported.summaries.emplace_back();
        tally().file = m_file.filename().string();
        tally().format = format;
    }

    ImportTally &tally() { return m_tallies.back().second; }

    void tell(const itemfile::ReadReport &report)
    {
        for (const itemfile::BadRow &row : report.problems)
            m_imported.problems.push_back(itemfile::textOf(row));
        m_imported.notes.insert(m_imported.notes.end(), report.notes.begin(), report.notes.end());
        m_imported.mayLackHeader = m_imported.mayLackHeader || report.headerMayBeRow;
        m_imported.cancelled = report.cancelled;
        tally().badRows += report.badRows;
        tally().stopped = report.stoppedAtBadRow;
        if (report.stoppedAtBadRow && !report.problems.empty())
            tally().stoppedAt = report.problems.back().line;
    }

    /// The columns as found, those of the key with the key's type.
    std::vector<itemfile::CsvColumn> columnsOf(const fs::path &file)
    {
        const auto known = m_columns.find(file);
        std::vector<itemfile::CsvColumn> columns = known != m_columns.end() ? known->second : itemfile::proposeColumns(file, csvOptions());
        requireColumns(columns);
        const model::Table *table = m_imported.model.findTable(m_defaultTable);
        const std::vector<KeyWish> keys = table != nullptr ? keysOf(table->definition.key) : chosenKeys();
        for (itemfile::CsvColumn &column : columns)
            for (const KeyWish &key : keys) {
                if (!key.type || column.attribute != key.name)
                    continue;
                const value::Type type = *value::typeFromTag(schema::textOf(*key.type));
                if (column.type == value::Type::S && type == value::Type::N)
                    m_imported.notes.push_back("Column " + key.name + " of " + m_file.filename().string()
                                               + " looks like text, and is read as numbers, as the key of table " + m_defaultTable
                                               + " has them: 007 becomes 7.");
                column.type = type;
            }
        return columns;
    }

    static std::vector<KeyWish> keysOf(const schema::KeySchema &key)
    {
        std::vector<KeyWish> keys;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                keys.push_back({attribute.name, attribute.type});
        return keys;
    }

    /// Those of a new table, with the types that all its CSV files allow.
    std::vector<KeyWish> chosenKeys() const
    {
        std::vector<KeyWish> keys;
        for (const auto &wish : {m_choice.partitionKey, m_choice.sortKey}) {
            if (!wish)
                continue;
            keys.push_back(*wish);
            const auto decided = m_keyTypes.find({m_defaultTable, wish->name});
            if (!wish->type && decided != m_keyTypes.end())
                keys.back().type = decided->second == value::Type::N ? schema::KeyType::N : schema::KeyType::S;
        }
        return keys;
    }

    /// A chosen key that is no column stops the import before its first row.
    void requireColumns(const std::vector<itemfile::CsvColumn> &columns)
    {
        const bool mayLackHeader = m_choice.csvHasHeader
            && std::any_of(columns.begin(), columns.end(), [](const auto &each) { return itemfile::looksLikeCell(each.attribute); });
        m_imported.mayLackHeader = m_imported.mayLackHeader || mayLackHeader;
        if (m_imported.model.findTable(m_defaultTable) != nullptr && !m_madeTables.contains(m_defaultTable))
            return; // entities may build the key
        std::vector<std::string> names;
        for (const itemfile::CsvColumn &column : columns)
            names.push_back(column.attribute);
        requireKeys(names, "column", "the columns are ", mayLackHeader);
    }

    /// The same for attributes that none of the first items has.
    void requireAttributes() const
    {
        if (!m_choice.partitionKey || (!m_choice.table.empty() && m_imported.model.findTable(m_choice.table) != nullptr))
            return;
        constexpr std::size_t kLookedAt = 50;
        const ItemsPreview preview = previewItems(m_file, m_choice.csvHasHeader, kLookedAt);
        const auto isThere = [this](const std::string &table) { return m_imported.model.findTable(validTableName(table)) != nullptr; };
        const bool areAllThere = m_choice.table.empty()
            && (preview.tables.empty() ? isThere(m_defaultTable) : std::all_of(preview.tables.begin(), preview.tables.end(), isThere));
        if (areAllThere || preview.items.empty())
            return;
        std::vector<std::string> names;
        for (const value::Item &item : preview.items)
            for (const auto &[name, stored] : item)
                if (!holdsName(names, name))
                    names.push_back(name);
        requireKeys(names, "attribute", "the first items have ", false);
    }

    void requireKeys(const std::vector<std::string> &names, const std::string &what, const std::string &there, bool mayLackHeader) const
    {
        using Field = ChoiceRefused::Field;
        for (const auto *wish : {&m_choice.partitionKey, &m_choice.sortKey})
            if (*wish && !holdsName(names, (*wish)->name))
                throw ChoiceRefused("There is no " + what + " " + (*wish)->name + " in " + m_file.filename().string() + "; " + there
                                        + listed(names) + ".",
                                    wish == &m_choice.sortKey ? Field::SortKey : Field::PartitionKey, mayLackHeader);
    }

    /// The table that a row goes into. A name of a file that DynamoDB would not take is made one that it takes.
    const std::string &tableOf(const itemfile::Record &record)
    {
        if (!m_choice.table.empty())
            return m_choice.table;
        const std::string wanted = record.table.empty() ? m_file.stem().string() : record.table;
        const auto [name, isNew] = m_tableNames.try_emplace(wanted, wanted);
        if (isNew && m_imported.model.findTable(wanted) == nullptr && model::namingProblem("table", wanted)) {
            name->second = validTableName(wanted);
            m_imported.notes.push_back("The table is named " + name->second + ", not \"" + wanted + "\". "
                                       + *model::namingProblem("table", wanted));
        }
        return name->second;
    }

    void take(itemfile::Record &&record)
    {
        const std::string &table = tableOf(record);
        const schema::TableDefinition &definition = tableFor(table, record.item);
        const schema::KeySchema &key = definition.key;
        if (!model::hasPrimaryKey(definition, record.item))
            buildKeys(definition, record.item);
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part) {
                const value::AttributeValue *stored = record.item.find(attribute.name);
                if (stored == nullptr || keyTypeOf(*stored) != attribute.type)
                    return refuse(table, record, attribute, stored != nullptr);
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
                places.emplace(identityOf(key, items[i]), ItemPlace{i, 0});
        const std::string identity = identityOf(key, record.item);
        const auto found = places.find(identity);
        if (record.kind == itemfile::Record::Kind::Delete) {
            if (found == places.end())
                return;
            remove(items, places, found);
            return;
        }
        ++tally().rows;
        if (found != places.end()) {
            value::Item &stored = items[found->second.at];
            countReplaced(table, key, found->second, stored == record.item);
            stored = std::move(record.item);
        } else if (items.size() >= kMostSampleItems) {
            ++tally().leftOut;
        } else {
            places.emplace(identity, ItemPlace{items.size(), m_tallies.size()});
            items.push_back(std::move(record.item));
            ++tally().kept;
        }
    }

    void remove(std::vector<value::Item> &items, std::map<std::string, ItemPlace> &places,
                std::map<std::string, ItemPlace>::iterator removed)
    {
        const ItemPlace place = removed->second;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(place.at));
        places.erase(removed);
        for (auto &[identity, each] : places)
            if (each.at > place.at)
                --each.at;
        if (place.file > 0)
            --m_tallies[place.file - 1].second.kept;
    }

    /// A row takes the place of an item; `place` is of this file then.
    void countReplaced(const std::string &table, const schema::KeySchema &key, ItemPlace &place, bool isSame)
    {
        ImportTally &now = tally();
        if (place.file == m_tallies.size()) {
            ++now.repeated;
            now.same += isSame ? 1 : 0;
            if (m_madeTables.contains(table))
                now.keyAdvice = key.sort.empty() ? "A sort key would tell them apart." : "Another key would tell them apart.";
            return;
        }
        ++(place.file > 0 ? now.overEarlierFile : now.overStored);
        if (place.file > 0)
            --m_tallies[place.file - 1].second.kept;
        ++now.kept;
        place.file = m_tallies.size();
    }

    void refuse(const std::string &table, const itemfile::Record &record, const schema::KeyAttribute &attribute, bool isThere)
    {
        const std::string reason = record.file + ", line " + std::to_string(record.line) + ", " + attribute.name + ": the key attribute "
            + (isThere ? "is not of type " + std::string(schema::textOf(attribute.type))
                       : "is missing, and " + whyNotBuilt(table, record.item))
            + ".";
        if (!m_choice.skipsBadRows)
            throw RefusedItem{reason, record.line};
        if (++tally().badRows <= kKeptRefusals)
            m_imported.problems.push_back(reason);
    }

    std::string whyNotBuilt(const std::string &name, const value::Item &item) const
    {
        const model::Table *table = m_imported.model.findTable(name);
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
        m_madeTables.insert(name);
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
    fs::path m_file;                                                  ///< that is read now
    std::string m_defaultTable;                                       ///< of its rows that name none
    std::map<std::string, std::string> m_tableNames;                  ///< as files say them, and as the tables are named
    std::set<std::string> m_madeTables;                               ///< by this import
    std::map<std::string, std::map<std::string, ItemPlace>> m_places; ///< table, primary key
    std::vector<std::pair<std::size_t, ImportTally>> m_tallies;       ///< of files of items, with the place of their summaries
    std::map<fs::path, std::vector<itemfile::CsvColumn>> m_columns;
    std::map<std::pair<std::string, std::string>, value::Type> m_keyTypes; ///< table, attribute
};

} // namespace

std::string validTableName(std::string_view name)
{
    if (!model::namingProblem("table", std::string(name)))
        return std::string(name);
    std::string valid;
    for (std::size_t i = 0; i < name.size() && valid.size() < schema::kMaxTableNameLength; ++i)
        if (schema::isPlainName(name.substr(i, 1)))
            valid += name[i];
        else if (!valid.empty() && valid.back() != '-')
            valid += '-';
    while (valid.ends_with('-'))
        valid.pop_back();
    if (valid.size() < schema::kMinTableNameLength)
        valid += valid.empty() ? "items" : "-items";
    return valid;
}

ImportedModel importFiles(const std::vector<fs::path> &files, const ImportChoice &choice, model::Model model,
                          const ImportProgress &progress, const std::stop_token &stop)
{
    Import import(choice, std::move(model), progress, stop);
    import.decideKeyTypes(files);
    for (const fs::path &file : files)
        if (!import.read(file))
            break;
    return import.finish();
}

} // namespace keywright::session
