#include "core/service/operations/transfer_parts.h"

namespace keywright::service {

itemfile::Packing packingIn(const RequestValue &request)
{
    const std::string_view name = request.text("InputCompressionType");
    return name == "GZIP" ? itemfile::Packing::Gzip : name == "ZSTD" ? itemfile::Packing::Zstd : itemfile::Packing::None;
}

std::string_view nameOf(itemfile::Packing packing)
{
    switch (packing) {
    case itemfile::Packing::None: return "NONE";
    case itemfile::Packing::Gzip: return "GZIP";
    case itemfile::Packing::Zstd: return "ZSTD";
    }
    return {};
}

void writeUnlessEmpty(JsonWriter &out, std::string_view name, std::string_view text)
{
    if (!text.empty())
        out.member(name, text);
}

void writeTime(JsonWriter &out, std::string_view name, std::int64_t milliseconds)
{
    out.key(name);
    out.seconds(milliseconds);
}

} // namespace keywright::service
