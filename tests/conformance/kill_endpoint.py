"""Kills the endpoint while clients write, and looks at what is left. Usage: kill_endpoint.py PROGRAM FOLDER ROUNDS.

Every writer keeps what was acknowledged to it; only its last, unanswered write may or may not be there. After each restart the table must
hold just that, its indexes and counts must follow from the items, and the records of the stream must lead to the table as it is. A backup and
a restore are begun just before the kill: the restore must go on to the table as it was, and every backup that is left must be whole.
Prints "ok round N: ..." or "not ok round N: why"."""

import http.client
import random
import sys
import threading
import time
import traceback

from endpoint import Client, Server

PROGRAM, FOLDER, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
WRITERS = 4
SECONDS_OF_LOAD = 2.0
TABLE = "Killed"
COLORS = ["red", "green", "blue"]


def create_table(client):
    def key(**names):
        return [{"AttributeName": name, "KeyType": kind} for kind, name in names.items()]

    client.call(
        "CreateTable",
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in dict(pk="S", sk="N", color="S", n="N").items()],
        KeySchema=key(HASH="pk", RANGE="sk"),
        GlobalSecondaryIndexes=[
            {"IndexName": "ByColor", "KeySchema": key(HASH="color", RANGE="n"), "Projection": {"ProjectionType": "ALL"}},
            {"IndexName": "ByNumber", "KeySchema": key(HASH="n"), "Projection": {"ProjectionType": "KEYS_ONLY"}},
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    client.call("UpdateContinuousBackups", TableName=TABLE, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})


def key_of(item):
    return item["pk"]["S"], int(item["sk"]["N"])


def new_item(writer, number, dice):
    item = {"pk": {"S": f"w{writer}-{number % 7}"}, "sk": {"N": str(number)}, "n": {"N": str(dice.randrange(50))}}
    if dice.random() < 0.8:
        item["color"] = {"S": dice.choice(COLORS)}
    item["text"] = {"S": "x" * dice.randrange(400)}
    return item


class Writer:
    """One client, with keys of its own."""

    def __init__(self, number):
        self.number = number
        self.items = {}  # by key, as acknowledged
        self.doubtful = None  # as they would be after the write that was not answered
        self.dice = random.Random(number)
        self.writes = 0
        self.failure = None

    def run(self, url):
        try:
            client = Client(url)
            while True:
                name, parameters, self.doubtful = self.next_write()
                client.call(name, **parameters)
                self.items, self.doubtful = self.doubtful, None
                self.writes += 1
        except (OSError, http.client.HTTPException):
            pass  # killed
        except Exception:
            self.failure = traceback.format_exc()

    def next_write(self):
        """The operation, its parameters, and the items after it."""
        dice, after = self.dice, dict(self.items)
        kind = dice.random()
        if kind < 0.4 or len(after) < 10:
            item = new_item(self.number, dice.randrange(300), dice)
            after[key_of(item)] = item
            return "PutItem", {"TableName": TABLE, "Item": item}, after
        chosen = dice.choice(sorted(after))
        key = {"pk": after[chosen]["pk"], "sk": after[chosen]["sk"]}
        if kind < 0.6:
            after[chosen] = {**after[chosen], "n": {"N": str(int(after[chosen]["n"]["N"]) + 1)}, "color": {"S": "black"}}
            update = {"UpdateExpression": "ADD n :one SET color = :color"}
            values = {":one": {"N": "1"}, ":color": {"S": "black"}}
            return "UpdateItem", {"TableName": TABLE, "Key": key, "ExpressionAttributeValues": values, **update}, after
        if kind < 0.7:
            del after[chosen]
            return "DeleteItem", {"TableName": TABLE, "Key": key}, after
        items = {key_of(item): item for item in (new_item(self.number, dice.randrange(300), dice) for _ in range(8)) if key_of(item) != chosen}
        del after[chosen]
        after.update(items)
        puts = [{"Put": {"TableName": TABLE, "Item": item}} for item in items.values()]
        return "TransactWriteItems", {"TransactItems": [*puts, {"Delete": {"TableName": TABLE, "Key": key}}]}, after

    def settle(self, found):
        """What the table holds of this writer's items must be what was acknowledged, or that and the last write."""
        mine = {key: item for key, item in found.items() if key[0].startswith(f"w{self.number}-")}
        assert mine == self.items or mine == self.doubtful, f"writer {self.number}: {difference(mine, self.items)}"
        self.items, self.doubtful = mine, None


def difference(found, expected):
    keys = [key for key in sorted(set(found) | set(expected)) if found.get(key) != expected.get(key)]
    return f"{len(keys)} items differ, as {[(key, found.get(key), expected.get(key)) for key in keys[:3]]}"


