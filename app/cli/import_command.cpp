#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include <unistd.h>

#include "app/cli/command_line.h"
#include "app/cli/connection_options.h"
#include "app/cli/import_report.h"
#include "core/exchange/import_file.h"
#include "core/itemfile/item_file.h"
#include "core/model/model_file.h"
#include "core/model/model_reader.h"
#include "core/session/live_model.h"
#include "core/value/dynamodb_json.h"

namespace keywright::cli {

namespace {

namespace fs = std::filesystem;
using itemfile::ItemFileError;
using session::kMostSampleItems;

constexpr std::uintmax_t kLargestModelFile = 64u << 20;

/// "id" or "id:N"; without a type the first item tells it.
struct KeyWish {
    std::string name;
    std::optional<schema::KeyType> type;
};

std::optional<KeyWish> keyWish(const Arguments &arguments, const std::string &option)
{
    if (!arguments.has(option))
        return std::nullopt;
    const std::string text = arguments.value(option);
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos)
        return KeyWish{text, std::nullopt};
    const auto type = schema::keyTypeFromText(text.substr(colon + 1));
    if (!type)
        throw UsageError(option + " takes a name, or a name and a type such as id:N; \"" + text + "\" has no type S, N or B.");
    return KeyWish{text.substr(0, colon), type};
}

std::optional<schema::KeyType> keyTypeOf(const value::AttributeValue &value)
{
    return schema::keyTypeFromText(value::tagOf(value.type()));
}

/// Stops the reading at an item that cannot be taken.
struct RefusedItem {
    std::string reason;
};

class Import {
public:
    explicit Import(const Arguments &arguments)
        : m_arguments(arguments), m_partitionWish(keyWish(arguments, "--partition-key")), m_sortWish(keyWish(arguments, "--sort-key"))
    {
        if (arguments.has("--into"))
            m_model = model::readModelFile(arguments.value("--into"));
    }

    /// False when nothing is to be written.
    bool read(const fs::path &file)
    {
        std::error_code error;
        if (!fs::is_directory(file, error) && fs::file_size(file, error) <= kLargestModelFile && !holdsItems(file)) {
            add(exchange::importFile(file));
            return true;
        }
        return readItems(file);
    }

    void infer()
    {
        m_report.inference = exchange::inferEntities(m_model);
        m_model = exchange::withInference(std::move(m_model), m_report.inference);
    }

    const model::Model &model() const { return m_model; }
    ImportReport &report() { return m_report; }

private:
    static bool holdsItems(const fs::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        const exchange::ImportKind kind = exchange::detectKind(text.str(), file.filename().string());
        // A packed file is unknown to detectKind and known to itemfile.
        return kind == exchange::ImportKind::Items || (kind == exchange::ImportKind::Unknown && itemfile::detectFormat(file).has_value());
    }

    void add(exchange::FileImport &&found)
    {
        m_report.summaries.push_back(found.summary);
        m_report.notes.insert(m_report.notes.end(), found.result.notes.begin(), found.result.notes.end());
        for (const exchange::ImportProblem &problem : found.result.problems)
            m_report.problems.push_back(exchange::textOf(problem));
        model::Model &other = found.result.model;
        for (const model::Table &table : other.tables)
            if (m_model.findTable(table.definition.name) != nullptr)
                throw model::ModelError("There is a table " + table.definition.name
                                            + " already; nothing was written. Import the file into a model of its own.",
                                        "", 0, 0);
        if (m_model.tables.empty() && m_model.name.empty()) {
            m_model = std::move(other);
            return;
        }
        const auto append = [](auto &to, auto &from) { to.insert(to.end(), from.begin(), from.end()); };
        append(m_model.tables, other.tables);
        append(m_model.entities, other.entities);
        append(m_model.relationships, other.relationships);
        append(m_model.accessPatterns, other.accessPatterns);
        append(m_model.facets, other.facets);
        append(m_model.sampleData, other.sampleData);
        append(m_model.recipes, other.recipes);
    }

