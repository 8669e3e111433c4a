// The JSON reader of files: refused with a place, or read and written to the same document.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

using namespace keywright;
using value::Json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    try {
        const Json json = Json::parse({reinterpret_cast<const char *>(bytes), size});
        if (Json::parse(json.compact()) != json || Json::parse(json.pretty()) != json)
            std::abort();
        const value::Item item = value::itemFromDynamoDbJson(json);
        if (value::itemFromDynamoDbJson(value::toDynamoDbJson(item)) != item)
            std::abort();
    } catch (const value::JsonSyntaxError &error) {
        if (error.line() < 1)
            std::abort();
    } catch (const value::ValueFormatError &) {
        // JSON, but no item.
    }
    return 0;
}
