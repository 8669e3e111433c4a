#!/usr/bin/env bash
# Makes the tables of the model "Every setting" with the AWS command line, version 2 or 1. Written by Keywright.
# Usage: ./create-tables.sh [--endpoint-url URL] [--region REGION] [--profile NAME]
set -euo pipefail

options=("$@")

dynamodb() {
  aws dynamodb "$@" ${options[@]+"${options[@]}"} --output text >/dev/null
}

echo 'Creating Readings'
dynamodb create-table --cli-input-json "$(
  cat <<'JSON'
{
  "TableName": "Readings",
  "AttributeDefinitions": [
    {"AttributeName": "at", "AttributeType": "N"},
    {"AttributeName": "hash", "AttributeType": "B"},
    {"AttributeName": "kind", "AttributeType": "S"},
    {"AttributeName": "place", "AttributeType": "S"},
    {"AttributeName": "sensor-id", "AttributeType": "S"}
  ],
  "KeySchema": [{"AttributeName": "sensor-id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [
    {
      "IndexName": "by-kind",
      "KeySchema": [{"AttributeName": "sensor-id", "KeyType": "HASH"}, {"AttributeName": "kind", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "KEYS_ONLY"}
    },
    {
      "IndexName": "by-hash",
      "KeySchema": [{"AttributeName": "sensor-id", "KeyType": "HASH"}, {"AttributeName": "hash", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["value", "unit"]}
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "by-place",
      "KeySchema": [{"AttributeName": "place", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "ALL"},
      "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4},
      "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000}
    }
  ],
  "BillingMode": "PROVISIONED",
  "ProvisionedThroughput": {"ReadCapacityUnits": 10, "WriteCapacityUnits": 20},
  "WarmThroughput": {"ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000},
  "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"},
  "SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "alias/readings"},
  "TableClass": "STANDARD_INFREQUENT_ACCESS",
  "DeletionProtectionEnabled": true,
  "Tags": [{"Key": "cost centre", "Value": "4711"}, {"Key": "stage", "Value": "${test} \"quoted\""}]
}
JSON
)"
dynamodb wait table-exists --table-name 'Readings'
dynamodb update-time-to-live --table-name 'Readings' \
  --time-to-live-specification '{"Enabled":true,"AttributeName":"expires"}'
dynamodb update-continuous-backups --table-name 'Readings' \
  --point-in-time-recovery-specification '{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":7}'
dynamodb update-contributor-insights --table-name 'Readings' \
  --contributor-insights-action ENABLE --contributor-insights-mode THROTTLED_KEYS
dynamodb update-contributor-insights --table-name 'Readings' --index-name 'by-place' \
  --contributor-insights-action ENABLE --contributor-insights-mode ACCESSED_AND_THROTTLED_KEYS
arn=$(aws dynamodb describe-table --table-name 'Readings' ${options[@]+"${options[@]}"} --query Table.TableArn --output text)
dynamodb put-resource-policy --resource-arn "$arn" --policy '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "*"}]}'

echo 'Creating Accounts.global'
dynamodb create-table --cli-input-json "$(
  cat <<'JSON'
{
  "TableName": "Accounts.global",
  "AttributeDefinitions": [
    {"AttributeName": "plan", "AttributeType": "S"},
    {"AttributeName": "region", "AttributeType": "S"},
    {"AttributeName": "since", "AttributeType": "N"},
    {"AttributeName": "tenant", "AttributeType": "S"}
  ],
  "KeySchema": [{"AttributeName": "tenant", "KeyType": "HASH"}],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "by-region-and-plan",
      "KeySchema": [
        {"AttributeName": "region", "KeyType": "HASH"},
        {"AttributeName": "plan", "KeyType": "HASH"},
        {"AttributeName": "since", "KeyType": "RANGE"},
        {"AttributeName": "tenant", "KeyType": "RANGE"}
      ],
      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["owner"]},
      "OnDemandThroughput": {"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50}
    }
  ],
  "BillingMode": "PAY_PER_REQUEST",
  "OnDemandThroughput": {"MaxReadRequestUnits": 1000, "MaxWriteRequestUnits": 500},
  "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
  "SSESpecification": {"Enabled": true, "SSEType": "KMS"}
}
JSON
)"
dynamodb wait table-exists --table-name 'Accounts.global'
dynamodb update-continuous-backups --table-name 'Accounts.global' \
  --point-in-time-recovery-specification '{"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":35}'
dynamodb update-table --table-name 'Accounts.global' \
  --replica-updates '[{"Create":{"RegionName":"eu-west-1","TableClassOverride":"STANDARD_INFREQUENT_ACCESS"}}]'
dynamodb wait table-exists --table-name 'Accounts.global'
dynamodb update-table --table-name 'Accounts.global' \
  --replica-updates '[{"Create":{"RegionName":"us-east-2"}}]'
dynamodb wait table-exists --table-name 'Accounts.global'
