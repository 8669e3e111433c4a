// What older SDKs do not know, with the AWS SDK for JavaScript of November 2026. Usage: node client.mjs URL. Prints "ok NAME" or "not ok NAME: why".
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import {
  BatchGetItemCommand, CancelBulkOperationCommand, CreateBackupCommand, CreateTableCommand, DeleteResourcePolicyCommand, DeleteTableCommand,
  DescribeBackupCommand, DescribeBulkOperationCommand, DescribeContributorInsightsCommand, DescribeEndpointsCommand, DescribeExportCommand,
  DescribeImportCommand, DescribeKinesisStreamingDestinationCommand, DescribeLimitsCommand, DescribeTableCommand,
  DescribeTableReplicaAutoScalingCommand, DescribeTimeToLiveCommand, DisableKinesisStreamingDestinationCommand, DynamoDBClient,
  EnableKinesisStreamingDestinationCommand, ExportTableToPointInTimeCommand, GetItemCommand, GetResourcePolicyCommand, ImportTableCommand,
  ListContributorInsightsCommand, ListImportsCommand, ListTagsOfResourceCommand, PutItemCommand, PutResourcePolicyCommand,
  RestoreTableFromBackupCommand, ScanCommand, SearchVectorsCommand, StartBulkPutItemsCommand, TagResourceCommand, TransactGetItemsCommand,
  UntagResourceCommand, UpdateContinuousBackupsCommand, UpdateContributorInsightsCommand, UpdateKinesisStreamingDestinationCommand,
  UpdateTableCommand, UpdateTableReplicaAutoScalingCommand, UpdateTimeToLiveCommand, paginateListBulkOperations, waitUntilBulkOperationCompleted,
  waitUntilTableExists, waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { runSteps } from './run_steps.mjs';

const client = new DynamoDBClient({
  endpoint: process.argv[2], region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'secret' },
});
const buckets = process.env.KEYWRIGHT_BUCKETS;
const TableName = 'Things';
const numbers = (...values) => ({ L: values.map((value) => ({ N: String(value) })) });
const waiting = { client, maxWaitTime: 30, minDelay: 1 };

const vectorIndex = (IndexName, more) => ({
  IndexName, VectorAttribute: { AttributeName: 'v' }, Dimensions: 2, DistanceFunction: 'EUCLIDEAN', Projection: { ProjectionType: 'ALL' }, ...more,
});

function writeObject(bucket, key, text) {
  mkdirSync(`${buckets}/${bucket}/${key.slice(0, key.lastIndexOf('/'))}`, { recursive: true });
  writeFileSync(`${buckets}/${bucket}/${key}`, text);
}

const line = (pk, more = {}, beside = {}) => `${JSON.stringify({ Item: { pk: { S: pk }, ...more }, ...beside })}\n`;

async function search(IndexName, SearchVector, more = {}) {
  const { SearchResults } = await client.send(new SearchVectorsCommand({ TableName, IndexName, SearchVector: SearchVector.L, TopK: 2, ...more }));
  return SearchResults.map(({ Item }) => Item.pk.S);
}

