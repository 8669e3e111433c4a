"""Damages a store in ways that disks do, and lets the endpoint repair it. Usage: repair_endpoint.py PROGRAM FOLDER.

Prints "ok NAME" or "not ok NAME: why" for each kind of damage."""

import pathlib
import sys
import traceback

from endpoint import Client, Server

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
ITEMS = 3000


def fill(client):
    client.call(
        "CreateTable",
        TableName="Damaged",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "N"}, {"AttributeName": "g", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {"IndexName": "ByG", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}
        ],
    )
    for first in range(0, ITEMS, 25):
        puts = [{"PutRequest": {"Item": item(number)}} for number in range(first, first + 25)]
        client.call("BatchWriteItem", RequestItems={"Damaged": puts})


def item(number):
    return {"k": {"N": str(number)}, "g": {"S": f"g{number % 9}"}, "text": {"S": f"{number} " * 60}}


def newest(folder, ending):
    return max(folder.glob("*" + ending), key=lambda path: path.stat().st_size)


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(bytes(content))


DAMAGES = {
    "no-current-file": lambda folder: (folder / "CURRENT").unlink(),
    "no-manifest": lambda folder: (folder / (folder / "CURRENT").read_text().strip()).unlink(),
    "flipped-byte-in-a-table-file": lambda folder: flip(newest(folder, ".ldb")),
    "flipped-byte-in-the-log": lambda folder: flip(newest(folder, ".log")),
}


def damage_and_repair(name, damage):
    folder = FOLDER / name
    server = Server(PROGRAM, "--data", folder)
    fill(Client(server.url))
    assert server.stop() == (0, "")
    if name != "flipped-byte-in-the-log":
        server = Server(PROGRAM, "--data", folder)  # what was in the log goes into a table file
        assert server.stop() == (0, "")
    damage(folder)
    files = {path.name for path in folder.iterdir()}
    server = Server(PROGRAM, "--data", folder, "--repair")
    assert server.url, server.errors()
    client = Client(server.url)
    items = {each["k"]["N"]: each for each in client.pages("Scan", TableName="Damaged")}
    in_index = {each["k"]["N"]: each for each in client.pages("Scan", TableName="Damaged", IndexName="ByG")}
    assert all(each == item(int(number)) for number, each in items.items())
    assert in_index == items, (len(in_index), len(items))
    table = client.call("DescribeTable", TableName="Damaged")["Table"]
    assert table["ItemCount"] == len(items) == table["GlobalSecondaryIndexes"][0]["ItemCount"], table
    assert len(items) == ITEMS or (name.startswith("flipped") and items), len(items)
    client.call("PutItem", TableName="Damaged", Item=item(0))
    status, said = server.stop()
    assert status == 0 and f"Repaired: 1 tables with {len(items)} items" in said, said
    assert files <= {path.name for path in (FOLDER / (name + ".damaged")).iterdir()}
    return len(items)


for each, how in DAMAGES.items():
    try:
        print(f"ok {each}: {damage_and_repair(each, how)} of {ITEMS} items", flush=True)
    except Exception as error:
        traceback.print_exc()
        print(f"not ok {each}: {str(error)[:800] or type(error).__name__}", flush=True)
