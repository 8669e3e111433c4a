// Runs the JavaScript or TypeScript that Keywright writes for a model's access patterns, against an endpoint with the model's sample
// data, and compares what each function returns or changes with what `keywright-cli run` says.
//
// Usage: node generated_code.mjs URL KEYWRIGHT_CLI MODEL javascript|typescript

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand, ScanCommand, UpdateTableCommand,
  waitUntilTableExists, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { convertToNative } from "@aws-sdk/util-dynamodb";

const [url, cli, modelFile, language] = process.argv.slice(2);
const output = (...words) => execFileSync(cli, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const model = JSON.parse(readFileSync(modelFile, "utf8"));
const plain = new DynamoDBClient({ endpoint: url, region: "us-east-1" });
const client = DynamoDBDocumentClient.from(plain);

const isTyped = language === "typescript";
output("code", modelFile, "--language", language, "-o", isTyped ? "access-patterns.ts" : "access-patterns.mjs", "--force");
if (isTyped) {
  execFileSync("node_modules/.bin/tsc", ["--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "--types", "node",
    "access-patterns.ts"], { stdio: ["ignore", "inherit", "inherit"] });
}
const patterns = await import(isTyped ? "./access-patterns.js" : "./access-patterns.mjs");
const table = JSON.parse(output("export", "createtable", modelFile));
const TableName = table.TableName;

async function freshTable(exists) {
  if (exists) {
    await plain.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await plain.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client: plain, maxWaitTime: 60, minDelay: 1 }, { TableName });
  }
  await plain.send(new CreateTableCommand(table));
  await waitUntilTableExists({ client: plain, maxWaitTime: 60, minDelay: 1 }, { TableName });
  for (const { items } of model.sampleData) {
    for (const Item of items) await plain.send(new PutItemCommand({ TableName, Item }));
  }
}

async function everyItem() {
  const items = new Map();
  let ExclusiveStartKey;
  do {
    const page = await plain.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    for (const item of page.Items) {
      const sorted = Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
      items.set(`${item.PK.S}|${item.SK.S}`, JSON.stringify(sorted));
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

const camelCase = (name) => name.toLowerCase().match(/[a-z0-9]+/g).map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1))).join("");
const expected = new Map(JSON.parse(output("run", "--json", modelFile)).accessPatterns.map((run) => [run.name, run]));
await freshTable(false);
const whole = await everyItem();
for (const pattern of model.accessPatterns) {
  const run = patterns[camelCase(pattern.name)];
  const names = run.toString().match(/\(client, \{ ([^}]*) \}/)[1].split(", ");
  const parameters = Object.fromEntries(names.map((name, i) => [name, convertToNative(pattern.parameters[i].example)]));
  const result = (await run(client, parameters)) ?? [];
  const after = await everyItem();
  const changed = [...new Set([...whole.keys(), ...after.keys()])].filter((key) => whole.get(key) !== after.get(key)).length;
  const { items, written } = expected.get(pattern.name);
  const right = result.length === items && changed === written;
  console.log(right ? "ok" : "not ok", pattern.name, right ? "" : `${result.length} items, ${changed} changed, not ${items} and ${written}`);
  if (changed > 0) await freshTable(true);
}
