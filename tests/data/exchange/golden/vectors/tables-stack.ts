// Tables of the model Vectors, written by Keywright.

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

    const articles = new dynamodb.CfnTable(this, "Articles", {
      tableName: `${namePrefix}Articles`,
      attributeDefinitions: [
        { attributeName: "articleId", attributeType: "S" },
        { attributeName: "language", attributeType: "S" },
        { attributeName: "topic", attributeType: "S" },
        { attributeName: "year", attributeType: "N" },
      ],
      keySchema: [{ attributeName: "articleId", keyType: "HASH" }],
      billingMode: "PAY_PER_REQUEST",
      vectorIndexes: [
        {
          indexName: "by-meaning",
          vectorAttribute: { attributeName: "embedding" },
          searchSchema: [
            { attributeName: "language", searchSchemaElementType: "HASH" },
            { attributeName: "year", searchSchemaElementType: "INLINE_FILTER" },
            { attributeName: "topic", searchSchemaElementType: "INLINE_FILTER" },
          ],
          projection: { projectionType: "INCLUDE", nonKeyAttributes: ["title"] },
          dimensions: 3,
          distanceFunction: "COSINE",
        },
        {
          indexName: "by-picture",
          vectorAttribute: { attributeName: "picture" },
          projection: { projectionType: "KEYS_ONLY" },
          dimensions: 2,
          distanceFunction: "DOT_PRODUCT",
        },
      ],
      tableClass: "STANDARD",
      deletionProtectionEnabled: false,
    });
    articles.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    new cdk.CfnOutput(this, "ArticlesTableName", { value: articles.ref, description: "Name of the table Articles." });
    new cdk.CfnOutput(this, "ArticlesTableArn", { value: articles.attrArn, description: "ARN of the table Articles." });
  }
}
