// A request's body: refused with a fault, or read; and as an item, written and read to the same one.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/service/attribute_reader.h"
#include "core/service/attribute_writer.h"
#include "core/service/facts.h"
#include "core/service/fault.h"
#include "core/service/request.h"

using namespace keywright;

namespace {

/// By one operation, which the text chooses: all of them for every text would be slow.
void readAsRequest(std::string_view body)
{
    const auto &operations = service::Facts::ofDynamoDb().operations();
    const service::Operation &operation = operations[body.size() % operations.size()];
    try {
        const service::RequestDocument document(body);
        const service::Request request = service::readRequest(operation, document);
        // Only what the operation has is checked; a member that it does not have is passed over.
        if (operation.input->find("Item") != nullptr)
            if (const auto item = request.find("Item"))
                service::readItem(*item);
    } catch (const service::Fault &fault) {
        if (fault.name() != "SerializationException" && fault.name() != "ValidationException")
            std::abort();
    }
}

void readAsItem(std::string_view text)
{
    try {
        const value::Item item = service::itemFromText(text);
        std::string written;
        service::appendItemJson(written, item);
        if (service::itemFromText(written) != item)
            std::abort();
    } catch (const service::Fault &) {
        // No item.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes), size);
    readAsRequest(text);
    readAsItem(text);
    return 0;
}