const steps = {
  async createTableWithVectorIndexes() {
    const filtered = vectorIndex('filtered', {
      DistanceFunction: 'COSINE',
      SearchSchema: [{ AttributeName: 'tenant', SearchSchemaElementType: 'HASH' }, { AttributeName: 'price', SearchSchemaElementType: 'INLINE_FILTER' }],
    });
    const { TableDescription } = await client.send(new CreateTableCommand({
      TableName, BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [['pk', 'S'], ['tenant', 'S'], ['price', 'N']].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      VectorIndexes: [vectorIndex('plain'), filtered],
    }));
    assert.deepEqual(TableDescription.VectorIndexes.map((index) => index.IndexName).sort(), ['filtered', 'plain']);
    await waitUntilTableExists(waiting, { TableName });
  },
  async searchVectors() {
    const items = [['a', 1, 0, 1], ['b', 3, 4, 5], ['c', -1, 0, 9]];
    for (const [pk, x, y, price] of items)
      await client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, v: numbers(x, y), tenant: { S: 't' }, price: { N: String(price) } } }));
    assert.deepEqual(await search('plain', numbers(3, 3)), ['b', 'a']);
    assert.deepEqual(await search('filtered', numbers(1, 0), {
      SearchConditionExpression: 'tenant = :t AND price > :p', ExpressionAttributeValues: { ':t': { S: 't' }, ':p': { N: '1' } },
    }), ['b', 'c']);
    await assert.rejects(search('plain', numbers(1)), { name: 'ValidationException' });
    await assert.rejects(search('none', numbers(1, 0)), { name: /ValidationException|ResourceNotFoundException/ });
  },
  async vectorIndexAddedAndRemoved() {
    await client.send(new UpdateTableCommand({ TableName, VectorIndexUpdates: [{ Create: vectorIndex('later', { DistanceFunction: 'DOT_PRODUCT' }) }] }));
    const indexes = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table.VectorIndexes;
    while ((await indexes()).find((index) => index.IndexName === 'later').IndexStatus !== 'ACTIVE');
    assert.deepEqual(await search('later', numbers(1, 1)), ['b', 'a']);
    await client.send(new UpdateTableCommand({ TableName, VectorIndexUpdates: [{ Delete: { IndexName: 'later' } }] }));
    while ((await indexes()).some((index) => index.IndexName === 'later'));
  },
  async bulkPutItems() {
    writeObject('load', 'in/1.json.gz', gzipSync(Array.from({ length: 300 }, (_, i) => line(`n${i}`, { v: numbers(i, i) })).join('')));
    writeObject('load', 'in/2.json.gz', gzipSync(line('a', { word: { S: 'not put' } }, { ConditionExpression: 'attribute_not_exists(pk)' })
      + line('b', { word: { S: 'replaced' } }, { ConditionExpression: 'price = :five', ExpressionAttributeValues: { ':five': { N: '5' } } })
      + `${JSON.stringify({ Item: { word: { S: 'no key' } } })}\n`));
    const asked = {
      TableName, ClientToken: 'bulk-1',
      InputS3Configuration: { S3Bucket: 'load', S3KeyPrefix: 'in/', InputFormat: 'DYNAMODB_JSON', InputCompressionType: 'GZIP' },
      OutputS3Configuration: { S3Bucket: 'reports', S3KeyPrefix: 'bulk', OutputType: ['ERROR', 'CONDITION_CHECK_FAILURE'] },
    };
    const { BulkOperationDescription: { BulkOperationArn } } = await client.send(new StartBulkPutItemsCommand(asked));
    assert.equal((await client.send(new StartBulkPutItemsCommand(asked))).BulkOperationDescription.BulkOperationArn, BulkOperationArn);
    const changed = client.send(new StartBulkPutItemsCommand({ ...asked, PerformanceTier: 'ACCELERATED' }));
    await assert.rejects(changed, { name: 'IdempotentParameterMismatchException' });
    await waitUntilBulkOperationCompleted(waiting, { BulkOperationArn });
    const { BulkOperationDescription: ended } = await client.send(new DescribeBulkOperationCommand({ BulkOperationArn }));
    assert.deepEqual([ended.BulkOperationStatus, ended.ProcessedItemCount, ended.FailedItemCount], ['COMPLETED_WITH_ERRORS', 303, 1]);
    assert.equal(ended.ProcessedInputBytes, ended.TotalInputBytes);
    assert.ok(ended.EndTime >= ended.StartTime && ended.BulkOperationUsage[0].VectorIndexes.plain.BulkPutVectorBytes >= 300 * 8);
    const get = async (pk) => (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item;
    assert.deepEqual([(await get('a')).word, (await get('b')).word], [undefined, { S: 'replaced' }]);
    assert.deepEqual(await search('plain', numbers(299, 299)), ['n299', 'n298']);
    const id = BulkOperationArn.split('/').at(-1);
    const reported = (name) => readFileSync(`${buckets}/reports/bulk/AWSDynamoDB/${id}/${name}`, 'utf8').trim().split('\n').map(JSON.parse);
    assert.deepEqual(reported('error.json').map((each) => each.itemS3Pointer), [{ bucket: 'load', key: 'in/2.json.gz', itemIndex: 2 }]);
    assert.deepEqual(reported('condition_check_failure.json').map((each) => each.ExistingItem.pk), [{ S: 'a' }]);
    assert.equal(reported('manifest.json')[0].processedItemCount, 303);
  },
  async cancelledBulkOperation() {
    writeObject('load', 'slow/1.json', Array.from({ length: 5000 }, (_, i) => line(`s${i}`)).join(''));
    const { BulkOperationDescription: { BulkOperationArn } } = await client.send(new StartBulkPutItemsCommand({
      TableName, InputS3Configuration: { S3Bucket: 'load', S3KeyPrefix: 'slow/', InputFormat: 'DYNAMODB_JSON' },
      OutputS3Configuration: { S3Bucket: 'reports', OutputType: ['ERROR'] }, MaxWriteRequestUnits: 1024,
    }));
    assert.equal((await client.send(new CancelBulkOperationCommand({ BulkOperationArn }))).BulkOperationStatus, 'CANCELLING');
    await assert.rejects(waitUntilBulkOperationCompleted(waiting, { BulkOperationArn }));
    const { BulkOperationDescription: ended } = await client.send(new DescribeBulkOperationCommand({ BulkOperationArn }));
    assert.ok(ended.BulkOperationStatus === 'CANCELLED' && ended.FailureCode && ended.ProcessedItemCount < 5000);
    const statuses = [];
    for await (const page of paginateListBulkOperations({ client, pageSize: 1 }, {}))
      statuses.push(...page.BulkOperationsSummaryList.map((each) => each.BulkOperationStatus));
    assert.deepEqual(statuses, ['CANCELLED', 'COMPLETED_WITH_ERRORS']);
    await assert.rejects(client.send(new DescribeBulkOperationCommand({ BulkOperationArn: `${BulkOperationArn}0` })), { name: 'ResourceNotFoundException' });
  },
  async importOfAnExportOfTheService() {
    // The files in the shape that the service writes: a manifest of data files with their checksums, and the items in DynamoDB JSON.
    const base = 'prefix/AWSDynamoDB/01693685827463-2d8752fd';
    const data = gzipSync(line('1', { word: { S: 'one' } }) + line('2', { word: { S: 'two' } }));
    const md5 = createHash('md5').update(data).digest();
    writeObject('exported', `${base}/data/asdl123dasas.json.gz`, data);
    writeObject('exported', `${base}/manifest-files.json`, `${JSON.stringify({
      itemCount: 2, md5Checksum: md5.toString('base64'), etag: `${md5.toString('hex')}-1`, dataFileS3Key: `${base}/data/asdl123dasas.json.gz`,
    })}\n`);
    writeObject('exported', `${base}/manifest-summary.json`, JSON.stringify({
      version: '2020-06-30', exportArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/Source/export/01693685827463-2d8752fd',
      startTime: '2023-09-02T20:17:07.463Z', endTime: '2023-09-02T20:20:00.000Z', tableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/Source',
      tableId: '12345a12-abcd-123a-ab12-1234abc12345', exportTime: '2023-09-02T20:17:07.000Z', s3Bucket: 'exported', s3Prefix: 'prefix', s3SseAlgorithm: 'AES256',
      s3SseKmsKeyId: null, manifestFilesS3Key: `${base}/manifest-files.json`, billedSizeBytes: 0, itemCount: 2, outputFormat: 'DYNAMODB_JSON',
    }));
    const { ImportTableDescription: { ImportArn } } = await client.send(new ImportTableCommand({
      S3BucketSource: { S3Bucket: 'exported', S3KeyPrefix: `${base}/data/` }, InputFormat: 'DYNAMODB_JSON', InputCompressionType: 'GZIP',
      TableCreationParameters: {
        TableName: 'Imported', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      },
    }));
    const described = async () => (await client.send(new DescribeImportCommand({ ImportArn }))).ImportTableDescription;
    while ((await described()).ImportStatus === 'IN_PROGRESS');
    assert.deepEqual([(await described()).ImportStatus, (await described()).ImportedItemCount], ['COMPLETED', 2]);
    assert.equal((await client.send(new ScanCommand({ TableName: 'Imported' }))).Count, 2);
    assert.equal((await client.send(new ListImportsCommand({}))).ImportSummaryList[0].ImportArn, ImportArn);
  },
  async kinesisDestination() {
    const StreamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/newest';
    await client.send(new EnableKinesisStreamingDestinationCommand({ TableName: 'Imported', StreamArn }));
    const precision = { ApproximateCreationDateTimePrecision: 'MICROSECOND' };
    await client.send(new UpdateKinesisStreamingDestinationCommand({ TableName: 'Imported', StreamArn, UpdateKinesisStreamingConfiguration: precision }));
    const { KinesisDataStreamDestinations: [destination] } = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName: 'Imported' }));
    assert.deepEqual([destination.DestinationStatus, destination.ApproximateCreationDateTimePrecision], ['ACTIVE', 'MICROSECOND']);
    await client.send(new PutItemCommand({ TableName: 'Imported', Item: { pk: { S: '3' } } }));
    const file = `${buckets}/aws-kinesis/newest.jsonl`;
    while (!existsSync(file) || !readFileSync(file, 'utf8').endsWith('\n'));
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).eventName, 'INSERT');
    const off = await client.send(new DisableKinesisStreamingDestinationCommand({ TableName: 'Imported', StreamArn }));
    assert.ok(off.DestinationStatus.startsWith('DISABL'));
  },
  async resourcePolicies() {
    const ResourceArn = (await client.send(new DescribeTableCommand({ TableName }))).Table.TableArn;
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'dynamodb:GetItem', Resource: ResourceArn }] });
    const { RevisionId } = await client.send(new PutResourcePolicyCommand({ ResourceArn, Policy, ExpectedRevisionId: 'NO_POLICY' }));
    const got = await client.send(new GetResourcePolicyCommand({ ResourceArn }));
    assert.deepEqual([JSON.parse(got.Policy), got.RevisionId], [JSON.parse(Policy), RevisionId]);
    await client.send(new DeleteResourcePolicyCommand({ ResourceArn, ExpectedRevisionId: RevisionId }));
    await assert.rejects(client.send(new GetResourcePolicyCommand({ ResourceArn })), { name: 'PolicyNotFoundException' });
  },
  async contributorInsights() {
    const mode = { ContributorInsightsMode: 'THROTTLED_KEYS' };
    await client.send(new UpdateContributorInsightsCommand({ TableName, ContributorInsightsAction: 'ENABLE', ...mode }));
    const described = await client.send(new DescribeContributorInsightsCommand({ TableName }));
    assert.ok(described.ContributorInsightsStatus.startsWith('ENABL') && described.ContributorInsightsMode === 'THROTTLED_KEYS');
    const { ContributorInsightsSummaries } = await client.send(new ListContributorInsightsCommand({ TableName }));
    assert.deepEqual(ContributorInsightsSummaries.map((each) => each.TableName), [TableName]);
  },
  async backupOfVectorIndexes() {
    const { BackupDetails: { BackupArn } } = await client.send(new CreateBackupCommand({ TableName, BackupName: 'vectors' }));
    while ((await client.send(new DescribeBackupCommand({ BackupArn }))).BackupDescription.BackupDetails.BackupStatus !== 'AVAILABLE');
    await client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName: 'ThingsAgain', VectorIndexOverride: [vectorIndex('renamed')] }));
    await waitUntilTableExists(waiting, { TableName: 'ThingsAgain' });
    assert.deepEqual(await search('renamed', numbers(299, 299), { TableName: 'ThingsAgain' }), ['n299', 'n298']);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'ThingsAgain' }));
    assert.deepEqual(Table.VectorIndexes.map((index) => index.IndexName), ['renamed']);
  },
  async filteredExport() {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const FilterSpecification = {
      FilterExpression: 'tenant = :t AND price > :p', ProjectionExpression: '#k, price', ExpressionAttributeNames: { '#k': 'pk' },
      ExpressionAttributeValues: { ':t': { S: 't' }, ':p': { N: '5' } },
    };
    const asked = { TableArn: Table.TableArn, S3Bucket: 'filtered', FilterSpecification };
    const { ExportDescription: { ExportArn } } = await client.send(new ExportTableToPointInTimeCommand(asked));
    const described = async () => (await client.send(new DescribeExportCommand({ ExportArn }))).ExportDescription;
    while ((await described()).ExportStatus === 'IN_PROGRESS');
    const ended = await described();
    assert.deepEqual([ended.ExportStatus, ended.ItemCount, ended.FilterSpecification], ['COMPLETED', 1, FilterSpecification]);
    const files = JSON.parse(readFileSync(`${buckets}/filtered/${ended.ExportManifest}`)).manifestFilesS3Key;
    const { dataFileS3Key } = JSON.parse(readFileSync(`${buckets}/filtered/${files}`));
    assert.deepEqual(JSON.parse(gunzipSync(readFileSync(`${buckets}/filtered/${dataFileS3Key}`))), { Item: { pk: { S: 'c' }, price: { N: '9' } } });
  },
  async autoScaling() {
    const ScalingPolicyUpdate = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 } };
    const ReplicaProvisionedReadCapacityAutoScalingUpdate = { MinimumUnits: 1, MaximumUnits: 10, ScalingPolicyUpdate };
    await client.send(new UpdateTableReplicaAutoScalingCommand({
      TableName, ReplicaUpdates: [{ RegionName: 'us-east-1', ReplicaProvisionedReadCapacityAutoScalingUpdate }],
    }));
    const { TableAutoScalingDescription } = await client.send(new DescribeTableReplicaAutoScalingCommand({ TableName }));
    const [replica] = TableAutoScalingDescription.Replicas;
    assert.equal(replica.ReplicaProvisionedReadCapacityAutoScalingSettings.ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.TargetValue, 70);
    assert.equal(replica.ReplicaProvisionedWriteCapacityAutoScalingSettings.AutoScalingDisabled, true);
  },
  async readsOfManyItems() {
    const Keys = [{ pk: { S: 'a' } }, { pk: { S: 'none' } }];
    const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ProjectionExpression: 'pk' } } }));
    assert.deepEqual(Responses[TableName], [{ pk: { S: 'a' } }]);
    const read = await client.send(new TransactGetItemsCommand({ TransactItems: Keys.map((Key) => ({ Get: { TableName, Key, ProjectionExpression: 'price' } })) }));
    assert.deepEqual(read.Responses, [{ Item: { price: { N: '1' } } }, {}]);
  },
  async lifetimeTagsAndLimits() {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    assert.ok(TimeToLiveDescription.TimeToLiveStatus.startsWith('ENABL') && TimeToLiveDescription.AttributeName === 'expires');
    const ResourceArn = (await client.send(new DescribeTableCommand({ TableName }))).Table.TableArn;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'a' }, { Key: 'stage', Value: 'test' }] }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
    assert.deepEqual((await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags, [{ Key: 'team', Value: 'a' }]);
    assert.ok((await client.send(new DescribeLimitsCommand({}))).TableMaxReadCapacityUnits > 0);
    assert.ok((await client.send(new DescribeEndpointsCommand({}))).Endpoints[0].Address);
  },
  async deleteTable() {
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists(waiting, { TableName });
  },
};

process.exit(await runSteps(steps));
