// Tables of the model Every setting, written by Keywright.

import * as cdk from "aws-cdk-lib";
import * as applicationautoscaling from "aws-cdk-lib/aws-applicationautoscaling";
import * as backup from "aws-cdk-lib/aws-backup";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as dax from "aws-cdk-lib/aws-dax";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kinesis from "aws-cdk-lib/aws-kinesis";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";

export interface TablesStackProps extends cdk.StackProps {
  /** Put before the name of every table. */
  readonly namePrefix?: string;
  /** ARN of the SNS topic that every alarm tells. */
  readonly alarmTopicArn: string;
  /** ARN of the role with which AWS Backup reads the tables. */
  readonly backupRoleArn: string;
  /** Name of the DAX cluster, up to 20 letters, digits and hyphens. */
  readonly daxClusterName?: string;
  /** Type of every node of the DAX cluster. */
  readonly daxNodeType?: string;
  /** Nodes of the DAX cluster; with three, two may fail. */
  readonly daxNodeCount?: number;
  /** Subnets of the DAX nodes, in several Availability Zones. */
  readonly daxSubnetIds: string[];
  /** Security groups of the DAX nodes; they must let port 9111 in. */
  readonly daxSecurityGroupIds: string[];
  /** VPC that reaches the tables without the internet. */
  readonly vpcId: string;
  /** Route tables of the VPC that get a route to DynamoDB. */
  readonly routeTableIds: string[];
  /** Name or ARN of the Lambda function that gets the changes of Readings; its role must be allowed to read the stream. */
  readonly readingsFunctionName: string;
  /** Name or ARN of the Lambda function that gets the changes of Accounts.global; its role must be allowed to read the stream. */
  readonly accountsGlobalFunctionName: string;
}

/** CloudFormation's own constructs: they hold every choice of the model, and a table of one Region stays one. */
export class TablesStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: TablesStackProps) {
    super(scope, id, props);
    const { namePrefix = "", alarmTopicArn, backupRoleArn, daxClusterName = "every-setting", daxNodeType = "dax.t3.small", daxNodeCount = 3, daxSubnetIds, daxSecurityGroupIds, vpcId, routeTableIds, readingsFunctionName, accountsGlobalFunctionName } = props;

