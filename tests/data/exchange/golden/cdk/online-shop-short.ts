// Tables of the model Online shop, written by Keywright.

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
      tags: [{ key: "application", value: "online-shop" }, { key: "stage", value: "design" }],
    });
    onlineShop.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    new cdk.CfnOutput(this, "OnlineShopTableName", { value: onlineShop.ref, description: "Name of the table OnlineShop." });
    new cdk.CfnOutput(this, "OnlineShopTableArn", { value: onlineShop.attrArn, description: "ARN of the table OnlineShop." });
    new cdk.CfnOutput(this, "OnlineShopStreamArn", { value: onlineShop.attrStreamArn, description: "ARN of the stream of OnlineShop." });
  }
}
