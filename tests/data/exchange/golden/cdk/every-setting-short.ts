// Tables of the model Every setting, written by Keywright.

import * as cdk from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

export interface TablesStackProps extends cdk.StackProps {
  /** Put before the name of every table. */
  readonly namePrefix?: string;
}

/** CloudFormation's own constructs: they hold every choice of the model, and a table of one Region stays one. */
export class TablesStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: TablesStackProps = {}) {
    super(scope, id, props);
    const { namePrefix = "" } = props;

    const readings = new dynamodb.CfnTable(this, "Readings", {
      tableName: `${namePrefix}Readings`,
      attributeDefinitions: [
        { attributeName: "at", attributeType: "N" },
        { attributeName: "hash", attributeType: "B" },
        { attributeName: "kind", attributeType: "S" },
        { attributeName: "place", attributeType: "S" },
        { attributeName: "sensor-id", attributeType: "S" },
      ],
      keySchema: [
        { attributeName: "sensor-id", keyType: "HASH" },
        { attributeName: "at", keyType: "RANGE" },
      ],
      billingMode: "PROVISIONED",
      warmThroughput: { readUnitsPerSecond: 13000, writeUnitsPerSecond: 5000 },
      localSecondaryIndexes: [
        {
          indexName: "by-kind",
          keySchema: [
            { attributeName: "sensor-id", keyType: "HASH" },
            { attributeName: "kind", keyType: "RANGE" },
          ],
          projection: { projectionType: "KEYS_ONLY" },
        },
        {
          indexName: "by-hash",
          keySchema: [
            { attributeName: "sensor-id", keyType: "HASH" },
            { attributeName: "hash", keyType: "RANGE" },
          ],
          projection: { projectionType: "INCLUDE", nonKeyAttributes: ["value", "unit"] },
        },
      ],
      timeToLiveSpecification: { attributeName: "expires", enabled: true },
      provisionedThroughput: { readCapacityUnits: 10, writeCapacityUnits: 20 },
      globalSecondaryIndexes: [
        {
          indexName: "by-place",
          keySchema: [{ attributeName: "place", keyType: "HASH" }, { attributeName: "at", keyType: "RANGE" }],
          projection: { projectionType: "ALL" },
          provisionedThroughput: { readCapacityUnits: 3, writeCapacityUnits: 4 },
          warmThroughput: { readUnitsPerSecond: 12000, writeUnitsPerSecond: 4000 },
        },
      ],
      streamSpecification: { streamViewType: "NEW_IMAGE" },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: "alias/readings" },
      tableClass: "STANDARD_INFREQUENT_ACCESS",
      deletionProtectionEnabled: true,
      tags: [{ key: "cost centre", value: "4711" }, { key: "stage", value: "${test} \"quoted\"" }],
    });
    readings.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    const accountsGlobal = new dynamodb.CfnGlobalTable(this, "AccountsGlobal", {
      tableName: `${namePrefix}Accounts.global`,
      attributeDefinitions: [
        { attributeName: "plan", attributeType: "S" },
        { attributeName: "region", attributeType: "S" },
        { attributeName: "since", attributeType: "N" },
        { attributeName: "tenant", attributeType: "S" },
      ],
      keySchema: [{ attributeName: "tenant", keyType: "HASH" }],
      billingMode: "PAY_PER_REQUEST",
      writeOnDemandThroughputSettings: { maxWriteRequestUnits: 500 },
      globalSecondaryIndexes: [
        {
          indexName: "by-region-and-plan",
          keySchema: [
            { attributeName: "region", keyType: "HASH" },
            { attributeName: "plan", keyType: "HASH" },
            { attributeName: "since", keyType: "RANGE" },
            { attributeName: "tenant", keyType: "RANGE" },
          ],
          projection: { projectionType: "INCLUDE", nonKeyAttributes: ["owner"] },
          writeOnDemandThroughputSettings: { maxWriteRequestUnits: 50 },
        },
      ],
      streamSpecification: { streamViewType: "NEW_AND_OLD_IMAGES" },
      sseSpecification: { sseEnabled: true, sseType: "KMS" },
      replicas: [
        {
          region: cdk.Aws.REGION,
          readOnDemandThroughputSettings: { maxReadRequestUnits: 1000 },
          globalSecondaryIndexes: [
            {
              indexName: "by-region-and-plan",
              readOnDemandThroughputSettings: { maxReadRequestUnits: 100 },
            },
          ],
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
          tableClass: "STANDARD",
          deletionProtectionEnabled: false,
        },
        {
          region: "eu-west-1",
          readOnDemandThroughputSettings: { maxReadRequestUnits: 1000 },
          globalSecondaryIndexes: [
            {
              indexName: "by-region-and-plan",
              readOnDemandThroughputSettings: { maxReadRequestUnits: 100 },
            },
          ],
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
          tableClass: "STANDARD_INFREQUENT_ACCESS",
          deletionProtectionEnabled: false,
        },
        {
          region: "us-east-2",
          readOnDemandThroughputSettings: { maxReadRequestUnits: 1000 },
          globalSecondaryIndexes: [
            {
              indexName: "by-region-and-plan",
              readOnDemandThroughputSettings: { maxReadRequestUnits: 100 },
            },
          ],
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
          tableClass: "STANDARD",
          deletionProtectionEnabled: false,
        },
      ],
    });
    accountsGlobal.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    new cdk.CfnOutput(this, "ReadingsTableName", { value: readings.ref, description: "Name of the table Readings." });
    new cdk.CfnOutput(this, "ReadingsTableArn", { value: readings.attrArn, description: "ARN of the table Readings." });
    new cdk.CfnOutput(this, "ReadingsStreamArn", { value: readings.attrStreamArn, description: "ARN of the stream of Readings." });
    new cdk.CfnOutput(this, "AccountsGlobalTableName", { value: accountsGlobal.ref, description: "Name of the table Accounts.global." });
    new cdk.CfnOutput(this, "AccountsGlobalTableArn", { value: accountsGlobal.attrArn, description: "ARN of the table Accounts.global." });
    new cdk.CfnOutput(this, "AccountsGlobalStreamArn", { value: accountsGlobal.attrStreamArn, description: "ARN of the stream of Accounts.global." });
  }
}