    const readingsKey = new kms.CfnKey(this, "ReadingsKey", {
      description: "Encrypts the table Readings.",
      enableKeyRotation: true,
      keyPolicy: {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "AccountAdministersTheKey",
            "Effect": "Allow",
            "Principal": { "AWS": `arn:${cdk.Aws.PARTITION}:iam::${cdk.Aws.ACCOUNT_ID}:root` },
            "Action": "kms:*",
            "Resource": "*",
          },
        ],
      },
    });

    const readingsStream = new kinesis.CfnStream(this, "ReadingsStream", {
      name: `${namePrefix}readings-feed`,
      streamModeDetails: { streamMode: "ON_DEMAND" },
    });

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
          contributorInsightsSpecification: { enabled: true, mode: "ACCESSED_AND_THROTTLED_KEYS" },
        },
      ],
      streamSpecification: { streamViewType: "NEW_IMAGE" },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: readingsKey.attrArn },
      tableClass: "STANDARD_INFREQUENT_ACCESS",
      deletionProtectionEnabled: true,
      contributorInsightsSpecification: { enabled: true, mode: "THROTTLED_KEYS" },
      kinesisStreamSpecification: { streamArn: readingsStream.attrArn, approximateCreationDateTimePrecision: "MICROSECOND" },
      resourcePolicy: {
        policyDocument: {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
              "Action": ["dynamodb:GetItem", "dynamodb:Query"],
              "Resource": "*",
            },
          ],
        },
      },
      tags: [{ key: "cost centre", value: "4711" }, { key: "stage", value: "${test} \"quoted\"" }],
    });
    readings.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    const readingsReadScalingTarget = new applicationautoscaling.CfnScalableTarget(this, "ReadingsReadScalingTarget", {
      serviceNamespace: "dynamodb",
      resourceId: `table/${readings.ref}`,
      scalableDimension: "dynamodb:table:ReadCapacityUnits",
      minCapacity: 10,
      maxCapacity: 100,
    });

    new applicationautoscaling.CfnScalingPolicy(this, "ReadingsReadScalingPolicy", {
      policyName: "ReadingsReadScaling",
      policyType: "TargetTrackingScaling",
      scalingTargetId: readingsReadScalingTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 70,
        predefinedMetricSpecification: { predefinedMetricType: "DynamoDBReadCapacityUtilization" },
      },
    });

    const readingsWriteScalingTarget = new applicationautoscaling.CfnScalableTarget(this, "ReadingsWriteScalingTarget", {
      serviceNamespace: "dynamodb",
      resourceId: `table/${readings.ref}`,
      scalableDimension: "dynamodb:table:WriteCapacityUnits",
      minCapacity: 20,
      maxCapacity: 200,
    });

    new applicationautoscaling.CfnScalingPolicy(this, "ReadingsWriteScalingPolicy", {
      policyName: "ReadingsWriteScaling",
      policyType: "TargetTrackingScaling",
      scalingTargetId: readingsWriteScalingTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 75,
        predefinedMetricSpecification: { predefinedMetricType: "DynamoDBWriteCapacityUtilization" },
      },
    });

    const readingsByPlaceReadScalingTarget = new applicationautoscaling.CfnScalableTarget(this, "ReadingsByPlaceReadScalingTarget", {
      serviceNamespace: "dynamodb",
      resourceId: `table/${readings.ref}/index/by-place`,
      scalableDimension: "dynamodb:index:ReadCapacityUnits",
      minCapacity: 3,
      maxCapacity: 30,
    });

    new applicationautoscaling.CfnScalingPolicy(this, "ReadingsByPlaceReadScalingPolicy", {
      policyName: "ReadingsByPlaceReadScaling",
      policyType: "TargetTrackingScaling",
      scalingTargetId: readingsByPlaceReadScalingTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 60,
        predefinedMetricSpecification: { predefinedMetricType: "DynamoDBReadCapacityUtilization" },
      },
    });

    const readingsByPlaceWriteScalingTarget = new applicationautoscaling.CfnScalableTarget(this, "ReadingsByPlaceWriteScalingTarget", {
      serviceNamespace: "dynamodb",
      resourceId: `table/${readings.ref}/index/by-place`,
      scalableDimension: "dynamodb:index:WriteCapacityUnits",
      minCapacity: 4,
      maxCapacity: 40,
    });

    new applicationautoscaling.CfnScalingPolicy(this, "ReadingsByPlaceWriteScalingPolicy", {
      policyName: "ReadingsByPlaceWriteScaling",
      policyType: "TargetTrackingScaling",
      scalingTargetId: readingsByPlaceWriteScalingTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 65,
        predefinedMetricSpecification: { predefinedMetricType: "DynamoDBWriteCapacityUtilization" },
      },
    });

    new cloudwatch.CfnAlarm(this, "ReadingsReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: table Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "ReadThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsWriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: table Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "WriteThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsReadUtilisationAlarm", {
      alarmDescription: "Nearly all of the provisioned read capacity is in use: table Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      metrics: [
        {
          id: "utilisation",
          expression: "100 * consumed / PERIOD(consumed) / provisioned",
          label: "Per cent of the provisioned units",
          returnData: true,
        },
        {
          id: "consumed",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ConsumedReadCapacityUnits",
              dimensions: [{ name: "TableName", value: readings.ref }],
            },
            period: 300,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "provisioned",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ProvisionedReadCapacityUnits",
              dimensions: [{ name: "TableName", value: readings.ref }],
            },
            period: 300,
            stat: "Average",
          },
          returnData: false,
        },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsWriteUtilisationAlarm", {
      alarmDescription: "Nearly all of the provisioned write capacity is in use: table Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      metrics: [
        {
          id: "utilisation",
          expression: "100 * consumed / PERIOD(consumed) / provisioned",
          label: "Per cent of the provisioned units",
          returnData: true,
        },
        {
          id: "consumed",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ConsumedWriteCapacityUnits",
              dimensions: [{ name: "TableName", value: readings.ref }],
            },
            period: 300,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "provisioned",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ProvisionedWriteCapacityUnits",
              dimensions: [{ name: "TableName", value: readings.ref }],
            },
            period: 300,
            stat: "Average",
          },
          returnData: false,
        },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsByPlaceReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: index by-place of Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "ReadThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: readings.ref },
        { name: "GlobalSecondaryIndexName", value: "by-place" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsByPlaceWriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: index by-place of Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "WriteThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: readings.ref },
        { name: "GlobalSecondaryIndexName", value: "by-place" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsByPlaceReadUtilisationAlarm", {
      alarmDescription: "Nearly all of the provisioned read capacity is in use: index by-place of Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      metrics: [
        {
          id: "utilisation",
          expression: "100 * consumed / PERIOD(consumed) / provisioned",
          label: "Per cent of the provisioned units",
          returnData: true,
        },
        {
          id: "consumed",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ConsumedReadCapacityUnits",
              dimensions: [
                { name: "TableName", value: readings.ref },
                { name: "GlobalSecondaryIndexName", value: "by-place" },
              ],
            },
            period: 300,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "provisioned",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ProvisionedReadCapacityUnits",
              dimensions: [
                { name: "TableName", value: readings.ref },
                { name: "GlobalSecondaryIndexName", value: "by-place" },
              ],
            },
            period: 300,
            stat: "Average",
          },
          returnData: false,
        },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsByPlaceWriteUtilisationAlarm", {
      alarmDescription: "Nearly all of the provisioned write capacity is in use: index by-place of Readings.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      metrics: [
        {
          id: "utilisation",
          expression: "100 * consumed / PERIOD(consumed) / provisioned",
          label: "Per cent of the provisioned units",
          returnData: true,
        },
        {
          id: "consumed",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ConsumedWriteCapacityUnits",
              dimensions: [
                { name: "TableName", value: readings.ref },
                { name: "GlobalSecondaryIndexName", value: "by-place" },
              ],
            },
            period: 300,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "provisioned",
          metricStat: {
            metric: {
              namespace: "AWS/DynamoDB",
              metricName: "ProvisionedWriteCapacityUnits",
              dimensions: [
                { name: "TableName", value: readings.ref },
                { name: "GlobalSecondaryIndexName", value: "by-place" },
              ],
            },
            period: 300,
            stat: "Average",
          },
          returnData: false,
        },
      ],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsSystemErrorsGetItemAlarm", {
      alarmDescription: "DynamoDB answers requests to Readings with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsSystemErrorsPutItemAlarm", {
      alarmDescription: "DynamoDB answers requests to Readings with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsSystemErrorsQueryAlarm", {
      alarmDescription: "DynamoDB answers requests to Readings with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "Query" }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsLatencyGetItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to Readings takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsLatencyPutItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to Readings takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "ReadingsLatencyQueryAlarm", {
      alarmDescription: "The slowest of a hundred requests to Readings takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: readings.ref }, { name: "Operation", value: "Query" }],
    });

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

    new cloudwatch.CfnAlarm(this, "AccountsGlobalReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: table Accounts.global.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "ReadThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalWriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: table Accounts.global.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "WriteThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalByRegionAndPlanReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: index by-region-and-plan of Accounts.global.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "ReadThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: accountsGlobal.ref },
        { name: "GlobalSecondaryIndexName", value: "by-region-and-plan" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalByRegionAndPlanWriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: index by-region-and-plan of Accounts.global.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "WriteThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: accountsGlobal.ref },
        { name: "GlobalSecondaryIndexName", value: "by-region-and-plan" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalSystemErrorsGetItemAlarm", {
      alarmDescription: "DynamoDB answers requests to Accounts.global with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalSystemErrorsPutItemAlarm", {
      alarmDescription: "DynamoDB answers requests to Accounts.global with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalSystemErrorsQueryAlarm", {
      alarmDescription: "DynamoDB answers requests to Accounts.global with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "Query" }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalLatencyGetItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to Accounts.global takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalLatencyPutItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to Accounts.global takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "AccountsGlobalLatencyQueryAlarm", {
      alarmDescription: "The slowest of a hundred requests to Accounts.global takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: accountsGlobal.ref }, { name: "Operation", value: "Query" }],
    });

    const backupVault = new backup.CfnBackupVault(this, "BackupVault", {
      backupVaultName: `${namePrefix}every_setting_tables`,
    });
    backupVault.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    const backupPlan = new backup.CfnBackupPlan(this, "BackupPlan", {
      backupPlan: {
        backupPlanName: `${namePrefix}every_setting_tables`,
        backupPlanRule: [
          {
            ruleName: "daily",
            targetBackupVault: backupVault.ref,
            scheduleExpression: "cron(0 3 * * ? *)",
            lifecycle: { deleteAfterDays: 35 },
          },
        ],
      },
    });

    new backup.CfnBackupSelection(this, "BackupSelection", {
      backupPlanId: backupPlan.ref,
      backupSelection: {
        selectionName: `${namePrefix}every_setting_tables`,
        iamRoleArn: backupRoleArn,
        resources: [readings.attrArn, accountsGlobal.attrArn],
      },
    });

    new cloudwatch.CfnDashboard(this, "Dashboard", {
      dashboardName: `${namePrefix}every_setting_tables`,
      dashboardBody: `{"widgets":[{"type":"metric","x":0,"y":0,"width":8,"height":6,"properties":{"title":"Readings: consumed units","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ConsumedReadCapacityUnits","TableName","${readings.ref}"],["AWS/DynamoDB","ConsumedWriteCapacityUnits","TableName","${readings.ref}"]]}},{"type":"metric","x":8,"y":0,"width":8,"height":6,"properties":{"title":"Readings: throttled requests","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ReadThrottleEvents","TableName","${readings.ref}"],["AWS/DynamoDB","WriteThrottleEvents","TableName","${readings.ref}"]]}},{"type":"metric","x":16,"y":0,"width":8,"height":6,"properties":{"title":"Readings: p99 latency of GetItem","region":"${cdk.Aws.REGION}","stat":"p99","period":300,"metrics":[["AWS/DynamoDB","SuccessfulRequestLatency","TableName","${readings.ref}","Operation","GetItem"]]}},{"type":"metric","x":0,"y":6,"width":8,"height":6,"properties":{"title":"Accounts.global: consumed units","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ConsumedReadCapacityUnits","TableName","${accountsGlobal.ref}"],["AWS/DynamoDB","ConsumedWriteCapacityUnits","TableName","${accountsGlobal.ref}"]]}},{"type":"metric","x":8,"y":6,"width":8,"height":6,"properties":{"title":"Accounts.global: throttled requests","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ReadThrottleEvents","TableName","${accountsGlobal.ref}"],["AWS/DynamoDB","WriteThrottleEvents","TableName","${accountsGlobal.ref}"]]}},{"type":"metric","x":16,"y":6,"width":8,"height":6,"properties":{"title":"Accounts.global: p99 latency of GetItem","region":"${cdk.Aws.REGION}","stat":"p99","period":300,"metrics":[["AWS/DynamoDB","SuccessfulRequestLatency","TableName","${accountsGlobal.ref}","Operation","GetItem"]]}}]}`,
    });

    const daxRole = new iam.CfnRole(this, "DaxRole", {
      description: "With which DAX reads and writes the tables.",
      assumeRolePolicyDocument: {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": { "Service": "dax.amazonaws.com" },
            "Action": "sts:AssumeRole",
          },
        ],
      },
      policies: [
        {
          policyName: "tables",
          policyDocument: {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "Readings",
                "Effect": "Allow",
                "Action": [
                  "dynamodb:BatchGetItem",
                  "dynamodb:BatchWriteItem",
                  "dynamodb:ConditionCheckItem",
                  "dynamodb:DeleteItem",
                  "dynamodb:DescribeTable",
                  "dynamodb:GetItem",
                  "dynamodb:PutItem",
                  "dynamodb:Query",
                  "dynamodb:Scan",
                  "dynamodb:UpdateItem",
                ],
                "Resource": [
                  readings.attrArn,
                  `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${readings.ref}/index/*`,
                ],
              },
              {
                "Sid": "AccountsGlobal",
                "Effect": "Allow",
                "Action": [
                  "dynamodb:BatchGetItem",
                  "dynamodb:BatchWriteItem",
                  "dynamodb:ConditionCheckItem",
                  "dynamodb:DeleteItem",
                  "dynamodb:DescribeTable",
                  "dynamodb:GetItem",
                  "dynamodb:PutItem",
                  "dynamodb:Query",
                  "dynamodb:Scan",
                  "dynamodb:UpdateItem",
                ],
                "Resource": [
                  accountsGlobal.attrArn,
                  `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${accountsGlobal.ref}/index/*`,
                ],
              },
            ],
          },
        },
      ],
    });

    const daxSubnets = new dax.CfnSubnetGroup(this, "DaxSubnets", {
      subnetGroupName: daxClusterName,
      subnetIds: daxSubnetIds,
    });

    const daxCluster = new dax.CfnCluster(this, "DaxCluster", {
      clusterName: daxClusterName,
      nodeType: daxNodeType,
      replicationFactor: daxNodeCount,
      iamRoleArn: daxRole.attrArn,
      subnetGroupName: daxSubnets.ref,
      securityGroupIds: daxSecurityGroupIds,
      clusterEndpointEncryptionType: "TLS",
      sseSpecification: { sseEnabled: true },
    });

    const tablesEndpoint = new ec2.CfnVPCEndpoint(this, "TablesEndpoint", {
      vpcId: vpcId,
      serviceName: `com.amazonaws.${cdk.Aws.REGION}.dynamodb`,
      vpcEndpointType: "Gateway",
      routeTableIds: routeTableIds,
      policyDocument: {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "OnlyTheTables",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "dynamodb:*",
            "Resource": [
              readings.attrArn,
              `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${readings.ref}/index/*`,
              accountsGlobal.attrArn,
              `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${accountsGlobal.ref}/index/*`,
            ],
          },
        ],
      },
    });

    new lambda.CfnEventSourceMapping(this, "ReadingsFunction", {
      eventSourceArn: readings.attrStreamArn,
      functionName: readingsFunctionName,
      startingPosition: "TRIM_HORIZON",
      bisectBatchOnFunctionError: true,
    });

    new lambda.CfnEventSourceMapping(this, "AccountsGlobalFunction", {
      eventSourceArn: accountsGlobal.attrStreamArn,
      functionName: accountsGlobalFunctionName,
      startingPosition: "TRIM_HORIZON",
      bisectBatchOnFunctionError: true,
    });

    new cdk.CfnOutput(this, "ReadingsTableName", { value: readings.ref, description: "Name of the table Readings." });
    new cdk.CfnOutput(this, "ReadingsTableArn", { value: readings.attrArn, description: "ARN of the table Readings." });
    new cdk.CfnOutput(this, "ReadingsStreamArn", { value: readings.attrStreamArn, description: "ARN of the stream of Readings." });
    new cdk.CfnOutput(this, "AccountsGlobalTableName", { value: accountsGlobal.ref, description: "Name of the table Accounts.global." });
    new cdk.CfnOutput(this, "AccountsGlobalTableArn", { value: accountsGlobal.attrArn, description: "ARN of the table Accounts.global." });
    new cdk.CfnOutput(this, "AccountsGlobalStreamArn", { value: accountsGlobal.attrStreamArn, description: "ARN of the stream of Accounts.global." });
    new cdk.CfnOutput(this, "DaxClusterAddress", { value: daxCluster.attrClusterDiscoveryEndpoint, description: "Address of the DAX cluster." });
    new cdk.CfnOutput(this, "TablesEndpointId", { value: tablesEndpoint.ref, description: "Id of the gateway endpoint." });
  }
}
