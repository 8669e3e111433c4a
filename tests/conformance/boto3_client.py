"""Goes through the API with boto3. Usage: boto3_client.py URL. Prints "ok NAME" or "not ok NAME: why" for each step."""

import base64
import gzip
import hashlib
import json
import os
import pathlib
import sys
import time
import traceback
from decimal import Decimal

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

URL = sys.argv[1]
CONFIG = Config(retries={"max_attempts": 0}, read_timeout=30)
SESSION = boto3.Session(aws_access_key_id="AKIDLOCAL", aws_secret_access_key="secret", region_name="us-east-1")
DB = SESSION.client("dynamodb", endpoint_url=URL, config=CONFIG)
TABLE = "Music"


def s(text):
    return {"S": text}


def n(number):
    return {"N": str(number)}


def error_of(call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def create_table():
    made = DB.create_table(
        TableName=TABLE,
        AttributeDefinitions=[
            {"AttributeName": "Artist", "AttributeType": "S"},
            {"AttributeName": "Song", "AttributeType": "S"},
            {"AttributeName": "Year", "AttributeType": "N"},
            {"AttributeName": "Genre", "AttributeType": "S"},
        ],
        KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Song", "KeyType": "RANGE"}],
        LocalSecondaryIndexes=[
            {
                "IndexName": "ByYear",
                "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Year", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "ByGenre",
                "KeySchema": [{"AttributeName": "Genre", "KeyType": "HASH"}, {"AttributeName": "Year", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    assert made["TableDescription"]["TableName"] == TABLE
    DB.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    table = DB.describe_table(TableName=TABLE)["Table"]
    assert table["TableStatus"] == "ACTIVE", table
    assert table["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"
    assert TABLE in DB.list_tables()["TableNames"]


def put_and_get():
    item = {"Artist": s("A"), "Song": s("1"), "Year": n(1999), "Tags": {"SS": ["x", "y"]}, "Cover": {"B": b"\x00\xff"}}
    DB.put_item(TableName=TABLE, Item=item)
    key = {"Artist": s("A"), "Song": s("1")}
    got = DB.get_item(TableName=TABLE, Key=key, ConsistentRead=True, ReturnConsumedCapacity="TOTAL")
    got["Item"]["Tags"]["SS"].sort()
    assert got["Item"] == item, got
    assert got["ConsumedCapacity"]["CapacityUnits"] == 1.0
    assert "Item" not in DB.get_item(TableName=TABLE, Key={"Artist": s("A"), "Song": s("none")})


def conditions():
    key = {"Artist": s("A"), "Song": s("1")}
    refused = error_of(DB.put_item, TableName=TABLE, Item=key, ConditionExpression="attribute_not_exists(Artist)")
    assert refused == "ConditionalCheckFailedException", refused
    refused = error_of(
        DB.delete_item, TableName=TABLE, Key=key, ConditionExpression="#y > :y",
        ExpressionAttributeNames={"#y": "Year"}, ExpressionAttributeValues={":y": n(2000)},
    )
    assert refused == "ConditionalCheckFailedException", refused


def update():
    result = DB.update_item(
        TableName=TABLE, Key={"Artist": s("A"), "Song": s("1")},
        UpdateExpression="SET Plays = if_not_exists(Plays, :zero) + :one REMOVE Cover ADD Tags :tags",
        ExpressionAttributeValues={":zero": n(0), ":one": n(1), ":tags": {"SS": ["z"]}},
        ReturnValues="ALL_NEW",
    )
    attributes = result["Attributes"]
    assert attributes["Plays"] == n(1)
    assert sorted(attributes["Tags"]["SS"]) == ["x", "y", "z"]
    assert "Cover" not in attributes


def batch_write():
    requests = [
        {"PutRequest": {"Item": {"Artist": s("B"), "Song": s("%03d" % i), "Year": n(1900 + i), "Genre": s("rock")}}} for i in range(25)
    ]
    left = {TABLE: requests}
    while left:
        left = DB.batch_write_item(RequestItems=left).get("UnprocessedItems")
    got = DB.batch_get_item(RequestItems={TABLE: {"Keys": [{"Artist": s("B"), "Song": s("003")}, {"Artist": s("B"), "Song": s("none")}]}})
    assert len(got["Responses"][TABLE]) == 1
    assert not got["UnprocessedKeys"]


def query_with_pages():
    pages = DB.get_paginator("query").paginate(
        TableName=TABLE, KeyConditionExpression="Artist = :a AND begins_with(Song, :s)",
        ExpressionAttributeValues={":a": s("B"), ":s": s("0")}, PaginationConfig={"PageSize": 7},
    )
    songs = [item["Song"]["S"] for page in pages for item in page["Items"]]
    assert songs == ["%03d" % i for i in range(25)], songs
    backwards = DB.query(
        TableName=TABLE, IndexName="ByGenre", KeyConditionExpression="Genre = :g", ScanIndexForward=False, Limit=2,
        ExpressionAttributeValues={":g": s("rock")},
    )
    assert [item["Year"]["N"] for item in backwards["Items"]] == ["1924", "1923"]
    by_year = DB.query(
        TableName=TABLE, IndexName="ByYear", KeyConditionExpression="Artist = :a AND #y BETWEEN :from AND :to",
        ExpressionAttributeNames={"#y": "Year"}, ExpressionAttributeValues={":a": s("B"), ":from": n(1903), ":to": n(1905)},
    )
    assert by_year["Count"] == 3


def scan_segments():
    songs = []
    for segment in range(4):
        for page in DB.get_paginator("scan").paginate(TableName=TABLE, Segment=segment, TotalSegments=4, PaginationConfig={"PageSize": 3}):
            songs += [(item["Artist"]["S"], item["Song"]["S"]) for item in page["Items"]]
    assert len(songs) == 26 and len(set(songs)) == 26, songs


def until(is_so):
    """Background work of the endpoint is given time."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, is_so.__name__
        time.sleep(0.05)


def index_added_later():
    DB.update_table(
        TableName=TABLE, AttributeDefinitions=[{"AttributeName": "Song", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": {
            "IndexName": "BySong", "KeySchema": [{"AttributeName": "Song", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"},
        }}],
    )

    def index():
        indexes = DB.describe_table(TableName=TABLE)["Table"]["GlobalSecondaryIndexes"]
        return next(each for each in indexes if each["IndexName"] == "BySong")

    until(lambda: index()["IndexStatus"] == "ACTIVE")
    assert index()["ItemCount"] == 26, index()
    found = DB.query(TableName=TABLE, IndexName="BySong", KeyConditionExpression="Song = :s", ExpressionAttributeValues={":s": s("003")})
    assert [item["Artist"] for item in found["Items"]] == [s("B")], found


def error_names():
    assert error_of(DB.get_item, TableName="None", Key={"Artist": s("A")}) == "ResourceNotFoundException"
    assert error_of(DB.get_item, TableName=TABLE, Key={"Artist": s("A")}) == "ValidationException"
    assert error_of(DB.create_table, TableName=TABLE, AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
                    KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST") == "ResourceInUseException"


def resource_interface():
    table = SESSION.resource("dynamodb", endpoint_url=URL, config=CONFIG).Table(TABLE)
    table.put_item(Item={"Artist": "R", "Song": "1", "Price": Decimal("1.10"), "List": [1, "two", None, True], "Map": {"a": {"b": 1}}})
    item = table.get_item(Key={"Artist": "R", "Song": "1"})["Item"]
    assert item["Price"] == Decimal("1.1") and item["List"][2] is None and item["Map"]["a"]["b"] == 1
    table.delete_item(Key={"Artist": "R", "Song": "1"})


def transactions():
    token = "token-1"
    items = [
        {"Put": {"TableName": TABLE, "Item": {"Artist": s("T"), "Song": s("1"), "Balance": n(10)}}},
        {"Put": {"TableName": TABLE, "Item": {"Artist": s("T"), "Song": s("2"), "Balance": n(0)}}},
    ]
    DB.transact_write_items(TransactItems=items, ClientRequestToken=token)
    DB.transact_write_items(TransactItems=items, ClientRequestToken=token)
    changed = [items[0]]
    assert error_of(DB.transact_write_items, TransactItems=changed, ClientRequestToken=token) == "IdempotentParameterMismatchException"
    try:
        DB.transact_write_items(TransactItems=[
            {"Update": {"TableName": TABLE, "Key": {"Artist": s("T"), "Song": s("1")}, "UpdateExpression": "SET Balance = Balance - :x",
                        "ExpressionAttributeValues": {":x": n(20)}}},
            {"ConditionCheck": {"TableName": TABLE, "Key": {"Artist": s("T"), "Song": s("2")}, "ConditionExpression": "Balance > :z",
                                "ExpressionAttributeValues": {":z": n(0)}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}},
        ])
        raise AssertionError("the transaction was not cancelled")
    except DB.exceptions.TransactionCanceledException as error:
        reasons = error.response["CancellationReasons"]
        assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed"], reasons
        assert reasons[1]["Item"]["Balance"] == n(0)
    keys = [{"Get": {"TableName": TABLE, "Key": {"Artist": s("T"), "Song": s(song)}}} for song in ("1", "2")]
    got = DB.transact_get_items(TransactItems=keys)["Responses"]
    assert [each["Item"]["Balance"] for each in got] == [n(10), n(0)]


def statements():
    DB.execute_statement(Statement="INSERT INTO Music VALUE {'Artist': ?, 'Song': '1', 'Tags': <<'x', 'y'>>}", Parameters=[s("P")])
    assert error_of(DB.execute_statement, Statement="INSERT INTO Music VALUE {'Artist': 'P', 'Song': '1'}") == "DuplicateItemException"
    changed = DB.execute_statement(
        Statement="UPDATE Music SET Tags = set_delete(Tags, <<'x'>>) SET Plays = 1 WHERE Artist = 'P' AND Song = '1' RETURNING MODIFIED NEW *")
    assert changed["Items"] == [{"Tags": {"SS": ["y"]}, "Plays": n(1)}], changed
    DB.batch_execute_statement(Statements=[
        {"Statement": "INSERT INTO Music VALUE {'Artist': 'P', 'Song': ?}", "Parameters": [s(str(song))]} for song in range(2, 6)])
    songs, token = [], {}
    while token is not None:
        page = DB.execute_statement(Statement="SELECT Song FROM Music WHERE Artist = 'P' ORDER BY Song DESC", Limit=2, **token)
        songs += [item["Song"]["S"] for item in page["Items"]]
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    assert songs == ["5", "4", "3", "2", "1"], songs
    read = DB.execute_transaction(
        TransactStatements=[{"Statement": "SELECT Plays FROM Music WHERE Artist = 'P' AND Song = '%d'" % song} for song in (1, 9)],
        ReturnConsumedCapacity="TOTAL")
    assert read["Responses"] == [{"Item": {"Plays": n(1)}}, {}], read
    assert read["ConsumedCapacity"][0]["ReadCapacityUnits"] == 4.0, read
    try:
        DB.execute_transaction(TransactStatements=[
            {"Statement": "DELETE FROM Music WHERE Artist = 'P' AND Song = '2'"},
            {"Statement": "UPDATE Music SET Plays = 9 WHERE Artist = 'P' AND Song = '1' AND Plays = 5"}])
        raise AssertionError("the transaction was not cancelled")
    except DB.exceptions.TransactionCanceledException as error:
        assert [reason["Code"] for reason in error.response["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]


def time_to_live_and_tags():
    DB.update_time_to_live(TableName=TABLE, TimeToLiveSpecification={"Enabled": True, "AttributeName": "Expires"})
    lifetime = DB.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]
    assert lifetime["AttributeName"] == "Expires" and lifetime["TimeToLiveStatus"] in ("ENABLING", "ENABLED"), lifetime
    expired = {"Artist": s("E"), "Song": s("1"), "Expires": n(int(time.time()) - 60)}
    DB.put_item(TableName=TABLE, Item=expired)
    until(lambda: "Item" not in DB.get_item(TableName=TABLE, Key={"Artist": s("E"), "Song": s("1")}))
    arn = DB.describe_table(TableName=TABLE)["Table"]["TableArn"]
    DB.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "a"}, {"Key": "stage", "Value": "test"}])
    DB.untag_resource(ResourceArn=arn, TagKeys=["stage"])
    assert DB.list_tags_of_resource(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "a"}]


def streams():
    client = SESSION.client("dynamodbstreams", endpoint_url=URL, config=CONFIG)
    DB.create_table(
        TableName="Log", AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    DB.put_item(TableName="Log", Item={"Id": s("a"), "V": n(1)})
    DB.put_item(TableName="Log", Item={"Id": s("a"), "V": n(2)})
    DB.delete_item(TableName="Log", Key={"Id": s("a")})
    stream = client.list_streams(TableName="Log")["Streams"][0]["StreamArn"]
    described = client.describe_stream(StreamArn=stream)["StreamDescription"]
    assert described["StreamStatus"] == "ENABLED"
    records = []
    for shard in described["Shards"]:
        iterator = client.get_shard_iterator(StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records += client.get_records(ShardIterator=iterator)["Records"]
    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"], records
    assert records[1]["dynamodb"]["OldImage"]["V"] == n(1) and records[1]["dynamodb"]["NewImage"]["V"] == n(2)


def items_of(table, **more):
    pages = DB.get_paginator("scan").paginate(TableName=table, **more)
    return sorted(([item for page in pages for item in page["Items"]]), key=str)


def back_up(table, name):
    arn = DB.create_backup(TableName=table, BackupName=name)["BackupDetails"]["BackupArn"]
    until(lambda: DB.describe_backup(BackupArn=arn)["BackupDescription"]["BackupDetails"]["BackupStatus"] == "AVAILABLE")
    return arn


def wait_until_restored(table):
    DB.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 30})


def backups():
    arn = back_up(TABLE, "first")
    before, by_genre = items_of(TABLE), items_of(TABLE, IndexName="ByGenre")
    DB.put_item(TableName=TABLE, Item={"Artist": s("Later"), "Song": s("Later")})
    begun = DB.restore_table_from_backup(TargetTableName="MusicAgain", BackupArn=arn)["TableDescription"]
    assert begun["TableStatus"] == "CREATING" and begun["RestoreSummary"]["RestoreInProgress"], begun
    wait_until_restored("MusicAgain")
    assert before and items_of("MusicAgain") == before and items_of("MusicAgain", IndexName="ByGenre") == by_genre
    second = back_up(TABLE, "second")
    names = [backup["BackupName"] for page in DB.get_paginator("list_backups").paginate(TableName=TABLE) for backup in page["BackupSummaries"]]
    assert names == ["first", "second"], names
    assert DB.delete_backup(BackupArn=second)["BackupDescription"]["BackupDetails"]["BackupStatus"] == "DELETED"
    assert error_of(DB.describe_backup, BackupArn=second) == "BackupNotFoundException"
    assert error_of(DB.create_backup, TableName="None", BackupName="none") == "TableNotFoundException"
    assert error_of(DB.restore_table_from_backup, TargetTableName="MusicAgain", BackupArn=arn) == "TableAlreadyExistsException"


def point_in_time_recovery():
    restore = {"SourceTableName": TABLE, "TargetTableName": "MusicPast"}
    latest = {**restore, "UseLatestRestorableTime": True}
    assert error_of(DB.restore_table_to_point_in_time, **latest) == "PointInTimeRecoveryUnavailableException"
    DB.update_continuous_backups(TableName=TABLE, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    described = DB.describe_continuous_backups(TableName=TABLE)["ContinuousBackupsDescription"]
    assert described["ContinuousBackupsStatus"] == "ENABLED"
    recovery = described["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    assert recovery["EarliestRestorableDateTime"] <= recovery["LatestRestorableDateTime"]
    DB.put_item(TableName=TABLE, Item={"Artist": s("Past"), "Song": s("Past")})
    before = items_of(TABLE)
    DB.restore_table_to_point_in_time(**latest)
    DB.put_item(TableName=TABLE, Item={"Artist": s("Past"), "Song": s("Past"), "Genre": s("later")})
    wait_until_restored("MusicPast")
    assert items_of("MusicPast") == before
    old = recovery["EarliestRestorableDateTime"].replace(year=2020)
    assert error_of(DB.restore_table_to_point_in_time, **restore, RestoreDateTime=old) == "InvalidRestoreTimeException"


def export():
    """The table has point-in-time recovery by now."""
    arn = DB.describe_table(TableName=TABLE)["Table"]["TableArn"]
    export_arn = DB.export_table_to_point_in_time(TableArn=arn, S3Bucket="bucket", S3Prefix="boto3")["ExportDescription"]["ExportArn"]
    until(lambda: DB.describe_export(ExportArn=export_arn)["ExportDescription"]["ExportStatus"] != "IN_PROGRESS")
    described = DB.describe_export(ExportArn=export_arn)["ExportDescription"]
    assert described["ExportStatus"] == "COMPLETED", described
    bucket = pathlib.Path(os.environ["KEYWRIGHT_BUCKETS"]) / "bucket"
    summary = json.loads((bucket / described["ExportManifest"]).read_text())
    assert (summary["tableArn"], summary["itemCount"]) == (arn, described["ItemCount"]), summary
    items = []
    for line in (bucket / summary["manifestFilesS3Key"]).read_text().splitlines():
        listed = json.loads(line)
        packed = (bucket / listed["dataFileS3Key"]).read_bytes()
        assert base64.b64encode(hashlib.md5(packed).digest()).decode() == listed["md5Checksum"]
        items += [json.loads(row)["Item"] for row in gzip.decompress(packed).splitlines()]
    assert items and sorted(items, key=str) == items_of(TABLE)
    assert [each["ExportArn"] for each in DB.list_exports(TableArn=arn)["ExportSummaries"]] == [export_arn]
    assert error_of(DB.describe_export, ExportArn=export_arn + "0") == "ExportNotFoundException"


def import_table():
    """What export() left in the bucket becomes another table, and CSV one more."""
    exported = DB.list_exports()["ExportSummaries"][0]["ExportArn"]
    manifest = DB.describe_export(ExportArn=exported)["ExportDescription"]["ExportManifest"]
    described = DB.describe_table(TableName=TABLE)["Table"]
    parameters = {
        "TableName": "Imported", "BillingMode": "PAY_PER_REQUEST", "KeySchema": described["KeySchema"],
        "AttributeDefinitions": [each for each in described["AttributeDefinitions"] if each["AttributeName"] in [key["AttributeName"] for key in described["KeySchema"]]],
    }

    def imported(**more):
        begun = DB.import_table(**more)["ImportTableDescription"]
        assert begun["ImportStatus"] == "IN_PROGRESS" and "EndTime" not in begun, begun
        until(lambda: DB.describe_import(ImportArn=begun["ImportArn"])["ImportTableDescription"]["ImportStatus"] != "IN_PROGRESS")
        return DB.describe_import(ImportArn=begun["ImportArn"])["ImportTableDescription"]

    prefix = manifest.rpartition("/")[0] + "/data/"
    ended = imported(
        S3BucketSource={"S3Bucket": "bucket", "S3KeyPrefix": prefix}, InputFormat="DYNAMODB_JSON", InputCompressionType="GZIP",
        TableCreationParameters=parameters,
    )
    assert (ended["ImportStatus"], ended["ErrorCount"], ended["TableCreationParameters"]) == ("COMPLETED", 0, parameters), ended
    assert items_of("Imported") == items_of(TABLE)
    assert ended["ImportedItemCount"] == len(items_of(TABLE))

    pathlib.Path(os.environ["KEYWRIGHT_BUCKETS"], "bucket", "some.csv").write_text("id;year\na;1973\n;2\n")
    failed = imported(
        S3BucketSource={"S3Bucket": "bucket", "S3KeyPrefix": "some.csv"}, InputFormat="CSV", InputFormatOptions={"Csv": {"Delimiter": ";"}},
        TableCreationParameters={"TableName": "FromCsv", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]},
    )
    assert (failed["ImportStatus"], failed["FailureCode"], failed["ErrorCount"]) == ("FAILED", "ItemValidationError", 1), failed
    assert items_of("FromCsv") == [{"id": s("a"), "year": s("1973")}]
    assert [each["ImportStatus"] for each in DB.list_imports()["ImportSummaryList"]] == ["FAILED", "COMPLETED"]
    assert len(DB.list_imports(PageSize=1)["NextToken"]) >= 112
    assert error_of(DB.describe_import, ImportArn=failed["ImportArn"] + "0") == "ImportNotFoundException"


def kinesis_destination():
    """The file of JSON Lines that stands for the stream."""
    stream = "arn:aws:kinesis:us-east-1:000000000000:stream/music-changes"
    DB.enable_kinesis_streaming_destination(TableName="Imported", StreamArn=stream)
    described = DB.describe_kinesis_streaming_destination(TableName="Imported")["KinesisDataStreamDestinations"]
    assert [(each["StreamArn"], each["DestinationStatus"]) for each in described] == [(stream, "ACTIVE")], described
    raw("UpdateKinesisStreamingDestination", TableName="Imported", StreamArn=stream,
        UpdateKinesisStreamingConfiguration={"ApproximateCreationDateTimePrecision": "MICROSECOND"})
    item = items_of("Imported")[0]
    DB.put_item(TableName="Imported", Item={**item, "sent": s("here")})
    DB.disable_kinesis_streaming_destination(TableName="Imported", StreamArn=stream)
    DB.put_item(TableName="Imported", Item=item)
    records = pathlib.Path(os.environ["KEYWRIGHT_BUCKETS"], "aws-kinesis", "music-changes.jsonl")
    until(lambda: records.exists() and records.read_text().endswith("\n"))
    record, = [json.loads(line) for line in records.read_text().splitlines()]
    assert (record["eventName"], record["tableName"], record["eventSource"]) == ("MODIFY", "Imported", "aws:dynamodb"), record
    assert record["dynamodb"]["NewImage"] == {**item, "sent": s("here")} and record["dynamodb"]["OldImage"] == item
    assert error_of(DB.disable_kinesis_streaming_destination, TableName="Imported", StreamArn=stream) == "ValidationException"


def raw(operation, **parameters):
    """An operation, or members of one, that this boto3 is too old to know: signed and sent by it all the same."""
    headers = {"X-Amz-Target": "DynamoDB_20120810." + operation, "Content-Type": "application/x-amz-json-1.0"}
    request = AWSRequest("POST", URL, headers=headers, data=json.dumps(parameters).encode())
    SigV4Auth(SESSION.get_credentials(), "dynamodb", "us-east-1").add_auth(request)
    answer = URLLib3Session().send(request.prepare())
    body = json.loads(answer.content)
    if answer.status_code != 200:
        code = body["__type"].rpartition("#")[2]
        raise ClientError({"Error": {"Code": code, "Message": body.get("message") or body.get("Message", "")}}, operation)
    return body


def vectors():
    raw("CreateTable", TableName="Vectors", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        VectorIndexes=[{"IndexName": "near", "VectorAttribute": {"AttributeName": "v"}, "Dimensions": 2, "DistanceFunction": "COSINE",
                        "Projection": {"ProjectionType": "KEYS_ONLY"}}])
    for name, x, y in [("east", 1, 0), ("north", 0, 1), ("between", 1, 1)]:
        DB.put_item(TableName="Vectors", Item={"id": s(name), "v": {"L": [n(x), n(y)]}})
    found = raw("SearchVectors", TableName="Vectors", IndexName="near", SearchVector=[n(2), n(1)], TopK=2, ReturnConsumedCapacity="TOTAL")
    assert [each["Item"]["id"]["S"] for each in found["SearchResults"]] == ["between", "east"], found
    assert found["ConsumedCapacity"]["VectorSearchRequestBytes"] > 0
    refused = {"TableName": "Vectors", "IndexName": "near", "SearchVector": [n(1)], "TopK": 1}
    assert error_of(lambda **parameters: raw("SearchVectors", **parameters), **refused) == "ValidationException"


def bulk_operations():
    """Into the table that vectors() has made."""
    folder = pathlib.Path(os.environ["KEYWRIGHT_BUCKETS"], "bulk")
    folder.mkdir()
    lines = [{"Item": {"id": s("n%d" % i)}} for i in range(1000)] + [
        {"Item": {"id": s("east"), "lost": s("x")}, "ConditionExpression": "attribute_not_exists(id)"}, {"Item": {"no": s("key")}}]
    (folder / "items.json").write_text("".join(json.dumps(line) + "\n" for line in lines))
    asked = {"TableName": "Vectors", "InputS3Configuration": {"S3Bucket": "bulk", "S3KeyPrefix": "items", "InputFormat": "DYNAMODB_JSON"},
             "OutputS3Configuration": {"S3Bucket": "bulk", "S3KeyPrefix": "out", "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"]}}
    arn = raw("StartBulkPutItems", **asked)["BulkOperationDescription"]["BulkOperationArn"]

    def described():
        return raw("DescribeBulkOperation", BulkOperationArn=arn)["BulkOperationDescription"]

    until(lambda: described()["BulkOperationStatus"] != "IN_PROGRESS")
    ended = described()
    assert (ended["BulkOperationStatus"], ended["ProcessedItemCount"], ended["FailedItemCount"]) == ("COMPLETED_WITH_ERRORS", 1002, 1), ended
    assert DB.describe_table(TableName="Vectors")["Table"]["ItemCount"] == 1003
    assert "lost" not in DB.get_item(TableName="Vectors", Key={"id": s("east")})["Item"]
    report = folder / "out" / "AWSDynamoDB" / arn.rpartition("/")[2]
    assert json.loads((report / "error.json").read_text())["itemS3Pointer"]["itemIndex"] == 1001
    assert json.loads((report / "condition_check_failure.json").read_text())["ExistingItem"]["id"] == s("east")
    assert [each["BulkOperationArn"] for each in raw("ListBulkOperations")["BulkOperationsSummaryList"]] == [arn]
    assert error_of(lambda **parameters: raw("CancelBulkOperation", **parameters), BulkOperationArn=arn) == "ValidationException"


def policies_and_insights():
    arn = DB.describe_table(TableName=TABLE)["Table"]["TableArn"]
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "dynamodb:GetItem", "Resource": arn}]}
    revision = raw("PutResourcePolicy", ResourceArn=arn, Policy=json.dumps(policy))["RevisionId"]
    got = raw("GetResourcePolicy", ResourceArn=arn)
    assert (json.loads(got["Policy"]), got["RevisionId"]) == (policy, revision), got
    raw("DeleteResourcePolicy", ResourceArn=arn)
    assert error_of(lambda **parameters: raw("GetResourcePolicy", **parameters), ResourceArn=arn) == "PolicyNotFoundException"
    DB.update_contributor_insights(TableName=TABLE, IndexName="ByGenre", ContributorInsightsAction="ENABLE")
    described = DB.describe_contributor_insights(TableName=TABLE, IndexName="ByGenre")
    assert described["ContributorInsightsStatus"].startswith("ENABL"), described
    listed = DB.list_contributor_insights(TableName=TABLE)["ContributorInsightsSummaries"]
    assert [each["IndexName"] for each in listed] == ["ByGenre"], listed


def auto_scaling():
    policy = {"TargetTrackingScalingPolicyConfiguration": {"TargetValue": 70.0}}
    DB.update_table_replica_auto_scaling(
        TableName=TABLE, ProvisionedWriteCapacityAutoScalingUpdate={"MinimumUnits": 1, "MaximumUnits": 10, "ScalingPolicyUpdate": policy})
    replica, = DB.describe_table_replica_auto_scaling(TableName=TABLE)["TableAutoScalingDescription"]["Replicas"]
    settings = replica["ReplicaProvisionedWriteCapacityAutoScalingSettings"]
    assert (settings["MinimumUnits"], settings["MaximumUnits"]) == (1, 10), settings
    assert settings["ScalingPolicies"] == [{"PolicyName": "DynamoDBWriteCapacityUtilization:table/" + TABLE, **policy}], settings
    assert [index["IndexName"] for index in replica["GlobalSecondaryIndexes"]] == ["ByGenre", "BySong"]
    assert error_of(DB.describe_table_replica_auto_scaling, TableName="None") == "ResourceNotFoundException"


def limits_and_endpoints():
    limits = DB.describe_limits()
    assert limits["AccountMaxReadCapacityUnits"] >= limits["TableMaxReadCapacityUnits"] > 0, limits
    endpoint, = DB.describe_endpoints()["Endpoints"]
    assert endpoint["Address"] and endpoint["CachePeriodInMinutes"] > 0


def delete_table():
    DB.delete_table(TableName=TABLE)
    DB.get_waiter("table_not_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    assert error_of(DB.describe_table, TableName=TABLE) == "ResourceNotFoundException"


STEPS = [
    create_table, put_and_get, conditions, update, batch_write, query_with_pages, scan_segments, index_added_later, error_names, resource_interface,
    transactions, statements, time_to_live_and_tags, streams, backups, point_in_time_recovery, export, import_table, kinesis_destination,
    vectors, bulk_operations, policies_and_insights, auto_scaling, limits_and_endpoints, delete_table,
]


def main():
    failed = 0
    for step in STEPS:
        try:
            step()
            print("ok", step.__name__, flush=True)
        except Exception as error:  # every step is told, whatever went wrong in it
            failed += 1
            traceback.print_exc()
            print("not ok %s: %s: %s" % (step.__name__, type(error).__name__, str(error).replace("\n", " ")), flush=True)
    return failed


sys.exit(main())