    bool readItems(const fs::path &file)
    {
        itemfile::ReadOptions options;
        options.onBadRow = m_arguments.has("--skip-bad-rows") ? itemfile::OnBadRow::Skip : itemfile::OnBadRow::Stop;
        options.csv.header = !m_arguments.has("--no-header");
        m_defaultTable = m_arguments.value("--table", file.stem().string());
        m_taken = m_leftOut = m_refused = 0;
        const auto detected = itemfile::detectFormat(file);
        if (detected && detected->format == itemfile::Format::Csv)
            options.csv.columns = columnsOf(file, options.csv);
        itemfile::ReadReport report;
        try {
            report = itemfile::readItems(file, options, [this](itemfile::Record &&record) { take(std::move(record)); });
        } catch (const RefusedItem &refused) {
            m_report.problems.push_back(refused.reason);
            return false;
        }
        for (const itemfile::BadRow &row : report.problems)
            m_report.problems.push_back(itemfile::textOf(row));
        m_report.notes.insert(m_report.notes.end(), report.notes.begin(), report.notes.end());
        if (m_leftOut > 0)
            m_report.notes.push_back(std::to_string(m_leftOut) + " items of " + file.filename().string()
                                     + " were left out: a model holds up to 10000 items a table as sample data.");
        const std::uint64_t bad = report.badRows + m_refused;
        m_report.summaries.push_back(file.filename().string() + ": " + std::string(itemfile::nameOf(report.format)) + ", "
                                     + std::to_string(m_taken) + " items"
                                     + (bad > 0 ? ", " + std::to_string(bad) + " bad rows skipped" : ""));
        return !report.stoppedAtBadRow;
    }

    /// The columns as found, those of the key with the key's type.
    std::vector<itemfile::CsvColumn> columnsOf(const fs::path &file, const itemfile::CsvOptions &options) const
    {
        std::vector<itemfile::CsvColumn> columns = itemfile::proposeColumns(file, options);
        std::vector<KeyWish> keys;
        if (const model::Table *table = m_model.findTable(m_defaultTable))
            for (const auto *part : {&table->definition.key.partition, &table->definition.key.sort})
                for (const schema::KeyAttribute &key : *part)
                    keys.push_back({key.name, key.type});
        for (const auto &wish : {m_partitionWish, m_sortWish})
            if (wish && m_model.findTable(m_defaultTable) == nullptr)
                keys.push_back(*wish);
        for (itemfile::CsvColumn &column : columns)
            for (const KeyWish &key : keys)
                if (key.type && column.attribute == key.name)
                    column.type = *value::typeFromTag(schema::textOf(*key.type));
        return columns;
    }

    void take(itemfile::Record &&record)
    {
        const std::string table = m_arguments.has("--table") || record.table.empty() ? m_defaultTable : record.table;
        const schema::KeySchema &key = tableFor(table, record.item).key;
        std::string identity;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part) {
                const value::AttributeValue *stored = record.item.find(attribute.name);
                if (stored == nullptr || keyTypeOf(*stored) != attribute.type)
                    return refuse(record, attribute, stored != nullptr);
                const std::string text = value::displayText(*stored);
                identity += std::to_string(text.size()) + ":" + text;
            }
        put(table, identity, std::move(record));
    }

