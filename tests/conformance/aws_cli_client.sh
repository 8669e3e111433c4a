#!/usr/bin/env bash
# Goes through the API with the AWS CLI. Usage: aws_cli_client.sh URL. Prints "ok NAME" or "not ok NAME: why" for each step.
set -u
url="$1"
ddb() { aws dynamodb --endpoint-url "$url" --output json "$@"; }

# step NAME PATTERN WORDS...: the command's output, or its error, must match.
step() {
    local name="$1" pattern="$2" output
    shift 2
    output=$("$@" 2>&1)
    if grep -qzE "$pattern" <<<"$output"; then echo "ok $name"; else echo "not ok $name: $(tr '\n' ' ' <<<"$output")"; fi
}

step create-table '"TableName": "Music"' ddb create-table --table-name Music \
    --attribute-definitions AttributeName=Artist,AttributeType=S AttributeName=Song,AttributeType=S \
    --key-schema AttributeName=Artist,KeyType=HASH AttributeName=Song,KeyType=RANGE --billing-mode PAY_PER_REQUEST
step wait '^$|^[[:space:]]*$' ddb wait table-exists --table-name Music
step put-item '"CapacityUnits": 1.0' ddb put-item --table-name Music --return-consumed-capacity TOTAL \
    --item '{"Artist": {"S": "A"}, "Song": {"S": "1"}, "Plays": {"N": "1"}}'
step update-item '"N": "2"' ddb update-item --table-name Music --key '{"Artist": {"S": "A"}, "Song": {"S": "1"}}' \
    --update-expression 'SET Plays = Plays + :one' --expression-attribute-values '{":one": {"N": "1"}}' --return-values ALL_NEW
step get-item '"Plays": ..[[:space:]]+"N": "2"' ddb get-item --table-name Music --key '{"Artist": {"S": "A"}, "Song": {"S": "1"}}'
step query '"Count": 1' ddb query --table-name Music --key-condition-expression 'Artist = :a' --expression-attribute-values '{":a": {"S": "A"}}'
step scan '"ScannedCount": 1' ddb scan --table-name Music
step condition 'ConditionalCheckFailedException' ddb put-item --table-name Music --item '{"Artist": {"S": "A"}, "Song": {"S": "1"}}' \
    --condition-expression 'attribute_not_exists(Artist)'
step execute-statement '"Plays": ..[[:space:]]+"N": "2"' ddb execute-statement \
    --statement "SELECT Plays FROM Music WHERE Artist = ? AND Song = '1'" --parameters '[{"S": "A"}]'
step batch-execute-statement 'DuplicateItem' ddb batch-execute-statement \
    --statements "[{\"Statement\": \"INSERT INTO Music VALUE {'Artist': 'A', 'Song': '1'}\"}, {\"Statement\": \"DELETE FROM Music WHERE Artist = 'A' AND Song = '9'\"}]"
step execute-transaction 'ConditionalCheckFailed' ddb execute-transaction \
    --transact-statements "[{\"Statement\": \"EXISTS(SELECT * FROM Music WHERE Artist = 'A' AND Song = '1' AND Plays = 7)\"}, {\"Statement\": \"INSERT INTO Music VALUE {'Artist': 'B', 'Song': '1'}\"}]"
step create-backup '"BackupStatus": "CREATING"' ddb create-backup --table-name Music --backup-name first
backup=$(ddb list-backups --table-name Music --query 'BackupSummaries[0].BackupArn' --output text)
available() { until ddb describe-backup --backup-arn "$backup" | grep -q AVAILABLE; do :; done; echo available; }
step describe-backup '^available' timeout 60 bash -c "$(declare -f ddb available); url=$url backup=$backup; available"
step list-backups '"BackupName": "first"' ddb list-backups --table-name Music
step restore-table-from-backup '"RestoreInProgress": true' ddb restore-table-from-backup --target-table-name Again --backup-arn "$backup"
step wait-restored '^$|^[[:space:]]*$' ddb wait table-exists --table-name Again
step restored-items '"Count": 1' ddb scan --table-name Again
step delete-backup '"BackupStatus": "DELETED"' ddb delete-backup --backup-arn "$backup"
step update-continuous-backups '"PointInTimeRecoveryStatus": "ENABLED"' ddb update-continuous-backups --table-name Music \
    --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
