// Access patterns of a DynamoDB model, written by Keywright.
// Every function takes a document client: DynamoDBDocumentClient.from(new DynamoDBClient()).

import { createHash } from "node:crypto";

import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  NumberValue,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
  type GetCommandInput,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { type NativeAttributeValue } from "@aws-sdk/util-dynamodb";

export type Item = Record<string, NativeAttributeValue>;


type BatchedGet = { table: string; key: Item; options: Omit<NonNullable<BatchGetCommandInput["RequestItems"]>[string], "Keys"> };

type Reading = typeof QueryCommand | typeof ScanCommand;

/** The text that stands in a key: a string, or a number as DynamoDB writes it. */
function text(value: NativeAttributeValue): string {
  if (typeof value === "string") return value;
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/i.exec(String(value))!;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const rest = padded.slice(at).replace(/0+$/, "");
  return sign + (padded.slice(0, at).replace(/^0+(?=\d)/, "")) + (rest ? "." + rest : "");
}

/** The item as a list of one; empty when there is none. */
async function getOne(client: DynamoDBDocumentClient, request: GetCommandInput): Promise<Item[]> {
  const { Item } = await client.send(new GetCommand(request));
  return Item ? [Item] : [];
}

/** Every page of a Query or Scan. */
async function readAll(client: DynamoDBDocumentClient, Command: Reading, request: QueryCommandInput): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(new (Command as typeof QueryCommand)({ ...request, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** One page; its length is the request's Limit at most. */
async function readPage(client: DynamoDBDocumentClient, Command: Reading, request: QueryCommandInput): Promise<Item[]> {
  return (await client.send(new (Command as typeof QueryCommand)(request))).Items ?? [];
}

/** Items of many keys, 100 a call, in no order; a key that comes twice is read once. */
async function batchGet(client: DynamoDBDocumentClient, gets: BatchedGet[]): Promise<Item[]> {
  let waiting = [...new Map(gets.map((get) => [JSON.stringify([get.table, get.key]), get])).values()];
  const items: Item[] = [];
  while (waiting.length > 0) {
    const tables: NonNullable<BatchGetCommandInput["RequestItems"]> = {};
    for (const { table, key, options } of waiting.slice(0, 100)) {
      tables[table] ??= { Keys: [], ...options };
      tables[table].Keys!.push(key);
    }
    const answer = await client.send(new BatchGetCommand({ RequestItems: tables }));
    for (const found of Object.values(answer.Responses ?? {})) items.push(...found);
    const left = Object.entries(answer.UnprocessedKeys ?? {}).flatMap(([table, { Keys, ...options }]) =>
      (Keys ?? []).map((key) => ({ table, key, options })));
    waiting = [...left, ...waiting.slice(100)];
  }
  return items;
}

/** Zeros to the left, up to so many characters. */
function pad(text: string, length: number): string {
  return "0".repeat(Math.max(0, length - [...text].length)) + text;
}

/** The letters A to Z only, whatever the locale. */
function lower(text: string): string {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/** The first 4 bytes of the MD5, big-endian, modulo the number of shards. */
function shard(text: string, count: number): string {
  return String(createHash("md5").update(text, "utf8").digest().readUInt32BE(0) % count);
}

/** Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC. */
function date(text: string, pattern: string): string {
  if (/^\d+$/.test(text) && text.length !== 4 && Number(text) <= 253402300799) {
    text = new Date(Number(text) * 1000).toISOString();
  }
  const fields: Record<string, string> = { y: text.slice(0, 4), M: "1", d: "1", H: "0", m: "0", s: "0" };
  let known = /^\d{4}$/.test(fields.y);
  for (const [letter, start] of ([["M", 5], ["d", 8], ["H", 11], ["m", 14], ["s", 17]] as [string, number][])) {
    if (text.length < start + 2) break;
    fields[letter] = text.slice(start, start + 2);
    known &&= /^\d{2}$/.test(fields[letter]);
  }
  if (!known) throw new RangeError(`"${text}" is no ISO 8601 date and no epoch seconds`);
  return pattern.replace(/y+|M+|d+|H+|m+|s+/g, (run) => String(Number(fields[run[0]])).padStart(run.length, "0"));
}

/** The item with the attributes that its keys are built of. */
export function withUserKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "User";
  if ("userId" in item) {
    item["PK"] = `USER#${item.userId}`;
  }
  item["SK"] = "PROFILE";
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withUserEmailKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "UserEmail";
  if ("email" in item) {
    item["PK"] = `EMAIL#${lower(item.email)}`;
  }
  item["SK"] = "EMAIL";
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withAddressKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Address";
  if ("userId" in item) {
    item["PK"] = `USER#${item.userId}`;
  }
  if ("addressId" in item) {
    item["SK"] = `ADDRESS#${item.addressId}`;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withCartItemKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "CartItem";
  if ("userId" in item) {
    item["PK"] = `USER#${item.userId}`;
  }
  if ("productId" in item) {
    item["SK"] = `CART#${item.productId}`;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withProductKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Product";
  if ("productId" in item) {
    item["PK"] = `PRODUCT#${item.productId}`;
  }
  item["SK"] = "PRODUCT";
  if ("category" in item) {
    item["GSI2PK"] = `CATEGORY#${item.category}`;
  }
  if ("price" in item) {
    item["GSI2SK"] = item.price;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withReviewKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Review";
  if ("productId" in item) {
    item["PK"] = `PRODUCT#${item.productId}`;
  }
  if ("userId" in item) {
    item["SK"] = `REVIEW#${item.userId}`;
  }
  if ("productId" in item) {
    item["GSI1PK"] = `PRODUCT#${item.productId}`;
  }
  if ("createdAt" in item) {
    item["GSI1SK"] = `REVIEW#${item.createdAt}`;
  }
  if ("productId" in item) {
    item["GSI2PK"] = `PRODUCT#${item.productId}`;
  }
  if ("rating" in item) {
    item["GSI2SK"] = item.rating;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withOrderKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Order";
  if ("orderId" in item) {
    item["PK"] = `ORDER#${item.orderId}`;
  }
  item["SK"] = "ORDER";
  if ("userId" in item) {
    item["GSI1PK"] = `USER#${item.userId}`;
  }
  if ("placedAt" in item) {
    item["GSI1SK"] = `ORDER#${item.placedAt}`;
  }
  if ("openStatus" in item && "orderId" in item) {
    item["GSI3PK"] = `OPEN#${item.openStatus}#${shard(item.orderId, 4)}`;
  }
  if ("openSince" in item) {
    item["GSI3SK"] = item.openSince;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withOrderItemKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "OrderItem";
  if ("orderId" in item) {
    item["PK"] = `ORDER#${item.orderId}`;
  }
  if ("productId" in item) {
    item["SK"] = `ITEM#${item.productId}`;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withPaymentKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Payment";
  if ("orderId" in item) {
    item["PK"] = `ORDER#${item.orderId}`;
  }
  if ("paymentId" in item) {
    item["SK"] = `PAYMENT#${item.paymentId}`;
  }
  if ("createdAt" in item) {
    item["GSI1PK"] = `PAYDAY#${date(item.createdAt, "yyyy-MM-dd")}`;
  }
  if ("createdAt" in item) {
    item["GSI1SK"] = item.createdAt;
  }
  return item;
}

/** The item with the attributes that its keys are built of. */
export function withShipmentKeys(attributes: Item): Item {
  const item = { ...attributes };
  item.type = "Shipment";
  if ("orderId" in item) {
    item["PK"] = `ORDER#${item.orderId}`;
  }
  if ("parcelNo" in item) {
    item["SK"] = `SHIPMENT#${pad(text(item.parcelNo), 2)}`;
  }
  if ("trackingNumber" in item) {
    item["GSI1PK"] = `TRACKING#${item.trackingNumber}`;
  }
  item["GSI1SK"] = "SHIPMENT";
  return item;
}

/**
 * Creates the user and takes the e-mail address, both or neither.
 */
export async function signUpAUserWithAUniqueEMailAddress(client: DynamoDBDocumentClient, { userId, email, name, newsletter, createdAt }: { userId: string; email: string; name: string; newsletter: boolean; createdAt: string }): Promise<void> {
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withUserKeys({"userId": userId, "email": lower(email), "name": name, "newsletter": newsletter, "createdAt": createdAt}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withUserEmailKeys({"email": lower(email), "userId": userId}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * Log-in: finds the account that belongs to an e-mail address.
 */
export async function userOfAnEMailAddress(client: DynamoDBDocumentClient, { email }: { email: string }): Promise<Item[]> {
  const account = await getOne(client, {
    TableName: "OnlineShop",
    Key: {"PK": `EMAIL#${lower(email)}`, "SK": "EMAIL"},
    ConsistentRead: true,
  });
  if (account.length === 0) return [];
  const found = await getOne(client, {
    TableName: "OnlineShop",
    Key: {"PK": `USER#${text(account[0].userId)}`, "SK": "PROFILE"},
    ConsistentRead: true,
  });
  return found;
}

/**
 * Everything that the checkout page shows.
 */
export async function checkoutPageUserAddressesAndCart(client: DynamoDBDocumentClient, { userId }: { userId: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    KeyConditionExpression: "PK = :pk",
    ExpressionAttributeValues: {":pk": `USER#${userId}`},
  });
  return found;
}

/**
 * Sets how many of a product are in the cart, and starts its time to live again.
 */
export async function putAProductInTheCart(client: DynamoDBDocumentClient, { userId, productId, name, quantity, unitPrice, addedAt, expiresAt }: { userId: string; productId: string; name: string; quantity: number | NumberValue; unitPrice: number | NumberValue; addedAt: string; expiresAt: number | NumberValue }): Promise<void> {
  await client.send(new PutCommand({
    TableName: "OnlineShop",
    Item: withCartItemKeys({"userId": userId, "productId": productId, "name": name, "quantity": quantity, "unitPrice": unitPrice, "addedAt": addedAt, "expiresAt": expiresAt}),
  }));
}

/**
 * The products in the cart, with the prices that the customer saw.
 */
export async function cartOfAUser(client: DynamoDBDocumentClient, { userId }: { userId: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
    ExpressionAttributeValues: {":pk": `USER#${userId}`, ":sk": "CART#"},
  });
  return found;
}

/**
 * Creates the order and its items, takes the stock, and empties the cart: all of it or nothing.
 */
export async function checkOutTurnTheCartIntoAnOrder(client: DynamoDBDocumentClient, { userId, orderId, placedAt, total, itemCount, shippingAddress }: { userId: string; orderId: string; placedAt: string; total: number | NumberValue; itemCount: number | NumberValue; shippingAddress: Item }): Promise<void> {
  const cart = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
    ConsistentRead: true,
    ExpressionAttributeValues: {":pk": `USER#${userId}`, ":sk": "CART#"},
  });
  // 1 + 3 x products in the cart, at most 100 actions. The shop allows 30 products in a cart, so at most 91.
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withOrderKeys({"orderId": orderId, "userId": userId, "status": "PLACED", "placedAt": placedAt, "total": total, "itemCount": itemCount, "shippingAddress": shippingAddress, "openStatus": "PLACED", "openSince": placedAt}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  for (const cartItem of cart) {
    parts.push({ Put: {
      TableName: "OnlineShop",
      Item: withOrderItemKeys({"orderId": orderId, "productId": cartItem.productId, "name": cartItem.name, "quantity": cartItem.quantity, "unitPrice": cartItem.unitPrice}),
    } });
  }
  for (const cartItem of cart) {
    parts.push({ Update: {
      TableName: "OnlineShop",
      Key: {"PK": `PRODUCT#${text(cartItem.productId)}`, "SK": "PRODUCT"},
      UpdateExpression: "SET stock = stock - :quantity",
      ConditionExpression: "stock >= :quantity AND price = :unitPrice",
      ExpressionAttributeValues: {":quantity": cartItem.quantity, ":unitPrice": cartItem.unitPrice},
    } });
  }
  for (const cartItem of cart) {
    parts.push({ Delete: {
      TableName: "OnlineShop",
      Key: {"PK": `USER#${userId}`, "SK": `CART#${text(cartItem.productId)}`},
      ConditionExpression: "quantity = :quantity",
      ExpressionAttributeValues: {":quantity": cartItem.quantity},
    } });
  }
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * The product page.
 */
export async function productById(client: DynamoDBDocumentClient, { productId }: { productId: string }): Promise<Item[]> {
  const found = await getOne(client, {
    TableName: "OnlineShop",
    Key: {"PK": `PRODUCT#${productId}`, "SK": "PRODUCT"},
  });
  return found;
}

/**
 * One page of a category list, with price and stars.
 */
export async function productsOfACategoryCheapestFirst(client: DynamoDBDocumentClient, { category }: { category: string }): Promise<Item[]> {
  const found = await readPage(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI2",
    KeyConditionExpression: "GSI2PK = :gsi2Pk",
    ExpressionAttributeValues: {":gsi2Pk": `CATEGORY#${category}`},
    Limit: 6,
  });
  return found;
}

/**
 * Full records of the products between two prices, side by side.
 */
export async function compareProductsOfACategoryInAPriceRange(client: DynamoDBDocumentClient, { category, low, high }: { category: string; low: number | NumberValue; high: number | NumberValue }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI2",
    KeyConditionExpression: "GSI2PK = :gsi2Pk AND GSI2SK BETWEEN :gsi2Sk AND :gsi2Sk2",
    ExpressionAttributeValues: {":gsi2Pk": `CATEGORY#${category}`, ":gsi2Sk": low, ":gsi2Sk2": high},
  });
  // 100 items a call at most. The answer has no order of its own.
  const parts: BatchedGet[] = [];
  for (const foundItem of found) {
    parts.push({ table: "OnlineShop", key: {"PK": `PRODUCT#${text(foundItem.productId)}`, "SK": "PRODUCT"}, options: {} });
  }
  const found2 = await batchGet(client, parts);
  return found2;
}

/**
 * The first reviews below a product.
 */
export async function reviewsOfAProductNewestFirst(client: DynamoDBDocumentClient, { productId }: { productId: string }): Promise<Item[]> {
  const found = await readPage(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
    ExpressionAttributeValues: {":gsi1Pk": `PRODUCT#${productId}`, ":gsi1Sk": "REVIEW#"},
    ScanIndexForward: false,
    Limit: 5,
  });
  return found;
}

/**
 * Reviews with at most so many stars.
 */
export async function criticalReviewsOfAProduct(client: DynamoDBDocumentClient, { productId, stars }: { productId: string; stars: number | NumberValue }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI2",
    KeyConditionExpression: "GSI2PK = :gsi2Pk AND GSI2SK <= :gsi2Sk",
    ExpressionAttributeValues: {":gsi2Pk": `PRODUCT#${productId}`, ":gsi2Sk": stars},
  });
  return found;
}

/**
 * Adds the review and counts its stars on the product.
 */
export async function postAReview(client: DynamoDBDocumentClient, { productId, userId, author, rating, title, textValue, verifiedPurchase, createdAt }: { productId: string; userId: string; author: string; rating: number | NumberValue; title: string; textValue: string; verifiedPurchase: boolean; createdAt: string }): Promise<void> {
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withReviewKeys({"productId": productId, "userId": userId, "author": author, "rating": rating, "title": title, "text": textValue, "verifiedPurchase": verifiedPurchase, "createdAt": createdAt}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  parts.push({ Update: {
    TableName: "OnlineShop",
    Key: {"PK": `PRODUCT#${productId}`, "SK": "PRODUCT"},
    UpdateExpression: "ADD ratingCount :one, ratingSum :rating",
    ConditionExpression: "attribute_exists(PK)",
    ExpressionAttributeValues: {":one": 1, ":rating": rating},
  } });
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * The order page, for the customer and for support.
 */
export async function orderWithItsItemsPaymentsAndParcels(client: DynamoDBDocumentClient, { orderId }: { orderId: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    KeyConditionExpression: "PK = :pk",
    ExpressionAttributeValues: {":pk": `ORDER#${orderId}`},
  });
  return found;
}

/**
 * The list "My orders", ten at a time.
 */
export async function ordersOfAUserNewestFirst(client: DynamoDBDocumentClient, { userId }: { userId: string }): Promise<Item[]> {
  const found = await readPage(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
    ExpressionAttributeValues: {":gsi1Pk": `USER#${userId}`, ":gsi1Sk": "ORDER#"},
    ScanIndexForward: false,
    Limit: 10,
  });
  return found;
}

/**
 * For a statement of one quarter.
 */
export async function ordersOfAUserInAPeriod(client: DynamoDBDocumentClient, { userId, from, to }: { userId: string; from: string; to: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk AND GSI1SK BETWEEN :gsi1Sk AND :gsi1Sk2",
    ExpressionAttributeValues: {":gsi1Pk": `USER#${userId}`, ":gsi1Sk": `ORDER#${from}`, ":gsi1Sk2": `ORDER#${to}`},
  });
  return found;
}

/**
 * Support looks for the cancelled orders of a customer.
 */
export async function ordersOfAUserWithAStatus(client: DynamoDBDocumentClient, { userId, status }: { userId: string; status: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk AND begins_with(GSI1SK, :gsi1Sk)",
    FilterExpression: "#status = :status",
    ExpressionAttributeNames: {"#status": "status"},
    ExpressionAttributeValues: {":gsi1Pk": `USER#${userId}`, ":gsi1Sk": "ORDER#", ":status": status},
    ScanIndexForward: false,
  });
  return found;
}

/**
 * What waits for payment, or for packing. Each shard answers longest waiting first; the application merges the four lists.
 */
export async function openOrdersOfAStatus(client: DynamoDBDocumentClient, { status }: { status: string }): Promise<Item[]> {
  const found = (await Promise.all(Array.from({ length: 4 }, async (_, shardNumber) => {
    const ofShard = await readAll(client, QueryCommand, {
      TableName: "OnlineShop",
      IndexName: "GSI3",
      KeyConditionExpression: "GSI3PK = :gsi3Pk",
      ExpressionAttributeValues: {":gsi3Pk": `OPEN#${status}#${text(shardNumber)}`},
    });
    return ofShard;
  }))).flat();
  found.sort((a, b) => (a.openSince < b.openSince ? -1 : a.openSince > b.openSince ? 1 : 0));
  return found;
}

/**
 * Keeps the payment and moves the order from PLACED to PAID.
 */
export async function recordAPayment(client: DynamoDBDocumentClient, { orderId, paymentId, method, amount, paidAt }: { orderId: string; paymentId: string; method: string; amount: number | NumberValue; paidAt: string }): Promise<void> {
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withPaymentKeys({"orderId": orderId, "paymentId": paymentId, "method": method, "amount": amount, "status": "CAPTURED", "createdAt": paidAt}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  parts.push({ Update: {
    TableName: "OnlineShop",
    Key: {"PK": `ORDER#${orderId}`, "SK": "ORDER"},
    UpdateExpression: "SET #status = :paid, openStatus = :paid, openSince = :paidAt, GSI3PK = :queue, GSI3SK = :paidAt",
    ConditionExpression: "#status = :placed AND #total = :amount",
    ExpressionAttributeNames: {"#status": "status", "#total": "total"},
    ExpressionAttributeValues: {":amount": amount, ":placed": "PLACED", ":paid": "PAID", ":paidAt": paidAt, ":queue": `OPEN#PAID#${shard(orderId, 4)}`},
  } });
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * Adds the parcel and closes the order: it leaves the list of open orders.
 */
export async function shipAnOrder(client: DynamoDBDocumentClient, { orderId, parcelNo, service, trackingNumber, shippedAt }: { orderId: string; parcelNo: number | NumberValue; service: string; trackingNumber: string; shippedAt: string }): Promise<void> {
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Update: {
    TableName: "OnlineShop",
    Key: {"PK": `ORDER#${orderId}`, "SK": "ORDER"},
    UpdateExpression: "SET #status = :shipped, shippedAt = :shippedAt REMOVE openStatus, openSince, GSI3PK, GSI3SK",
    ConditionExpression: "#status = :paid",
    ExpressionAttributeNames: {"#status": "status"},
    ExpressionAttributeValues: {":paid": "PAID", ":shipped": "SHIPPED", ":shippedAt": shippedAt},
  } });
  parts.push({ Put: {
    TableName: "OnlineShop",
    Item: withShipmentKeys({"orderId": orderId, "parcelNo": parcelNo, "service": service, "trackingNumber": trackingNumber, "shippedAt": shippedAt}),
    ConditionExpression: "attribute_not_exists(PK)",
  } });
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * Cancels an order that has not left yet, and gives its stock back.
 */
export async function cancelAnOrder(client: DynamoDBDocumentClient, { orderId, cancelledAt }: { orderId: string; cancelledAt: string }): Promise<void> {
  const line = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
    ExpressionAttributeValues: {":pk": `ORDER#${orderId}`, ":sk": "ITEM#"},
  });
  const parts: NonNullable<TransactWriteCommandInput["TransactItems"]> = [];
  parts.push({ Update: {
    TableName: "OnlineShop",
    Key: {"PK": `ORDER#${orderId}`, "SK": "ORDER"},
    UpdateExpression: "SET #status = :cancelled, cancelledAt = :cancelledAt REMOVE openStatus, openSince, GSI3PK, GSI3SK",
    ConditionExpression: "#status IN (:placed, :paid)",
    ExpressionAttributeNames: {"#status": "status"},
    ExpressionAttributeValues: {":paid": "PAID", ":placed": "PLACED", ":cancelled": "CANCELLED", ":cancelledAt": cancelledAt},
  } });
  for (const lineItem of line) {
    parts.push({ Update: {
      TableName: "OnlineShop",
      Key: {"PK": `PRODUCT#${text(lineItem.productId)}`, "SK": "PRODUCT"},
      UpdateExpression: "SET stock = stock + :quantity",
      ConditionExpression: "attribute_exists(PK)",
      ExpressionAttributeValues: {":quantity": lineItem.quantity},
    } });
  }
  await client.send(new TransactWriteCommand({ TransactItems: parts }));
}

/**
 * The carrier reports a delivery and knows only its own number.
 */
export async function parcelOfATrackingNumber(client: DynamoDBDocumentClient, { trackingNumber }: { trackingNumber: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk AND GSI1SK = :gsi1Sk",
    ExpressionAttributeValues: {":gsi1Pk": `TRACKING#${trackingNumber}`, ":gsi1Sk": "SHIPMENT"},
  });
  return found;
}

/**
 * For the bookkeeping, in order of time.
 */
export async function paymentsOfADay(client: DynamoDBDocumentClient, { day }: { day: string }): Promise<Item[]> {
  const found = await readAll(client, QueryCommand, {
    TableName: "OnlineShop",
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :gsi1Pk",
    ExpressionAttributeValues: {":gsi1Pk": `PAYDAY#${day}`},
  });
  return found;
}