    void put(const std::string &table, const std::string &identity, itemfile::Record &&record)
    {
        auto &items = itemsOf(table).items;
        auto &places = m_places[table];
        if (places.empty())
            for (std::size_t i = 0; i < items.size(); ++i)
                places.emplace(identityOf(table, items[i]), i);
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

    std::string identityOf(const std::string &table, const value::Item &item) const
    {
        std::string identity;
        const schema::KeySchema &key = m_model.findTable(table)->definition.key;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (const value::AttributeValue *stored = item.find(attribute.name)) {
                    const std::string text = value::displayText(*stored);
                    identity += std::to_string(text.size()) + ":" + text;
                }
        return identity;
    }

    void refuse(const itemfile::Record &record, const schema::KeyAttribute &attribute, bool isThere)
    {
        const std::string reason = record.file + ", line " + std::to_string(record.line) + ", " + attribute.name + ": the key attribute "
            + (isThere ? "is not of type " + std::string(schema::textOf(attribute.type)) : std::string("is missing")) + ".";
        if (!m_arguments.has("--skip-bad-rows"))
            throw RefusedItem{reason + " Leave such rows out with --skip-bad-rows."};
        ++m_refused;
        if (m_refused <= 100)
            m_report.problems.push_back(reason);
    }

    const schema::TableDefinition &tableFor(const std::string &name, const value::Item &first)
    {
        if (const model::Table *table = m_model.findTable(name))
            return table->definition;
        if (!m_partitionWish)
            throw model::ModelError("There is no table " + name + " for these items. Name the key of a new one with --partition-key (and "
                                        + "--sort-key), or a model that has it with --into.",
                                    "", 0, 0);
        model::Table table;
        table.definition.name = name;
        table.definition.billingMode = schema::BillingMode::PayPerRequest;
        const auto attribute = [&first](const KeyWish &wish) {
            const value::AttributeValue *value = first.find(wish.name);
            const auto found = value == nullptr ? std::nullopt : keyTypeOf(*value);
            return schema::KeyAttribute{wish.name, wish.type ? *wish.type : found.value_or(schema::KeyType::S)};
        };
        table.definition.key.partition = {attribute(*m_partitionWish)};
        if (m_sortWish)
            table.definition.key.sort = {attribute(*m_sortWish)};
        if (m_model.name.empty())
            m_model.name = name;
        m_model.tables.push_back(std::move(table));
        return m_model.tables.back().definition;
    }

    model::TableItems &itemsOf(const std::string &table)
    {
        const auto found = std::find_if(m_model.sampleData.begin(), m_model.sampleData.end(),
                                        [&table](const model::TableItems &each) { return each.table == table; });
        if (found != m_model.sampleData.end())
            return *found;
        m_model.sampleData.emplace_back();
        m_model.sampleData.back().table = table;
        return m_model.sampleData.back();
    }

    const Arguments &m_arguments;
    std::optional<KeyWish> m_partitionWish;
    std::optional<KeyWish> m_sortWish;
    model::Model m_model;
    ImportReport m_report;
    std::string m_defaultTable;
    std::map<std::string, std::map<std::string, std::size_t>> m_places; ///< table, primary key, place among its items
    std::uint64_t m_taken = 0;
    std::uint64_t m_leftOut = 0;
    std::uint64_t m_refused = 0;
};

/// Options that say how files are read.
constexpr std::array<const char *, 5> kOnlyOfFiles{"--into", "--partition-key", "--sort-key", "--no-header", "--skip-bad-rows"};

void refuseOptionsOfFiles(const Arguments &arguments)
{
    if (!arguments.files.empty())
        throw UsageError("import takes files or an endpoint, not both.");
    for (const char *option : kOnlyOfFiles)
        if (arguments.has(option))
            throw UsageError(std::string(option) + " goes with files only, not with an endpoint.");
}

/// A line that counts the items of one table after the other, where a person watches.
class ProgressLine {
public:
    explicit ProgressLine(bool isWatched) : m_isWatched(isWatched) { }
    ~ProgressLine()
    {
        if (m_width > 0)
            std::cerr << '\r' << std::string(m_width, ' ') << '\r';
    }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const std::string &table, std::size_t items)
    {
        if (!m_isWatched)
            return;
        const std::string line = table + ": " + std::to_string(items) + " items";
        std::cerr << '\r' << line << std::string(m_width > line.size() ? m_width - line.size() : 0, ' ') << std::flush;
        m_width = std::max(m_width, line.size());
    }

private:
    bool m_isWatched;
    std::size_t m_width = 0;
};

