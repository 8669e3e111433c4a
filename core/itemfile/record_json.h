#pragma once

#include "core/itemfile/item_file.h"
#include "core/value/json.h"

/// What one JSON object says about an item. Inside core/itemfile only.
namespace keywright::itemfile {

/// Reads an item, {"Item": …}, a write request ({"PutRequest": …}, {"DeleteRequest": …}) or a line of an incremental
/// export ({"Keys", "NewImage", "OldImage"}). `encoding` is set by the first item that tells it. Throws
/// value::ValueFormatError.
Record recordFromJson(const value::Json &json, Encoding &encoding);

} // namespace keywright::itemfile
