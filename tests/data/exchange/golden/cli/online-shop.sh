#!/usr/bin/env bash
# Makes the tables of the model "Online shop" with the AWS command line, version 2 or 1. Written by Keywright.
# Usage: ./create-tables.sh [--endpoint-url URL] [--region REGION] [--profile NAME]
set -euo pipefail

options=("$@")

dynamodb() {
  aws dynamodb "$@" ${options[@]+"${options[@]}"} --output text >/dev/null
}

echo 'Creating OnlineShop'
dynamodb create-table --cli-input-json "$(
  cat <<'JSON'
{
  "TableName": "OnlineShop",
  "AttributeDefinitions": [
    {"AttributeName": "GSI1PK", "AttributeType": "S"},
    {"AttributeName": "GSI1SK", "AttributeType": "S"},
    {"AttributeName": "GSI2PK", "AttributeType": "S"},
    {"AttributeName": "GSI2SK", "AttributeType": "N"},
    {"AttributeName": "GSI3PK", "AttributeType": "S"},
    {"AttributeName": "GSI3SK", "AttributeType": "S"},
    {"AttributeName": "PK", "AttributeType": "S"},
    {"AttributeName": "SK", "AttributeType": "S"}
  ],
  "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "GSI1",
      "KeySchema": [{"AttributeName": "GSI1PK", "KeyType": "HASH"}, {"AttributeName": "GSI1SK", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "ALL"}
    },
    {
      "IndexName": "GSI2",
      "KeySchema": [{"AttributeName": "GSI2PK", "KeyType": "HASH"}, {"AttributeName": "GSI2SK", "KeyType": "RANGE"}],
      "Projection": {
        "ProjectionType": "INCLUDE",
        "NonKeyAttributes": [
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
          "createdAt"
        ]
      }
    },
    {
      "IndexName": "GSI3",
      "KeySchema": [{"AttributeName": "GSI3PK", "KeyType": "HASH"}, {"AttributeName": "GSI3SK", "KeyType": "RANGE"}],
      "Projection": {
        "ProjectionType": "INCLUDE",
        "NonKeyAttributes": ["type", "orderId", "userId", "placedAt", "total", "itemCount", "openStatus", "openSince"]
      }
    }
  ],
  "BillingMode": "PAY_PER_REQUEST",
  "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
  "DeletionProtectionEnabled": true,
  "Tags": [{"Key": "application", "Value": "online-shop"}, {"Key": "stage", "Value": "design"}]
}
JSON
)"
dynamodb wait table-exists --table-name 'OnlineShop'
dynamodb update-time-to-live --table-name 'OnlineShop' \
  --time-to-live-specification '{"Enabled":true,"AttributeName":"expiresAt"}'
dynamodb update-continuous-backups --table-name 'OnlineShop' \
  --point-in-time-recovery-specification '{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":35}'
dynamodb update-contributor-insights --table-name 'OnlineShop' \
  --contributor-insights-action ENABLE --contributor-insights-mode THROTTLED_KEYS