model::Model readTables(const Arguments &arguments, ImportReport &report)
{
    constexpr long kUsualItems = 1'000;
    refuseOptionsOfFiles(arguments);
    session::LiveChoice choice;
    choice.tables = arguments.values("--table");
    choice.itemsOfTable = static_cast<std::size_t>(arguments.number("--items", kUsualItems, 0, static_cast<long>(kMostSampleItems)));
    const auto connection = connectionOf(arguments);
    session::LiveModel live;
    {
        ProgressLine progress(isatty(STDERR_FILENO) != 0);
        live =
            session::readLiveModel(*connection, choice, [&](const std::string &table, std::size_t items) { progress.show(table, items); });
    }
    for (const model::Table &table : live.model.tables) {
        const model::TableItems *items = live.model.sampleDataOf(table.definition.name);
        report.summaries.push_back("table " + table.definition.name + ", " + std::to_string(items == nullptr ? 0 : items->items.size())
                                   + " items");
    }
    report.notes = std::move(live.notes);
    report.inference = std::move(live.inference);
    return std::move(live.model);
}

int finish(const model::Model &model, ImportReport &report, const std::string &out, bool asJson)
{
    if (!out.empty()) {
        model::saveModelFile(model, out);
        report.written = out;
    }
    return print(report, asJson);
}

int importFromConnection(const Arguments &arguments, const std::string &out)
{
    ImportReport report;
    const model::Model model = readTables(arguments, report);
    return finish(model, report, out, arguments.has("--json"));
}

int importFromFiles(const Arguments &arguments, const std::string &out)
{
    if (arguments.files.empty())
        throw UsageError("import needs a file, or an endpoint: --endpoint, --region or --profile.");
    if (arguments.has("--items"))
        throw UsageError("--items goes with an endpoint only.");
    Import import(arguments);
    for (const std::string &file : arguments.files)
        if (!import.read(file))
            return print(import.report(), arguments.has("--json"));
    if (arguments.has("--infer"))
        import.infer();
    return finish(import.model(), import.report(), out, arguments.has("--json"));
}

} // namespace

std::vector<Option> importOptions()
{
    std::vector<Option> options{
        {"-o", "MODEL", "write the model there, a new *.keywright.json; without -o and --into nothing is written"},
        {"--into", "MODEL", "add to this model, and write it back unless -o names another file"},
        {"--table", "NAME",
         "the table of the items (their own, else the file's name); of an endpoint a table to read, several times for several"},
        {"--partition-key", "NAME", "of a new table for items: an attribute, with its type as in id:N if need be"},
        {"--sort-key", "NAME", "the same for the sort key"},
        {"--no-header", "", "the first line of a CSV file is a row; its columns are column1, column2, …"},
        {"--skip-bad-rows", "", "leave out rows that cannot be read, instead of stopping at the first"},
        {"--infer", "", "propose entities, key templates and relationships for tables that have none"},
        {"--force", "", "replace the file of -o if it exists"},
        {"--items", "N", "of each table of an endpoint, up to 10000; 1000 unless told"},
        {"--json", "", "print JSON instead of text"}};
    const std::vector<Option> ofConnections = connectionOptions();
    options.insert(options.end() - 1, ofConnections.begin(), ofConnections.end());
    return options;
}

int importFiles(const Arguments &arguments)
{
    const std::string out = arguments.value("-o", arguments.value("--into"));
    if (arguments.has("-o") && fs::exists(out) && !arguments.has("--force")) {
        std::cerr << "keywright-cli: " << out << " exists, and nothing was written. Add to it with --into, or replace it with --force.\n";
        return kFailure;
    }
    try {
        return namesConnection(arguments) ? importFromConnection(arguments, out) : importFromFiles(arguments, out);
    } catch (const model::FileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    } catch (const ItemFileError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
    }
    return kFailure;
}

} // namespace keywright::cli
