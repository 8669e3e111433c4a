"""Access patterns of a DynamoDB model, written by Keywright.

Every function takes a boto3 client: boto3.client("dynamodb"). Numbers are int or Decimal.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from decimal import Decimal

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def to_item(values):
    """Attribute values as DynamoDB writes them; numbers are int or Decimal."""
    return {name: _serializer.serialize(value) for name, value in values.items()}


def from_item(item):
    return {name: _deserializer.deserialize(value) for name, value in item.items()}


def text(value):
    """The text that stands in a key: a string, or a number as DynamoDB writes it."""
    if isinstance(value, str):
        return value
    number = Decimal(value)
    return format(number.normalize(), "f") if number else "0"


def get_one(client, **request):
    """The item as a list of one; empty when there is none."""
    item = client.get_item(**request).get("Item")
    return [from_item(item)] if item else []


def read_all(operation, **request):
    """Every page of a Query or Scan."""
    items = []
    while True:
        page = operation(**request)
        items += [from_item(item) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return items
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def read_page(operation, **request):
    """One page; its length is the request's Limit at most."""
    return [from_item(item) for item in operation(**request)["Items"]]


def batch_get(client, gets):
    """Items of many keys, 100 a call, in no order; a key that comes twice is read once."""
    waiting = []
    for get in gets:
        if get not in waiting:
            waiting.append(get)
    items = []
    while waiting:
        tables = {}
        for table, key, options in waiting[:100]:
            tables.setdefault(table, {"Keys": [], **options})["Keys"].append(key)
        answer = client.batch_get_item(RequestItems=tables)
        for found in answer["Responses"].values():
            items += [from_item(item) for item in found]
        left = [(table, key, {name: value for name, value in rest.items() if name != "Keys"})
                for table, rest in answer.get("UnprocessedKeys", {}).items() for key in rest["Keys"]]
        waiting = left + waiting[100:]
    return items


def batch_write(client, writes):
    """Puts and deletes, 25 a call."""
    waiting = list(writes)
    while waiting:
        tables = {}
        for table, write in waiting[:25]:
            tables.setdefault(table, []).append(write)
        left = client.batch_write_item(RequestItems=tables).get("UnprocessedItems", {})
        waiting = [(table, write) for table, rest in left.items() for write in rest] + waiting[25:]


def pad(text, length):
    """Zeros to the left, up to so many characters."""
    return text.rjust(length, "0")


def upper(text):
    """The letters a to z only, whatever the locale."""
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)


