#include "core/engine/import_record.h"

#include <stdexcept>

#include "core/schema/table_json.h"
#include "core/storage/storage_error.h"
#include "core/value/json.h"

namespace keywright::engine {

using value::Json;

namespace {

std::string importText(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::string() : found->text();
}

std::optional<std::int64_t> importNumber(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::nullopt : found->asInteger();
}

Json layoutJson(const ImportRequest &request)
{
    const itemfile::ImportLayout &layout = request.layout;
    Json json = Json::object({{"csv", Json::boolean(layout.isCsv)}, {"packing", Json::number(static_cast<int>(layout.packing))}});
    if (request.hasDelimiter)
        json.set("delimiter", Json::string(std::string(1, layout.delimiter)));
    Json header = Json::array();
    for (const std::string &column : layout.header)
        header.append(Json::string(column));
    json.set("header", header);
    return json;
}

void readLayout(const Json &json, ImportRequest &request)
{
    itemfile::ImportLayout &layout = request.layout;
    const Json *csv = json.find("csv");
    layout.isCsv = csv != nullptr && csv->asBoolean();
    layout.packing = static_cast<itemfile::Packing>(importNumber(json, "packing").value_or(0));
    if (const std::string delimiter = importText(json, "delimiter"); !delimiter.empty()) {
        request.hasDelimiter = true;
        layout.delimiter = delimiter[0];
    }
    if (const Json *header = json.find("header"))
        for (const Json &column : header->elements())
            layout.header.push_back(column.text());
}

} // namespace

std::string toImportRecord(const ImportDescription &import)
{
    const ImportRequest &request = import.request;
    Json json = Json::object();
    const auto text = [&json](const char *name, const std::string &value) {
        if (!value.empty())
            json.set(name, Json::string(value));
    };
    const auto number = [&json](const char *name, const std::optional<std::int64_t> &value) {
        if (value)
            json.set(name, Json::number(*value));
    };
    text("status", std::string(textOf(import.status)));
    text("tableId", import.tableId);
    number("started", import.startTime);
    number("ended", import.endTime);
    number("size", import.processedSize);
    number("processed", import.processedItems);
    number("imported", import.importedItems);
    number("errors", import.errors);
    text("failureCode", import.failureCode);
    text("failure", import.failureMessage);
    text("token", request.clientToken);
    text("bucket", request.bucket);
    text("owner", request.bucketOwner);
    text("prefix", request.prefix);
    text("parameters", request.tableParameters);
    json.set("layout", layoutJson(request));
    json.set("definition", schema::toCreateTableJson(request.table));
    return json.compact();
}

ImportDescription fromImportRecord(const std::string &id, const std::string &record)
{
    const auto damaged = [&id](const std::string &why) {
        return storage::StorageError(storage::StorageError::Kind::Damaged,
                                     "The store's record of the import " + id + " cannot be read: " + why
                                         + ". The store is damaged; copy its folder aside and open the model again.");
    };
    try {
        const Json json = Json::parse(record);
        ImportDescription import;
        ImportRequest &request = import.request;
        import.id = id;
        for (const ImportStatus each : {ImportStatus::InProgress, ImportStatus::Completed, ImportStatus::Failed})
            if (importText(json, "status") == textOf(each))
                import.status = each;
        import.tableId = importText(json, "tableId");
        import.startTime = importNumber(json, "started").value_or(0);
        import.endTime = importNumber(json, "ended");
        import.processedSize = importNumber(json, "size");
        import.processedItems = importNumber(json, "processed").value_or(0);
        import.importedItems = importNumber(json, "imported").value_or(0);
        import.errors = importNumber(json, "errors").value_or(0);
        import.failureCode = importText(json, "failureCode");
        import.failureMessage = importText(json, "failure");
        request.clientToken = importText(json, "token");
        request.bucket = importText(json, "bucket");
        request.bucketOwner = importText(json, "owner");
        request.prefix = importText(json, "prefix");
        request.tableParameters = importText(json, "parameters");
        const Json *layout = json.find("layout");
        const Json *definition = json.find("definition");
        if (layout == nullptr || definition == nullptr)
            throw damaged("a member is missing");
        readLayout(*layout, request);
        request.table = schema::fromCreateTableJson(*definition);
        return import;
    } catch (const value::JsonSyntaxError &error) {
        throw damaged(error.what());
    } catch (const std::logic_error &error) { // std::invalid_argument of the definition
        throw damaged(error.what());
    }
}

} // namespace keywright::engine
