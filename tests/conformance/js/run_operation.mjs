// Runs the JavaScript that Keywright writes for one operation against an endpoint, and prints what it gives as DynamoDB JSON.
//
// Usage: node run_operation.mjs URL CODE

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

const [url, file] = process.argv.slice(2);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: url, region: "us-east-1" }));
const { runOperation } = await import(file);
const items = (await runOperation(client)) ?? [];
console.log(JSON.stringify(items.map((item) => marshall(item))));