def lower(text):
    """The letters A to Z only, whatever the locale."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def shard(text, count):
    """The first 4 bytes of the MD5, big-endian, modulo the number of shards."""
    digest = hashlib.md5(text.encode("utf-8"), usedforsecurity=False).digest()
    return str(int.from_bytes(digest[:4], "big") % count)


def date(text, pattern):
    """Of an ISO 8601 text, which may end after any field, or of epoch seconds, in UTC."""
    if re.fullmatch(r"\d+", text) and len(text) != 4 and int(text) <= 253402300799:
        text = datetime.fromtimestamp(int(text), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    fields = {"y": text[0:4], "M": text[5:7], "d": text[8:10], "H": text[11:13], "m": text[14:16], "s": text[17:19]}
    defaults = {"M": "1", "d": "1", "H": "0", "m": "0", "s": "0"}
    if not re.fullmatch(r"\d{4}", fields["y"]) or any(len(f) == 2 and not f.isdigit() for f in fields.values()):
        raise ValueError(f"{text!r} is no ISO 8601 date and no epoch seconds")
    cut = False
    for letter in "MdHms":
        cut = cut or len(fields[letter]) < 2
        if cut:
            fields[letter] = defaults[letter]
    return re.sub(r"(y+|M+|d+|H+|m+|s+)", lambda run: str(int(fields[run[0][0]])).rjust(len(run[0]), "0"), pattern)


def with_thing_keys(item):
    """The item with the attributes that its keys are built of."""
    item = dict(item)
    item["kind"] = "thing"
    if "id" in item and "n" in item:
        item["key"] = "THING#" + pad(lower(item["id"]), 8) + "#" + shard(upper(item["id"]), 4) + "#" + date(text(item["n"]), "yyyy-MM")
    return item


def largest_of_all_shards(client, *, group: str, class_: str) -> list[dict]:
    """Says 'largest' first */ / and merges."""
    def one_shard(shard_number):
        of_shard = read_all(client.query,
            TableName="Things",
            IndexName="by-group",
            KeyConditionExpression="#key_group = :group",
            FilterExpression="#class = :class AND #size > :least",
            ProjectionExpression="#key, #size, #class",
            ExpressionAttributeNames={"#class": "class", "#size": "size", "#key": "key", "#key_group": "group"},
            ExpressionAttributeValues=to_item({":group": group + "#" + text(shard_number), ":class": class_, ":least": Decimal("0.5")}),
            ScanIndexForward=False,
        )
        return of_shard
    with ThreadPoolExecutor(max_workers=min(3, 32)) as pool:
        found = [item for of_shard in pool.map(one_shard, range(3)) for item in of_shard]
    found.sort(key=lambda item: item["key"])
    found.sort(key=lambda item: item["size"], reverse=True)
    del found[5:]
    return found


def copies_of_things(client, *, group: str) -> list[dict]:
    """Copies of things"""
    thing = read_all(client.query,
        TableName="Things",
        IndexName="by-group",
        KeyConditionExpression="#key_group = :group",
        ExpressionAttributeNames={"#key_group": "group"},
        ExpressionAttributeValues=to_item({":group": group}),
    )
    whole = []
    for thing_item in thing:
        whole += get_one(client,
            TableName="Things",
            Key=to_item({"key": thing_item["key"], "size": thing_item["size"]}),
        )
    parts = []
    for whole_item in whole:
        parts.append(("Things", to_item({"key": whole_item["key"], "size": 1}), dict(
            ProjectionExpression="#group",
            ExpressionAttributeNames={"#group": "group"},
        )))
    found = batch_get(client, parts)
    return found


def write_many(client, *, id: str, n: int | Decimal, bytes: bytes, tags: set) -> None:
    """Write many"""
    parts = []
    parts.append(("Things", {"PutRequest": {"Item": to_item(with_thing_keys({"id": id, "n": n, "size": n, "bytes": bytes, "tags": tags, "on": True, "off": None, "map": _deserializer.deserialize(json.loads("{\"M\":{\"a\":{\"L\":[{\"N\":\"1\"}]}}}")), "raw": base64.b64decode("AQI=")}))}}))
    parts.append(("Things", {"DeleteRequest": {"Key": to_item({"key": id, "size": Decimal("12345678901234567890.5")})}}))
    batch_write(client, parts)


def two_at_once(client, *, id: str) -> list[dict]:
    """Two at once"""
    parts = []
    parts.append({"Get": dict(TableName="Things", Key=to_item({"key": id, "size": 1}))})
    parts.append({"Get": dict(
        TableName="Things",
        Key=to_item({"key": upper(id), "size": 2}),
        ProjectionExpression="#size",
        ExpressionAttributeNames={"#size": "size"},
    )})
    found = [from_item(answer["Item"]) for answer in client.transact_get_items(TransactItems=parts)["Responses"] if "Item" in answer]
    return found


def guarded_change(client, *, id: str, token: str) -> None:
    """Guarded change"""
    parts = []
    parts.append({"ConditionCheck": dict(
        TableName="Things",
        Key=to_item({"key": id, "size": 1}),
        ConditionExpression="attribute_exists(#group)",
        ExpressionAttributeNames={"#group": "group"},
    )})
    parts.append({"Delete": dict(
        TableName="Things",
        Key=to_item({"key": id, "size": 2}),
        ConditionExpression="#status = :id",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues=to_item({":id": id}),
    )})
    client.transact_write_items(TransactItems=parts, ClientRequestToken=token)


def some_of_everything(client) -> list[dict]:
    """Some of everything"""
    found = read_page(client.scan,
        TableName="Things",
        FilterExpression="begins_with(#name, :start)",
        ExpressionAttributeNames={"#name": "name"},
        ConsistentRead=True,
        ExpressionAttributeValues=to_item({":start": "a\"b"}),
        Limit=3,
    )
    return found