step describe-continuous-backups '"ContinuousBackupsStatus": "ENABLED"' ddb describe-continuous-backups --table-name Music
step restore-table-to-point-in-time '"RestoreInProgress": true' ddb restore-table-to-point-in-time \
    --source-table-name Music --target-table-name Past --use-latest-restorable-time
step wait-for-the-past '^$|^[[:space:]]*$' ddb wait table-exists --table-name Past
step past-items '"Count": 1' ddb scan --table-name Past
step export-table-to-point-in-time '"ExportStatus": "IN_PROGRESS"' ddb export-table-to-point-in-time \
    --table-arn arn:aws:dynamodb:us-east-1:000000000000:table/Music --s3-bucket bucket
exported=$(ddb list-exports --query 'ExportSummaries[0].ExportArn' --output text)
completed() { until ddb describe-export --export-arn "$exported" | grep -q COMPLETED; do :; done; echo completed; }
step describe-export '^completed' timeout 60 bash -c "$(declare -f ddb completed); url=$url exported=$exported; completed"
step list-exports '"ExportStatus": "COMPLETED"' ddb list-exports --table-arn arn:aws:dynamodb:us-east-1:000000000000:table/Music
mkdir -p "$KEYWRIGHT_BUCKETS/cli" && printf 'id,name\n1,one\n2,two\n' >"$KEYWRIGHT_BUCKETS/cli/some.csv"
step import-table '"ImportStatus": "IN_PROGRESS"' ddb import-table --s3-bucket-source S3Bucket=cli,S3KeyPrefix=some.csv --input-format CSV \
    --table-creation-parameters 'TableName=FromCsv,AttributeDefinitions=[{AttributeName=id,AttributeType=S}],KeySchema=[{AttributeName=id,KeyType=HASH}],BillingMode=PAY_PER_REQUEST'
imported=$(ddb list-imports --query 'ImportSummaryList[0].ImportArn' --output text)
ended() { until ddb describe-import --import-arn "$imported" | grep -q COMPLETED; do :; done; echo completed; }
step describe-import '^completed' timeout 60 bash -c "$(declare -f ddb ended); url=$url imported=$imported; ended"
step imported-items '"Count": 2' ddb scan --table-name FromCsv
stream=arn:aws:kinesis:us-east-1:000000000000:stream/cli
step enable-kinesis-streaming-destination '"DestinationStatus": "(ENABLING|ACTIVE)"' ddb enable-kinesis-streaming-destination --table-name FromCsv --stream-arn "$stream"
step describe-kinesis-streaming-destination 'stream/cli' ddb describe-kinesis-streaming-destination --table-name FromCsv
step disable-kinesis-streaming-destination '"DestinationStatus": "(DISABLING|DISABLED)"' ddb disable-kinesis-streaming-destination --table-name FromCsv --stream-arn "$stream"
step update-contributor-insights '"ContributorInsightsStatus": "ENABL' ddb update-contributor-insights --table-name FromCsv --contributor-insights-action ENABLE
step describe-contributor-insights '"ContributorInsightsStatus": "ENABL' ddb describe-contributor-insights --table-name FromCsv
step list-contributor-insights '"TableName": "FromCsv"' ddb list-contributor-insights
step update-time-to-live '"AttributeName": "expires"' ddb update-time-to-live --table-name FromCsv --time-to-live-specification Enabled=true,AttributeName=expires
step describe-time-to-live '"TimeToLiveStatus": "ENABL' ddb describe-time-to-live --table-name FromCsv
arn=arn:aws:dynamodb:us-east-1:000000000000:table/FromCsv
step tag-resource '^$|^[[:space:]]*$' ddb tag-resource --resource-arn "$arn" --tags Key=team,Value=a
step list-tags-of-resource '"Value": "a"' ddb list-tags-of-resource --resource-arn "$arn"
step untag-resource '^$|^[[:space:]]*$' ddb untag-resource --resource-arn "$arn" --tag-keys team
step describe-limits '"TableMaxReadCapacityUnits"' ddb describe-limits
step describe-endpoints '"CachePeriodInMinutes"' ddb describe-endpoints
step delete-table '"TableName": "Music"' ddb delete-table --table-name Music