def check(client, writers):
    items = {key_of(item): item for item in client.pages("Scan", TableName=TABLE, ConsistentRead=True)}
    for writer in writers:
        writer.settle(items)

    colored = {key_of(item): item for item in client.pages("Scan", TableName=TABLE, IndexName="ByColor")}
    expected = {key: item for key, item in items.items() if "color" in item}
    assert colored == expected, f"ByColor: {difference(colored, expected)}"
    numbered = sorted((*key_of(item), item["n"]["N"]) for item in client.pages("Scan", TableName=TABLE, IndexName="ByNumber"))
    assert numbered == sorted((*key, item["n"]["N"]) for key, item in items.items()), "ByNumber"

    table = client.call("DescribeTable", TableName=TABLE)["Table"]
    counts = {index["IndexName"]: index["ItemCount"] for index in table["GlobalSecondaryIndexes"]}
    assert table["ItemCount"] == len(items), (table["ItemCount"], len(items))
    assert counts == {"ByColor": len(colored), "ByNumber": len(items)}, counts

    replayed, records = {}, list(client.stream_records(table["LatestStreamArn"]))
    for record in sorted(records, key=lambda record: int(record["dynamodb"]["SequenceNumber"])):
        change = record["dynamodb"]
        key = key_of(change["Keys"])
        assert change.get("OldImage") == replayed.get(key), f"the old image of {key} is not what came before"
        if "NewImage" in change:
            replayed[key] = change["NewImage"]
        else:
            del replayed[key]
    assert replayed == items, f"stream: {difference(replayed, items)}"
    return len(items), len(records)


def begin_backup_and_restore(client):
    """The moment that the table "Half" is restored to."""
    client.call("CreateBackup", TableName=TABLE, BackupName="half")
    target = {"SourceTableName": TABLE, "TargetTableName": "Half", "UseLatestRestorableTime": True}
    return client.call("RestoreTableToPointInTime", **target)["TableDescription"]["RestoreSummary"]["RestoreDateTime"]


def restored(client, table):
    """Its items, once it is ACTIVE."""
    while client.call("DescribeTable", TableName=table)["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(0.02)
    items = {key_of(item): item for item in client.pages("Scan", TableName=table)}
    numbered = sorted(key_of(item) for item in client.pages("Scan", TableName=table, IndexName="ByNumber"))
    assert numbered == sorted(items), f"the index of {table}"
    client.call("DeleteTable", TableName=table)
    return items


def check_backup_and_restore(client, moment, items):
    half = restored(client, "Half")
    client.call("RestoreTableToPointInTime", SourceTableName=TABLE, TargetTableName="Again", RestoreDateTime=moment)
    again = restored(client, "Again")
    assert half == again, f"restored half way: {difference(half, again)}"
    client.call("RestoreTableToPointInTime", SourceTableName=TABLE, TargetTableName="Latest", UseLatestRestorableTime=True)
    latest = restored(client, "Latest")
    assert latest == items, f"restored to the latest moment: {difference(latest, items)}"
    for backup in client.call("ListBackups")["BackupSummaries"]:
        assert backup["BackupStatus"] == "AVAILABLE", backup
        client.call("RestoreTableFromBackup", TargetTableName="Backup", BackupArn=backup["BackupArn"])
        count = client.call("DescribeBackup", BackupArn=backup["BackupArn"])["BackupDescription"]["SourceTableDetails"]["ItemCount"]
        assert len(restored(client, "Backup")) == count, backup
        client.call("DeleteBackup", BackupArn=backup["BackupArn"])


def run_round(number, writers):
    server = Server(PROGRAM, "--data", FOLDER)
    assert server.url, server.errors()
    before = sum(writer.writes for writer in writers)
    threads = [threading.Thread(target=writer.run, args=(server.url,)) for writer in writers]
    try:
        if number == 1:
            create_table(Client(server.url))
        for thread in threads:
            thread.start()
        time.sleep(SECONDS_OF_LOAD * random.uniform(0.5, 1))
        moment = begin_backup_and_restore(Client(server.url))
    finally:
        server.kill()
    for thread in threads:
        thread.join()
    for writer in writers:
        assert writer.failure is None, writer.failure
    server = Server(PROGRAM, "--data", FOLDER)
    assert server.url, server.errors()
    try:
        client = Client(server.url)
        items, records = check(client, writers)
        check_backup_and_restore(client, moment, {key: item for writer in writers for key, item in writer.items.items()})
    finally:
        status, errors = server.stop()
    assert (status, errors) == (0, ""), (status, errors)
    written = sum(writer.writes for writer in writers) - before
    assert written > 0, "nothing was written"
    return f"{written} writes, {items} items, {records} stream records"


everyone = [Writer(number) for number in range(WRITERS)]
for at in range(1, ROUNDS + 1):
    try:
        print(f"ok round {at}: {run_round(at, everyone)}", flush=True)
    except Exception as error:
        traceback.print_exc()
        print(f"not ok round {at}: {str(error)[:1500] or type(error).__name__}", flush=True)
        break
