#include "core/exchange/code/runtime.h"

namespace keywright::exchange {

namespace {

constexpr const char *kPython = R"code(_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def to_item(values):
    """Attribute values as DynamoDB writes them; numbers are int or Decimal."""
    return {name: _serializer.serialize(value) for name, value in values.items()}


def from_item(item):
    return {name: _deserializer.deserialize(value) for name, value in item.items()}


def text(value):
    """The text that stands in a key: a string, or a number as DynamoDB writes it."""
    if isinstance(value, str):
        return value
    number = Decimal(value)
    return format(number.normalize(), "f") if number else "0"


def get_one(client, **request):
    """The item as a list of one; empty when there is none."""
    item = client.get_item(**request).get("Item")
    return [from_item(item)] if item else []


def read_all(operation, **request):
    """Every page of a Query or Scan."""
    items = []
    while True:
        page = operation(**request)
        items += [from_item(item) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return items
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def read_page(operation, **request):
    """One page; its length is the request's Limit at most."""
    return [from_item(item) for item in operation(**request)["Items"]]


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


def batch_write(client, writes):
    """Puts and deletes, 25 a call."""
    waiting = list(writes)
    while waiting:
        tables = {}
        for table, write in waiting[:25]:
            tables.setdefault(table, []).append(write)
        left = client.batch_write_item(RequestItems=tables).get("UnprocessedItems", {})
        waiting = [(table, write) for table, rest in left.items() for write in rest] + waiting[25:]
)code";

constexpr const char *kJavaScript = R"code(/** The text that stands in a key: a string, or a number as DynamoDB writes it. */
function text(value) {
  if (typeof value === "string") return value;
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/i.exec(String(value));
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const rest = padded.slice(at).replace(/0+$/, "");
  return sign + (padded.slice(0, at).replace(/^0+(?=\d)/, "")) + (rest ? "." + rest : "");
}

/** The item as a list of one; empty when there is none. */
async function getOne(client, request) {
  const { Item } = await client.send(new GetCommand(request));
  return Item ? [Item] : [];
}

/** Every page of a Query or Scan. */
async function readAll(client, Command, request) {
  const items = [];
  let start;
  do {
    const page = await client.send(new Command({ ...request, ExclusiveStartKey: start }));
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** One page; its length is the request's Limit at most. */
async function readPage(client, Command, request) {
  return (await client.send(new Command(request))).Items;
}

/** Items of many keys, 100 a call, in no order; a key that comes twice is read once. */
async function batchGet(client, gets) {
  let waiting = [...new Map(gets.map((get) => [JSON.stringify([get.table, get.key]), get])).values()];
  const items = [];
  while (waiting.length > 0) {
    const tables = {};
    for (const { table, key, options } of waiting.slice(0, 100)) {
      tables[table] ??= { Keys: [], ...options };
      tables[table].Keys.push(key);
    }
    const answer = await client.send(new BatchGetCommand({ RequestItems: tables }));
    for (const found of Object.values(answer.Responses)) items.push(...found);
    const left = Object.entries(answer.UnprocessedKeys ?? {}).flatMap(([table, { Keys, ...options }]) =>
      Keys.map((key) => ({ table, key, options })));
    waiting = [...left, ...waiting.slice(100)];
  }
  return items;
}

/** Puts and deletes, 25 a call. */
async function batchWrite(client, writes) {
  let waiting = [...writes];
  while (waiting.length > 0) {
    const tables = {};
    for (const { table, write } of waiting.slice(0, 25)) (tables[table] ??= []).push(write);
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: tables }));
    const left = Object.entries(UnprocessedItems).flatMap(([table, rest]) => rest.map((write) => ({ table, write })));
    waiting = [...left, ...waiting.slice(25)];
  }
}
)code";

struct FilterCode {
    const char *name;
    const char *python;
    const char *javascript;
};

constexpr FilterCode kFilters[] = {
    {"pad",
     R"code(

def pad(text, length):
    """Zeros to the left, up to so many characters."""
    return text.rjust(length, "0")
)code",
     R"code(
/** Zeros to the left, up to so many characters. */
function pad(text, length) {
  return "0".repeat(Math.max(0, length - [...text].length)) + text;
}
)code"},
    {"upper",
     R"code(

def upper(text):
    """The letters a to z only, whatever the locale."""
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)
)code",
     R"code(
/** The letters a to z only, whatever the locale. */
function upper(text) {
  return text.replace(/[a-z]/g, (c) => c.toUpperCase());
}
)code"},
    {"lower",
     R"code(

def lower(text):
    """The letters A to Z only, whatever the locale."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
)code",
     R"code(
/** The letters A to Z only, whatever the locale. */
function lower(text) {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}
)code"},
    {"shard",
     R"code(

def shard(text, count):
    """The first 4 bytes of the MD5, big-endian, modulo the number of shards."""
    digest = hashlib.md5(text.encode("utf-8"), usedforsecurity=False).digest()
    return str(int.from_bytes(digest[:4], "big") % count)
)code",
     R"code(
/** The first 4 bytes of the MD5, big-endian, modulo the number of shards. */
function shard(text, count) {
  return String(createHash("md5").update(text, "utf8").digest().readUInt32BE(0) % count);
}
)code"},
    {"date",
     R"code(

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
)code",
     R"code(
/** Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC. */
function date(text, pattern) {
  if (/^\d+$/.test(text) && text.length !== 4 && Number(text) <= 253402300799) {
    text = new Date(Number(text) * 1000).toISOString();
  }
  const fields = { y: text.slice(0, 4), M: "1", d: "1", H: "0", m: "0", s: "0" };
  let known = /^\d{4}$/.test(fields.y);
  for (const [letter, start] of [["M", 5], ["d", 8], ["H", 11], ["m", 14], ["s", 17]]) {
    if (text.length < start + 2) break;
    fields[letter] = text.slice(start, start + 2);
    known &&= /^\d{2}$/.test(fields[letter]);
  }
  if (!known) throw new RangeError(`"${text}" is no ISO 8601 date and no epoch seconds`);
  return pattern.replace(/y+|M+|d+|H+|m+|s+/g, (run) => String(Number(fields[run[0]])).padStart(run.length, "0"));
}
)code"},
};

} // namespace

std::string pythonRuntime(const CodePlan &plan)
{
    std::string text = kPython;
    for (const FilterCode &filter : kFilters)
        if (plan.filters.contains(filter.name))
            text += filter.python;
    return text;
}

std::string javascriptRuntime(const CodePlan &plan)
{
    std::string text = kJavaScript;
    for (const FilterCode &filter : kFilters)
        if (plan.filters.contains(filter.name))
            text += filter.javascript;
    return text;
}

} // namespace keywright::exchange
