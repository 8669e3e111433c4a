#include "core/engine/change_record.h"

#include "core/engine/record_kind.h"
#include "core/storage/item_bytes.h"
#include "core/storage/key_encoding.h"
#include "core/storage/storage_error.h"

namespace keywright::engine {

namespace {

constexpr char kChangeVersion = 1;
constexpr unsigned char kByService = 4;

[[noreturn]] void damagedChange()
{
    throw storage::StorageError(storage::StorageError::Kind::Damaged,
                                "A record of a stream cannot be read: its bytes are no change. The store is damaged; copy its folder "
                                "aside and open the model again.");
}

std::string_view takePart(std::string_view &in)
{
    if (in.size() < 4)
        damagedChange();
    const std::uint64_t length = readBigEndian(in.substr(0, 4));
    in.remove_prefix(4);
    if (length > in.size())
        damagedChange();
    const std::string_view part = in.substr(0, static_cast<std::size_t>(length));
    in.remove_prefix(part.size());
    return part;
}

std::optional<value::Item> takeImage(std::string_view &in)
{
    const std::string_view bytes = takePart(in);
    return bytes.empty() ? std::nullopt : std::optional(storage::fromItemBytes(bytes));
}

} // namespace

std::string_view textOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Insert: return "INSERT";
    case ChangeKind::Modify: return "MODIFY";
    case ChangeKind::Remove: break;
    }
    return "REMOVE";
}

std::string toChangeBody(ChangeKind kind, bool byService, std::string_view key, std::string_view oldImage, std::string_view newImage)
{
    std::string body;
    body.reserve(14 + key.size() + oldImage.size() + newImage.size());
    body += kChangeVersion;
    body += static_cast<char>(static_cast<unsigned char>(kind) | (byService ? kByService : 0));
    storage::appendSized(body, key);
    storage::appendSized(body, oldImage);
    storage::appendSized(body, newImage);
    return body;
}

ItemChange fromChangeBody(std::string_view body)
{
    if (body.size() < 2 || body[0] != kChangeVersion)
        damagedChange();
    const auto flags = static_cast<unsigned char>(body[1]);
    if ((flags & ~kByService) > static_cast<unsigned char>(ChangeKind::Remove))
        damagedChange();
    body.remove_prefix(2);
    ItemChange change;
    change.kind = static_cast<ChangeKind>(flags & ~kByService);
    change.byService = (flags & kByService) != 0;
    change.key = storage::fromItemBytes(takePart(body));
    change.oldImage = takeImage(body);
    change.newImage = takeImage(body);
    if (!body.empty())
        damagedChange();
    return change;
}

} // namespace keywright::engine
