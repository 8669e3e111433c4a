// Plays against an endpoint as the servers of a game would: players look for open games, join them in transactions, and games begin.
// Prints how many joined and how many were refused.
//
// Usage: node play_game.mjs URL TABLE ROUNDS

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";

const [url, TableName, rounds] = process.argv.slice(2);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: url, region: "us-east-1" }));

async function openGames(map) {
  const answer = await client.send(new QueryCommand({
    TableName,
    IndexName: "GSI1",
    KeyConditionExpression: "GSI1PK = :map",
    ExpressionAttributeValues: { ":map": `MAP#${map}` },
  }));
  return answer.Items;
}

async function join(game, username) {
  const keys = { PK: game.PK, SK: `USER#${username}` };
  await client.send(new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName, Item: { ...keys, game_id: game.game_id, username }, ConditionExpression: "attribute_not_exists(SK)" } },
      {
        Update: {
          TableName,
          Key: { PK: game.PK, SK: game.SK },
          UpdateExpression: "SET people = people + :one",
          ConditionExpression: "people < :most",
          ExpressionAttributeValues: { ":one": 1, ":most": 50 },
        },
      },
    ],
  }));
}

async function start(game) {
  await client.send(new UpdateCommand({
    TableName,
    Key: { PK: game.PK, SK: game.SK },
    UpdateExpression: "SET start_time = :now REMOVE open_timestamp, GSI1PK, GSI1SK",
    ExpressionAttributeValues: { ":now": "2019-04-16T10:00:00" },
  }));
}

const counts = { joined: 0, refused: 0, started: 0 };
const [game] = await openGames("Green Grasslands");
for (let round = 0; round < Number(rounds); ++round) {
  try {
    await join(game, `player${round}`);
    ++counts.joined;
  } catch (error) {
    if (error.name !== "TransactionCanceledException") throw error;
    ++counts.refused;
  }
}
await start(game);
++counts.started;
const left = await openGames("Green Grasslands");
if (left.some((each) => each.game_id === game.game_id)) throw new Error("a game that has begun is still open");
console.log(JSON.stringify(counts));
