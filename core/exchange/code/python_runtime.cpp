#include "core/exchange/code/runtime.h"

namespace keywright::exchange {

namespace {

constexpr RuntimePiece kPythonPieces[] = {
    {"_serializer", R"code(_serializer = TypeSerializer()
)code"},
    {"_deserializer", R"code(_deserializer = TypeDeserializer()
)code"},
    {"to_item", R"code(

def to_item(values):
    """Attribute values as DynamoDB writes them; numbers are int or Decimal."""
    return {name: _serializer.serialize(value) for name, value in values.items()}
)code"},
    {"from_item", R"code(

def from_item(item):
    return {name: _deserializer.deserialize(value) for name, value in item.items()}
)code"},
    {"text", R"code(

def text(value):
    """The text that stands in a key: a string, or a number as DynamoDB writes it."""
    if isinstance(value, str):
        return value
    number = Decimal(value)
    return format(number.normalize(), "f") if number else "0"
)code"},
    {"get_one", R"code(

def get_one(client, **request):
    """The item as a list of one; empty when there is none."""
    item = client.get_item(**request).get("Item")
    return [from_item(item)] if item else []
)code"},
    {"get_written", R"code(

def get_written(write, **request):
    """The attributes that a write returns, as a list of one; empty when there are none."""
    attributes = write(**request).get("Attributes")
    return [from_item(attributes)] if attributes else []
)code"},
    {"read_all", R"code(

def read_all(operation, **request):
    """Every page of a Query or Scan."""
    items = []
    while True:
        page = operation(**request)
        items += [from_item(item) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return items
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
)code"},
    {"read_page", R"code(

def read_page(operation, **request):
    """One page; its length is the request's Limit at most."""
    return [from_item(item) for item in operation(**request)["Items"]]
)code"},
    {"batch_get", R"code(

def batch_get(client, gets):
    """Items of many keys, 100 a call, in no order; a key that comes twice is read once."""
    waiting = []
    for get in gets:
        if get not in waiting:
            waiting.append(get)
    items = []
    while waiting:
        tables = {}
        for table, key, options in waiting[:100]:
            tables.setdefault(table, {"Keys": [], **options})["Keys"].append(key)
        answer = client.batch_get_item(RequestItems=tables)
        for found in answer["Responses"].values():
            items += [from_item(item) for item in found]
        left = [(table, key, {name: value for name, value in rest.items() if name != "Keys"})
                for table, rest in answer.get("UnprocessedKeys", {}).items() for key in rest["Keys"]]
        waiting = left + waiting[100:]
    return items
)code"},
    {"batch_write", R"code(

def batch_write(client, writes):
    """Puts and deletes, 25 a call."""
    waiting = list(writes)
    while waiting:
        tables = {}
        for table, write in waiting[:25]:
            tables.setdefault(table, []).append(write)
        left = client.batch_write_item(RequestItems=tables).get("UnprocessedItems", {})
        waiting = [(table, write) for table, rest in left.items() for write in rest] + waiting[25:]
)code"},
    {"pad", R"code(

def pad(text, length):
    """Zeros to the left, up to so many characters."""
    return text.rjust(length, "0")
)code"},
    {"upper", R"code(

def upper(text):
    """The letters a to z only, whatever the locale."""
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)
)code"},
    {"lower", R"code(

def lower(text):
    """The letters A to Z only, whatever the locale."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
)code"},
    {"shard", R"code(

def shard(text, count):
    """The first 4 bytes of the MD5, big-endian, modulo the number of shards."""
    digest = hashlib.md5(text.encode("utf-8"), usedforsecurity=False).digest()
    return str(int.from_bytes(digest[:4], "big") % count)
)code"},
    {"date", R"code(

def date(text, pattern):
    """Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC."""
    if re.fullmatch(r"\d+", text) and len(text) != 4 and int(text) <= 253402300799:
        text = datetime.fromtimestamp(int(text), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    fields = {"y": text[0:4], "M": text[5:7], "d": text[8:10], "H": text[11:13], "m": text[14:16], "s": text[17:19]}
    defaults = {"M": "1", "d": "1", "H": "0", "m": "0", "s": "0"}
    if not re.fullmatch(r"\d{4}", fields["y"]) or any(len(f) == 2 and not f.isdigit() for f in fields.values()):
        raise ValueError(f"{text!r} is no ISO 8601 date and no epoch seconds")
    cut = False
    for letter in "MdHms":
        cut = cut or len(fields[letter]) < 2
        if cut:
            fields[letter] = defaults[letter]
    return re.sub(r"(y+|M+|d+|H+|m+|s+)", lambda run: str(int(fields[run[0][0]])).rjust(len(run[0]), "0"), pattern)
)code"},
};

} // namespace

std::span<const RuntimePiece> pythonPieces()
{
    return kPythonPieces;
}

} // namespace keywright::exchange
