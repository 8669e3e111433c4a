// The item decoder: damaged bytes are reported; what decodes encodes to bytes that decode to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/storage/item_bytes.h"
#include "core/storage/storage_error.h"

using namespace keywright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    try {
        const value::Item item = storage::fromItemBytes({reinterpret_cast<const char *>(bytes), size});
        if (storage::fromItemBytes(storage::toItemBytes(item)) != item)
            std::abort();
    } catch (const storage::StorageError &) {
        // Damaged, and said so.
    }
    return 0;
}
