#include "core/exchange/code/runtime.h"

namespace keywright::exchange {

namespace {

constexpr RuntimePiece kEcmaPieces[] = {
    {"BatchedGet", R"code(«
type BatchedGet = { table: string; key: Item; options: Omit<NonNullable<BatchGetCommandInput["RequestItems"]>[string], "Keys"> };
»)code"},
    {"BatchedWrite", R"code(«
type BatchedWrite = { table: string; write: NonNullable<BatchWriteCommandInput["RequestItems"]>[string][number] };
»)code"},
    {"Reading", R"code(«
type Reading = typeof QueryCommand | typeof ScanCommand;
»)code"},
    {"text", R"code(
/** The text that stands in a key: a string, or a number as DynamoDB writes it. */
function text(value«: NativeAttributeValue»)«: string» {
  if (typeof value === "string") return value;
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/i.exec(String(value))«!»;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const rest = padded.slice(at).replace(/0+$/, "");
  return sign + (padded.slice(0, at).replace(/^0+(?=\d)/, "")) + (rest ? "." + rest : "");
}
)code"},
    {"getOne", R"code(
/** The item as a list of one; empty when there is none. */
async function getOne(client«: DynamoDBDocumentClient», request«: GetCommandInput»)«: Promise<Item[]>» {
  const { Item } = await client.send(new GetCommand(request));
  return Item ? [Item] : [];
}
)code"},
    {"getWritten", R"code(
/** The attributes that a write returns, as a list of one; empty when there are none. */
async function getWritten(client«: DynamoDBDocumentClient», command«: PutCommand | UpdateCommand | DeleteCommand»)«: Promise<Item[]>» {
  const { Attributes } = await client.send(command« as PutCommand»);
  return Attributes ? [Attributes] : [];
}
)code"},
    {"readAll", R"code(
/** Every page of a Query or Scan. */
async function readAll(client«: DynamoDBDocumentClient», Command«: Reading», request«: QueryCommandInput»)«: Promise<Item[]>» {
  const items«: Item[]» = [];
  let start«: Item | undefined»;
  do {
    const page = await client.send(new «(»Command« as typeof QueryCommand)»({ ...request, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}
)code"},
    {"readPage", R"code(
/** One page; its length is the request's Limit at most. */
async function readPage(client«: DynamoDBDocumentClient», Command«: Reading», request«: QueryCommandInput»)«: Promise<Item[]>» {
  return (await client.send(new «(»Command« as typeof QueryCommand)»(request))).Items ?? [];
}
)code"},
    {"batchGet", R"code(
/** Items of many keys, 100 a call, in no order; a key that comes twice is read once. */
async function batchGet(client«: DynamoDBDocumentClient», gets«: BatchedGet[]»)«: Promise<Item[]>» {
  let waiting = [...new Map(gets.map((get) => [JSON.stringify([get.table, get.key]), get])).values()];
  const items«: Item[]» = [];
  while (waiting.length > 0) {
    const tables«: NonNullable<BatchGetCommandInput["RequestItems"]>» = {};
    for (const { table, key, options } of waiting.slice(0, 100)) {
      tables[table] ??= { Keys: [], ...options };
      tables[table].Keys«!».push(key);
    }
    const answer = await client.send(new BatchGetCommand({ RequestItems: tables }));
    for (const found of Object.values(answer.Responses ?? {})) items.push(...found);
    const left = Object.entries(answer.UnprocessedKeys ?? {}).flatMap(([table, { Keys, ...options }]) =>
      «(»Keys« ?? [])».map((key) => ({ table, key, options })));
    waiting = [...left, ...waiting.slice(100)];
  }
  return items;
}
)code"},
    {"batchWrite", R"code(
/** Puts and deletes, 25 a call. */
async function batchWrite(client«: DynamoDBDocumentClient», writes«: BatchedWrite[]»)«: Promise<void>» {
  let waiting = [...writes];
  while (waiting.length > 0) {
    const tables«: NonNullable<BatchWriteCommandInput["RequestItems"]>» = {};
    for (const { table, write } of waiting.slice(0, 25)) (tables[table] ??= []).push(write);
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: tables }));
    const left = Object.entries(UnprocessedItems).flatMap(([table, rest]) => rest.map((write) => ({ table, write })));
    waiting = [...left, ...waiting.slice(25)];
  }
}
)code"},
    {"pad", R"code(
/** Zeros to the left, up to so many characters. */
function pad(text«: string», length«: number»)«: string» {
  return "0".repeat(Math.max(0, length - [...text].length)) + text;
}
)code"},
    {"upper", R"code(
/** The letters a to z only, whatever the locale. */
function upper(text«: string»)«: string» {
  return text.replace(/[a-z]/g, (c) => c.toUpperCase());
}
)code"},
    {"lower", R"code(
/** The letters A to Z only, whatever the locale. */
function lower(text«: string»)«: string» {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}
)code"},
    {"shard", R"code(
/** The first 4 bytes of the MD5, big-endian, modulo the number of shards. */
function shard(text«: string», count«: number»)«: string» {
  return String(createHash("md5").update(text, "utf8").digest().readUInt32BE(0) % count);
}
)code"},
    {"date", R"code(
/** Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC. */
function date(text«: string», pattern«: string»)«: string» {
  if (/^\d+$/.test(text) && text.length !== 4 && Number(text) <= 253402300799) {
    text = new Date(Number(text) * 1000).toISOString();
  }
  const fields«: Record<string, string>» = { y: text.slice(0, 4), M: "1", d: "1", H: "0", m: "0", s: "0" };
  let known = /^\d{4}$/.test(fields.y);
  for (const [letter, start] of «(»[["M", 5], ["d", 8], ["H", 11], ["m", 14], ["s", 17]]« as [string, number][])») {
    if (text.length < start + 2) break;
    fields[letter] = text.slice(start, start + 2);
    known &&= /^\d{2}$/.test(fields[letter]);
  }
  if (!known) throw new RangeError(`"${text}" is no ISO 8601 date and no epoch seconds`);
  return pattern.replace(/y+|M+|d+|H+|m+|s+/g, (run) => String(Number(fields[run[0]])).padStart(run.length, "0"));
}
)code"},
    {"transactGet", R"code(
/** The items that are there of those that are asked for, all read at one moment. */
async function transactGet(client«: DynamoDBDocumentClient», TransactItems«: TransactGetCommandInput["TransactItems"]»)«: Promise<Item[]>» {
  const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
  return Responses.flatMap(({ Item }) => (Item ? [Item] : []));
}
)code"},
};

} // namespace

std::span<const RuntimePiece> ecmaPieces()
{
    return kEcmaPieces;
}

} // namespace keywright::exchange
