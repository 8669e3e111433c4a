// Access patterns of a DynamoDB model, written by Keywright.
// Every function takes a document client: DynamoDBDocumentClient.from(new DynamoDBClient()).

import { createHash } from "node:crypto";

import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  NumberValue,
} from "@aws-sdk/lib-dynamodb";
import { convertToNative } from "@aws-sdk/util-dynamodb";


/** The text that stands in a key: a string, or a number as DynamoDB writes it. */
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
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** One page; its length is the request's Limit at most. */
async function readPage(client, Command, request) {
  return (await client.send(new Command(request))).Items ?? [];
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
    for (const found of Object.values(answer.Responses ?? {})) items.push(...found);
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

/** Zeros to the left, up to so many characters. */
function pad(text, length) {
  return "0".repeat(Math.max(0, length - [...text].length)) + text;
}

/** The letters a to z only, whatever the locale. */
function upper(text) {
  return text.replace(/[a-z]/g, (c) => c.toUpperCase());
}

/** The letters A to Z only, whatever the locale. */
function lower(text) {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/** The first 4 bytes of the MD5, big-endian, modulo the number of shards. */
function shard(text, count) {
  return String(createHash("md5").update(text, "utf8").digest().readUInt32BE(0) % count);
}

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

/** The items that are there of those that are asked for, all read at one moment. */
async function transactGet(client, TransactItems) {
  const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
  return Responses.flatMap(({ Item }) => (Item ? [Item] : []));
}

/** The item with the attributes that its keys are built of. */
export function withThingKeys(attributes) {
  const item = { ...attributes };
  item.kind = "thing";
  if ("id" in item && "n" in item) {
    item.key = `THING#${pad(lower(item.id), 8)}#${shard(upper(item.id), 4)}#${date(text(item.n), "yyyy-MM")}`;
  }
  return item;
}

/**
 * Says "largest" first * / \ and merges.
 * @param {string} parameters.group
 * @param {string} parameters.classValue
 */
export async function largestOfAllShards(client, { group, classValue }) {
  const found = (await Promise.all(Array.from({ length: 3 }, async (_, shardNumber) => {
    const ofShard = await readAll(client, QueryCommand, {
      TableName: "Things",
      IndexName: "by-group",
      KeyConditionExpression: "#key_group = :group",
      FilterExpression: "#class = :class AND #size > :least",
      ProjectionExpression: "#key, #size, #class",
      ExpressionAttributeNames: {"#class": "class", "#size": "size", "#key": "key", "#key_group": "group"},
      ExpressionAttributeValues: {":group": `${group}#${text(shardNumber)}`, ":class": classValue, ":least": 0.5},
      ScanIndexForward: false,
    });
    return ofShard;
  }))).flat();
  found.sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  found.length = Math.min(found.length, 5);
  return found;
}

/**
 * Copies of things
 * @param {string} parameters.group
 */
export async function copiesOfThings(client, { group }) {
  const thing = await readAll(client, QueryCommand, {
    TableName: "Things",
    IndexName: "by-group",
    KeyConditionExpression: "#key_group = :group",
    ExpressionAttributeNames: {"#key_group": "group"},
    ExpressionAttributeValues: {":group": group},
  });
  const whole = [];
  for (const thingItem of thing) {
    whole.push(...(await getOne(client, {
      TableName: "Things",
      Key: {"key": thingItem.key, "size": thingItem.size},
    })));
  }
  const parts = [];
  for (const wholeItem of whole) {
    parts.push({ table: "Things", key: {"key": wholeItem.key, "size": 1}, options: {
      ProjectionExpression: "#group",
      ExpressionAttributeNames: {"#group": "group"},
    } });
  }
  const found = await batchGet(client, parts);
  return found;
}

/**
 * Write many
 * @param {string} parameters.id
 * @param {number | NumberValue} parameters.n
 * @param {Uint8Array} parameters.bytes
 * @param {Set} parameters.tags
 */
export async function writeMany(client, { id, n, bytes, tags }) {
  const parts = [];
  parts.push({ table: "Things", write: { PutRequest: { Item: withThingKeys({"id": id, "n": n, "size": n, "bytes": bytes, "tags": tags, "on": true, "off": null, "map": convertToNative({"M":{"a":{"L":[{"N":"1"}]}}}), "raw": Buffer.from("AQI=", "base64")}) } } });
  parts.push({ table: "Things", write: { DeleteRequest: { Key: {"key": id, "size": NumberValue.from("12345678901234567890.5")} } } });
  await batchWrite(client, parts);
}

/**
 * Two at once
 * @param {string} parameters.id
 */
export async function twoAtOnce(client, { id }) {
  const parts = [];
  parts.push({ Get: { TableName: "Things", Key: {"key": id, "size": 1} } });
  parts.push({ Get: {
    TableName: "Things",
    Key: {"key": upper(id), "size": 2},
    ProjectionExpression: "#size",
    ExpressionAttributeNames: {"#size": "size"},
  } });
  const found = await transactGet(client, parts);
  return found;
}

/**
 * Guarded change
 * @param {string} parameters.id
 * @param {string} parameters.token
 */
export async function guardedChange(client, { id, token }) {
  const parts = [];
  parts.push({ ConditionCheck: {
    TableName: "Things",
    Key: {"key": id, "size": 1},
    ConditionExpression: "attribute_exists(#group)",
    ExpressionAttributeNames: {"#group": "group"},
  } });
  parts.push({ Delete: {
    TableName: "Things",
    Key: {"key": id, "size": 2},
    ConditionExpression: "#status = :id",
    ExpressionAttributeNames: {"#status": "status"},
    ExpressionAttributeValues: {":id": id},
  } });
  await client.send(new TransactWriteCommand({ TransactItems: parts, ClientRequestToken: token }));
}

/**
 * Some of everything
 */
export async function someOfEverything(client) {
  const found = await readPage(client, ScanCommand, {
    TableName: "Things",
    FilterExpression: "begins_with(#name, :start)",
    ExpressionAttributeNames: {"#name": "name"},
    ConsistentRead: true,
    ExpressionAttributeValues: {":start": "a\"b"},
    Limit: 3,
  });
  return found;
}
