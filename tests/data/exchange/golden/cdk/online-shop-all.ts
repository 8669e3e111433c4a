// Tables of the model Online shop, written by Keywright.

import * as cdk from "aws-cdk-lib";
import * as backup from "aws-cdk-lib/aws-backup";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as dax from "aws-cdk-lib/aws-dax";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
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
  /** Name or ARN of the Lambda function that gets the changes of OnlineShop; its role must be allowed to read the stream. */
  readonly onlineShopFunctionName: string;
}

/** CloudFormation's own constructs: they hold every choice of the model, and a table of one Region stays one. */
export class TablesStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: TablesStackProps) {
    super(scope, id, props);
    const { namePrefix = "", alarmTopicArn, backupRoleArn, daxClusterName = "online-shop", daxNodeType = "dax.t3.small", daxNodeCount = 3, daxSubnetIds, daxSecurityGroupIds, vpcId, routeTableIds, onlineShopFunctionName } = props;

    const onlineShop = new dynamodb.CfnTable(this, "OnlineShop", {
      tableName: `${namePrefix}OnlineShop`,
      attributeDefinitions: [
        { attributeName: "GSI1PK", attributeType: "S" },
        { attributeName: "GSI1SK", attributeType: "S" },
        { attributeName: "GSI2PK", attributeType: "S" },
        { attributeName: "GSI2SK", attributeType: "N" },
        { attributeName: "GSI3PK", attributeType: "S" },
        { attributeName: "GSI3SK", attributeType: "S" },
        { attributeName: "PK", attributeType: "S" },
        { attributeName: "SK", attributeType: "S" },
      ],
      keySchema: [{ attributeName: "PK", keyType: "HASH" }, { attributeName: "SK", keyType: "RANGE" }],
      billingMode: "PAY_PER_REQUEST",
      timeToLiveSpecification: { attributeName: "expiresAt", enabled: true },
      globalSecondaryIndexes: [
        {
          indexName: "GSI1",
          keySchema: [
            { attributeName: "GSI1PK", keyType: "HASH" },
            { attributeName: "GSI1SK", keyType: "RANGE" },
          ],
          projection: { projectionType: "ALL" },
        },
        {
          indexName: "GSI2",
          keySchema: [
            { attributeName: "GSI2PK", keyType: "HASH" },
            { attributeName: "GSI2SK", keyType: "RANGE" },
          ],
          projection: {
            projectionType: "INCLUDE",
            nonKeyAttributes: [
              "type",
              "productId",
              "name",
              "category",
              "price",
              "ratingCount",
              "ratingSum",
              "userId",
              "author",
              "rating",
              "title",
              "text",
              "createdAt",
            ],
          },
        },
        {
          indexName: "GSI3",
          keySchema: [
            { attributeName: "GSI3PK", keyType: "HASH" },
            { attributeName: "GSI3SK", keyType: "RANGE" },
          ],
          projection: {
            projectionType: "INCLUDE",
            nonKeyAttributes: ["type", "orderId", "userId", "placedAt", "total", "itemCount", "openStatus", "openSince"],
          },
        },
      ],
      streamSpecification: { streamViewType: "NEW_AND_OLD_IMAGES" },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      tableClass: "STANDARD",
      deletionProtectionEnabled: true,
      contributorInsightsSpecification: { enabled: true, mode: "THROTTLED_KEYS" },
      tags: [{ key: "application", value: "online-shop" }, { key: "stage", value: "design" }],
    });
    onlineShop.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    new cloudwatch.CfnAlarm(this, "OnlineShopReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: table OnlineShop.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "ReadThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopWriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: table OnlineShop.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "WriteThrottleEvents",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi1ReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: index GSI1 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI1" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi1WriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: index GSI1 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI1" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi2ReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: index GSI2 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI2" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi2WriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: index GSI2 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI2" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi3ReadThrottlesAlarm", {
      alarmDescription: "Reads are throttled: index GSI3 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI3" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopGsi3WriteThrottlesAlarm", {
      alarmDescription: "Writes are throttled: index GSI3 of OnlineShop.",
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
        { name: "TableName", value: onlineShop.ref },
        { name: "GlobalSecondaryIndexName", value: "GSI3" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopSystemErrorsBatchGetItemAlarm", {
      alarmDescription: "DynamoDB answers requests to OnlineShop with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: onlineShop.ref },
        { name: "Operation", value: "BatchGetItem" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopSystemErrorsGetItemAlarm", {
      alarmDescription: "DynamoDB answers requests to OnlineShop with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopSystemErrorsPutItemAlarm", {
      alarmDescription: "DynamoDB answers requests to OnlineShop with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopSystemErrorsQueryAlarm", {
      alarmDescription: "DynamoDB answers requests to OnlineShop with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "Query" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopSystemErrorsTransactWriteItemsAlarm", {
      alarmDescription: "DynamoDB answers requests to OnlineShop with errors of its own.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SystemErrors",
      statistic: "Sum",
      period: 300,
      dimensions: [
        { name: "TableName", value: onlineShop.ref },
        { name: "Operation", value: "TransactWriteItems" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopLatencyBatchGetItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to OnlineShop takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [
        { name: "TableName", value: onlineShop.ref },
        { name: "Operation", value: "BatchGetItem" },
      ],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopLatencyGetItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to OnlineShop takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "GetItem" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopLatencyPutItemAlarm", {
      alarmDescription: "The slowest of a hundred requests to OnlineShop takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "PutItem" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopLatencyQueryAlarm", {
      alarmDescription: "The slowest of a hundred requests to OnlineShop takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [{ name: "TableName", value: onlineShop.ref }, { name: "Operation", value: "Query" }],
    });

    new cloudwatch.CfnAlarm(this, "OnlineShopLatencyTransactWriteItemsAlarm", {
      alarmDescription: "The slowest of a hundred requests to OnlineShop takes too long (milliseconds).",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 100,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      namespace: "AWS/DynamoDB",
      metricName: "SuccessfulRequestLatency",
      extendedStatistic: "p99",
      period: 300,
      dimensions: [
        { name: "TableName", value: onlineShop.ref },
        { name: "Operation", value: "TransactWriteItems" },
      ],
    });

    const backupVault = new backup.CfnBackupVault(this, "BackupVault", {
      backupVaultName: `${namePrefix}online_shop_tables`,
    });
    backupVault.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    const backupPlan = new backup.CfnBackupPlan(this, "BackupPlan", {
      backupPlan: {
        backupPlanName: `${namePrefix}online_shop_tables`,
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
        selectionName: `${namePrefix}online_shop_tables`,
        iamRoleArn: backupRoleArn,
        resources: [onlineShop.attrArn],
      },
    });

    new cloudwatch.CfnDashboard(this, "Dashboard", {
      dashboardName: `${namePrefix}online_shop_tables`,
      dashboardBody: `{"widgets":[{"type":"metric","x":0,"y":0,"width":8,"height":6,"properties":{"title":"OnlineShop: consumed units","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ConsumedReadCapacityUnits","TableName","${onlineShop.ref}"],["AWS/DynamoDB","ConsumedWriteCapacityUnits","TableName","${onlineShop.ref}"]]}},{"type":"metric","x":8,"y":0,"width":8,"height":6,"properties":{"title":"OnlineShop: throttled requests","region":"${cdk.Aws.REGION}","stat":"Sum","period":300,"metrics":[["AWS/DynamoDB","ReadThrottleEvents","TableName","${onlineShop.ref}"],["AWS/DynamoDB","WriteThrottleEvents","TableName","${onlineShop.ref}"]]}},{"type":"metric","x":16,"y":0,"width":8,"height":6,"properties":{"title":"OnlineShop: p99 latency of BatchGetItem","region":"${cdk.Aws.REGION}","stat":"p99","period":300,"metrics":[["AWS/DynamoDB","SuccessfulRequestLatency","TableName","${onlineShop.ref}","Operation","BatchGetItem"]]}}]}`,
    });

    const accessPolicy = new iam.CfnManagedPolicy(this, "AccessPolicy", {
      description: "What the access patterns need of the tables.",
      policyDocument: {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "OnlineShop",
            "Effect": "Allow",
            "Action": ["dynamodb:PutItem"],
            "Resource": onlineShop.attrArn,
            "Condition": {
              "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["EMAIL#*", "ORDER#*", "PRODUCT#*", "USER#*"] },
            },
          },
          {
            "Sid": "OnlineShop2",
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem"],
            "Resource": onlineShop.attrArn,
            "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["EMAIL#*", "PRODUCT#*", "USER#*"] } },
          },
          {
            "Sid": "OnlineShop3",
            "Effect": "Allow",
            "Action": ["dynamodb:UpdateItem"],
            "Resource": onlineShop.attrArn,
            "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["ORDER#*", "PRODUCT#*"] } },
          },
          {
            "Sid": "OnlineShop4",
            "Effect": "Allow",
            "Action": ["dynamodb:Query"],
            "Resource": onlineShop.attrArn,
            "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["ORDER#*", "USER#*"] } },
          },
          {
            "Sid": "OnlineShop5",
            "Effect": "Allow",
            "Action": ["dynamodb:BatchGetItem"],
            "Resource": onlineShop.attrArn,
            "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["PRODUCT#*"] } },
          },
          {
            "Sid": "OnlineShop6",
            "Effect": "Allow",
            "Action": ["dynamodb:DeleteItem"],
            "Resource": onlineShop.attrArn,
            "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["USER#*"] } },
          },
          {
            "Sid": "OnlineShopGsi1",
            "Effect": "Allow",
            "Action": ["dynamodb:Query"],
            "Resource": `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${onlineShop.ref}/index/GSI1`,
          },
          {
            "Sid": "OnlineShopGsi2",
            "Effect": "Allow",
            "Action": ["dynamodb:Query"],
            "Resource": `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${onlineShop.ref}/index/GSI2`,
          },
          {
            "Sid": "OnlineShopGsi3",
            "Effect": "Allow",
            "Action": ["dynamodb:Query"],
            "Resource": `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${onlineShop.ref}/index/GSI3`,
          },
        ],
      },
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
                "Sid": "OnlineShop",
                "Effect": "Allow",
                "Action": [
                  "dynamodb:BatchGetItem",
                  "dynamodb:DeleteItem",
                  "dynamodb:DescribeTable",
                  "dynamodb:GetItem",
                  "dynamodb:PutItem",
                  "dynamodb:Query",
                  "dynamodb:UpdateItem",
                ],
                "Resource": [
                  onlineShop.attrArn,
                  `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${onlineShop.ref}/index/*`,
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
              onlineShop.attrArn,
              `arn:${cdk.Aws.PARTITION}:dynamodb:${cdk.Aws.REGION}:${cdk.Aws.ACCOUNT_ID}:table/${onlineShop.ref}/index/*`,
            ],
          },
        ],
      },
    });

    new lambda.CfnEventSourceMapping(this, "OnlineShopFunction", {
      eventSourceArn: onlineShop.attrStreamArn,
      functionName: onlineShopFunctionName,
      startingPosition: "TRIM_HORIZON",
      bisectBatchOnFunctionError: true,
    });

    new cdk.CfnOutput(this, "OnlineShopTableName", { value: onlineShop.ref, description: "Name of the table OnlineShop." });
    new cdk.CfnOutput(this, "OnlineShopTableArn", { value: onlineShop.attrArn, description: "ARN of the table OnlineShop." });
    new cdk.CfnOutput(this, "OnlineShopStreamArn", { value: onlineShop.attrStreamArn, description: "ARN of the stream of OnlineShop." });
    new cdk.CfnOutput(this, "AccessPolicyArn", { value: accessPolicy.ref, description: "ARN of the policy to attach to the role of the application." });
    new cdk.CfnOutput(this, "DaxClusterAddress", { value: daxCluster.attrClusterDiscoveryEndpoint, description: "Address of the DAX cluster." });
    new cdk.CfnOutput(this, "TablesEndpointId", { value: tablesEndpoint.ref, description: "Id of the gateway endpoint." });
  }
}
