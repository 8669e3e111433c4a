// Goes through the API with the AWS SDK for JavaScript. Usage: node client.mjs URL. Prints "ok NAME" or "not ok NAME: why".
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  BatchExecuteStatementCommand, BatchWriteItemCommand, CreateBackupCommand, CreateTableCommand, DeleteBackupCommand, DescribeBackupCommand,
  DescribeContinuousBackupsCommand, DescribeExportCommand, DescribeTableCommand, DynamoDBClient, ExecuteStatementCommand,
  ExportTableToPointInTimeCommand, ListBackupsCommand, ListExportsCommand, ListTablesCommand, PutItemCommand, RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand, ScanCommand, TransactWriteItemsCommand, UpdateContinuousBackupsCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, DynamoDBDocumentClient, ExecuteStatementCommand as ExecuteDocumentStatementCommand, ExecuteTransactionCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { runSteps } from './run_steps.mjs';

const settings = {
  endpoint: process.argv[2], region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'secret' },
};
const client = new DynamoDBClient(settings);
const documents = DynamoDBDocumentClient.from(client);
const streams = new DynamoDBStreamsClient(settings);
const TableName = 'Orders';

const steps = {
  async createTable() {
    await client.send(new CreateTableCommand({
      TableName, BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['Customer', 'Order', 'Country', 'City', 'Day'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'Customer', KeyType: 'HASH' }, { AttributeName: 'Order', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: [{
        IndexName: 'ByPlace', Projection: { ProjectionType: 'ALL' },
        KeySchema: [{ AttributeName: 'Country', KeyType: 'HASH' }, { AttributeName: 'City', KeyType: 'HASH' }, { AttributeName: 'Day', KeyType: 'RANGE' }],
      }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }));
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName });
    assert.ok((await client.send(new ListTablesCommand({}))).TableNames.includes(TableName));
  },
  async putAndGet() {
    const Item = { Customer: 'a', Order: '1', Country: 'DE', City: 'Bonn', Day: '2026-01-01', lines: [{ sku: 'x', count: 2 }], paid: true, note: null };
    await documents.send(new PutCommand({ TableName, Item }));
    const got = await documents.send(new GetCommand({ TableName, Key: { Customer: 'a', Order: '1' }, ConsistentRead: true }));
    assert.deepEqual(got.Item, Item);
  },
  async update() {
    const result = await documents.send(new UpdateCommand({
      TableName, Key: { Customer: 'a', Order: '1' }, UpdateExpression: 'SET #l[0].#c = #l[0].#c + :one REMOVE note',
      ExpressionAttributeNames: { '#c': 'count', '#l': 'lines' }, ExpressionAttributeValues: { ':one': 1 }, ReturnValues: 'ALL_NEW',
    }));
    assert.deepEqual(result.Attributes.lines, [{ sku: 'x', count: 3 }]);
    assert.ok(!('note' in result.Attributes));
  },
  async conditions() {
    const refused = documents.send(new DeleteCommand({
      TableName, Key: { Customer: 'a', Order: '1' }, ConditionExpression: 'paid = :no', ExpressionAttributeValues: { ':no': false },
    }));
    await assert.rejects(refused, { name: 'ConditionalCheckFailedException' });
  },
  async batchWrite() {
    const requests = Array.from({ length: 25 }, (_, i) => ({
      PutRequest: { Item: { Customer: { S: 'b' }, Order: { S: String(i).padStart(3, '0') }, Country: { S: 'FR' }, City: { S: 'Lyon' }, Day: { S: `2026-02-${i}` } } },
    }));
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    assert.deepEqual(UnprocessedItems, {});
  },
  async queryByManyAttributes() {
    const page = await documents.send(new QueryCommand({
      TableName, IndexName: 'ByPlace', KeyConditionExpression: 'Country = :c AND City = :t AND begins_with(#d, :d)',
      ExpressionAttributeNames: { '#d': 'Day' }, ExpressionAttributeValues: { ':c': 'FR', ':t': 'Lyon', ':d': '2026-02-1' }, Limit: 5,
    }));
    assert.equal(page.Count, 5);
    assert.deepEqual(Object.keys(page.LastEvaluatedKey).sort(), ['City', 'Country', 'Customer', 'Day', 'Order']);
  },
  async scanPages() {
    let count = 0;
    for await (const page of paginateScan({ client: documents, pageSize: 7 }, { TableName })) count += page.Items.length;
    assert.equal(count, 26);
  },
  async transactions() {
    const refused = client.send(new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: { Customer: { S: 't' }, Order: { S: '1' } } } },
        { Put: { TableName, Item: { Customer: { S: 'a' }, Order: { S: '1' } }, ConditionExpression: 'attribute_not_exists(Customer)' } },
      ],
    }));
    await assert.rejects(refused, (error) => error.name === 'TransactionCanceledException'
      && error.CancellationReasons.map((reason) => reason.Code).join() === 'None,ConditionalCheckFailed');
  },
  async statements() {
    const asked = { Statement: `SELECT * FROM "${TableName}"."ByPlace" WHERE Country = ? AND City = 'Lyon'`, Parameters: [{ S: 'FR' }], Limit: 20 };
    const first = await client.send(new ExecuteStatementCommand(asked));
    const second = await client.send(new ExecuteStatementCommand({ ...asked, NextToken: first.NextToken }));
    assert.deepEqual([first.Items.length, second.Items.length, second.NextToken], [20, 5, undefined]);
    const { Items } = await documents.send(new ExecuteDocumentStatementCommand({
      Statement: `SELECT lines[0].sku, paid FROM ${TableName} WHERE Customer = ? AND "Order" = ?`, Parameters: ['a', '1'],
    }));
    assert.deepEqual(Items, [{ sku: 'x', paid: true }]);
    const { Responses } = await client.send(new BatchExecuteStatementCommand({
      Statements: [{ Statement: `SELECT Day FROM ${TableName} WHERE Customer = 'b' AND "Order" = '001'` }, { Statement: 'SELECT * FROM None WHERE a = 1' }],
    }));
    assert.deepEqual([Responses[0].Item, Responses[1].Error.Code], [{ Day: { S: '2026-02-1' } }, 'ResourceNotFound']);
    const refused = documents.send(new ExecuteTransactionCommand({
      TransactStatements: [{ Statement: `INSERT INTO ${TableName} VALUE {'Customer': ?, 'Order': ?}`, Parameters: ['a', '1'] }],
    }));
    await assert.rejects(refused, (error) => error.name === 'TransactionCanceledException' && error.CancellationReasons[0].Code === 'DuplicateItem');
  },
  async streamRecords() {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: Table.LatestStreamArn }));
    const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
    assert.deepEqual(Streams.map((stream) => stream.StreamArn), [Table.LatestStreamArn]);
    const names = [];
    for (const { ShardId } of StreamDescription.Shards) {
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn: Table.LatestStreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
      const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      names.push(...Records.map((record) => record.eventName));
    }
    assert.equal(names.filter((name) => name === 'INSERT').length, 26);
    assert.equal(names.filter((name) => name === 'MODIFY').length, 1);
  },
  async backups() {
    const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName: 'first' }));
    const { BackupArn } = BackupDetails;
    const described = async () => (await client.send(new DescribeBackupCommand({ BackupArn }))).BackupDescription;
    while ((await described()).BackupDetails.BackupStatus !== 'AVAILABLE');
    assert.equal((await described()).SourceTableDetails.ItemCount, 26);
    assert.equal((await described()).SourceTableFeatureDetails.GlobalSecondaryIndexes[0].IndexName, 'ByPlace');
    const { TableDescription } = await client.send(new RestoreTableFromBackupCommand({
      BackupArn, TargetTableName: 'OrdersAgain', GlobalSecondaryIndexOverride: [],
    }));
    assert.deepEqual([TableDescription.TableStatus, TableDescription.RestoreSummary.SourceBackupArn], ['CREATING', BackupArn]);
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: 'OrdersAgain' });
    assert.equal((await client.send(new ScanCommand({ TableName: 'OrdersAgain' }))).Count, 26);
    assert.equal((await client.send(new DescribeTableCommand({ TableName: 'OrdersAgain' }))).Table.GlobalSecondaryIndexes, undefined);
    assert.equal((await client.send(new ListBackupsCommand({ TableName }))).BackupSummaries.length, 1);
    await client.send(new DeleteBackupCommand({ BackupArn }));
    await assert.rejects(described(), { name: 'BackupNotFoundException' });
  },
  async pointInTimeRecovery() {
    const enable = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 3 };
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: enable }));
    await documents.send(new PutCommand({ TableName, Item: { Customer: 'past', Order: '1', turn: 1 } }));
    const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    const recovery = ContinuousBackupsDescription.PointInTimeRecoveryDescription;
    assert.equal(recovery.RecoveryPeriodInDays, 3);
    const RestoreDateTime = recovery.LatestRestorableDateTime;
    while (Date.now() <= RestoreDateTime.getTime() + 1);
    await documents.send(new PutCommand({ TableName, Item: { Customer: 'past', Order: '1', turn: 2 } }));
    await documents.send(new PutCommand({ TableName, Item: { Customer: 'past', Order: '2', turn: 2 } }));
    await client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: TableName, TargetTableName: 'OrdersPast', RestoreDateTime }));
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: 'OrdersPast' });
    const { Items } = await documents.send(new QueryCommand({
      TableName: 'OrdersPast', KeyConditionExpression: 'Customer = :past', ExpressionAttributeValues: { ':past': 'past' },
    }));
    assert.deepEqual(Items, [{ Customer: 'past', Order: '1', turn: 1 }]);
  },
  async exports() {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { ExportDescription } = await client.send(new ExportTableToPointInTimeCommand({ TableArn: Table.TableArn, S3Bucket: 'javascript' }));
    const { ExportArn } = ExportDescription;
    let described = ExportDescription;
    while (described.ExportStatus === 'IN_PROGRESS') ({ ExportDescription: described } = await client.send(new DescribeExportCommand({ ExportArn })));
    assert.deepEqual([described.ExportStatus, described.ItemCount], ['COMPLETED', 28]);
    const summary = JSON.parse(readFileSync(`${process.env.KEYWRIGHT_BUCKETS}/javascript/${described.ExportManifest}`));
    assert.deepEqual([summary.exportArn, summary.itemCount, summary.outputFormat], [ExportArn, 28, 'DYNAMODB_JSON']);
    const { ExportSummaries } = await client.send(new ListExportsCommand({ TableArn: Table.TableArn }));
    assert.deepEqual(ExportSummaries.map((each) => each.ExportType), ['FULL_EXPORT']);
  },
  async errorNames() {
    await assert.rejects(client.send(new PutItemCommand({ TableName: 'None', Item: { a: { S: 'b' } } })), { name: 'ResourceNotFoundException' });
    await assert.rejects(client.send(new PutItemCommand({ TableName, Item: { a: { S: 'b' } } })), { name: 'ValidationException' });
  },
};

process.exit(await runSteps(steps));
