#!/usr/bin/env python3
"""Measures the local endpoint under wrk, beside dynalite from npm in the same run: run.py PROGRAM NPM_FOLDER [--quick]

Items are of 1 KB, on disk. Server and load generator have one core each. CPU is the server's, its background work included.
"""

import argparse
import http.client
import json
import os
import signal
import subprocess
import sys
import time

import servers

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "requests.lua")
HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" + "0" * 64,
}
# Name in requests.lua, what the table calls it, most CPU µs a request at 8 connections by ENGINE.md, "Speed".
KINDS = [
    ("health", "HTTP alone (GET /)", None),
    ("get", "get", 15),
    ("put", "put", 30),
    ("update", "update", None),
    ("query10", "query of 10", 35),
    ("query100", "query of 100", None),
    ("scan", "scan page of 1 MB", 2000),
    ("batch25", "batch write of 25", None),
    ("transact4", "transact write of 4", None),
    ("put2gsi", "put with 2 GSIs", None),
]
CONNECTIONS = [1, 8, 64]
COMPARED_AT = 8
ITEMS_PER_COLLECTION = 100


class Client:
    def __init__(self, server):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def call(self, operation, body):
        self._connection.request("POST", "/", json.dumps(body), {**HEADERS, "X-Amz-Target": "DynamoDB_20120810." + operation})
        response = self._connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{operation}: {response.status} {answer[:300]!r}")
        return json.loads(answer)


def create_table(client, name, indexes):
    def key(*names):
        return [{"AttributeName": each, "KeyType": kind} for each, kind in zip(names, ("HASH", "RANGE"))]

    request = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": key("PK", "SK"),
        "AttributeDefinitions": [{"AttributeName": each, "AttributeType": "S"} for each in ("PK", "SK", *indexes)],
    }
    if indexes:
        request["GlobalSecondaryIndexes"] = [
            {"IndexName": "by-" + each, "KeySchema": key(each), "Projection": {"ProjectionType": "ALL"}} for each in indexes
        ]
    client.call("CreateTable", request)
    while client.call("DescribeTable", {"TableName": name})["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(0.05)


def preload(client, items):
    """Seconds it took."""
    started = time.monotonic()
    for first in range(0, items, 25):
        puts = [
            {
                "PutRequest": {
                    "Item": {
                        "PK": {"S": f"CUSTOMER#{number // ITEMS_PER_COLLECTION}"},
                        "SK": {"S": f"ORDER#{1000 + number % ITEMS_PER_COLLECTION}"},
                        "total": {"N": str(number)},
                        "text": {"S": "x" * 950},
                    }
                }
            }
            for number in range(first, first + 25)
        ]
        if client.call("BatchWriteItem", {"RequestItems": {"Bench": puts}}).get("UnprocessedItems"):
            raise RuntimeError("BatchWriteItem left items unprocessed")
    return time.monotonic() - started


def wrk(server, kind, connections, seconds, items, check=False):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", SCRIPT, f"http://127.0.0.1:{server.port}/"]
    command += ["--", kind, str(items)] + (["check"] if check else [])
    printed = subprocess.run(servers.pinned(1, command), stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 60).stdout
    return json.loads(printed.splitlines()[-1])


def measure(server, kind, connections, seconds, items):
    """A run in which every answer is read, which warms up too, then the one that is measured."""
    checked = wrk(server, kind, connections, 1, items, check=True)
    cpu = server.cpu_seconds()
    run = wrk(server, kind, connections, seconds, items)
    run["cpu"] = (server.cpu_seconds() - cpu) * 1e6 / max(run["requests"], 1)
    run["rate"] = run["requests"] * 1e6 / run["microseconds"]
    run["wrong"] = checked["wrong"] + run["refused"]
    run["broken"] += checked["broken"]
    run["example"] = checked["example"]
    run["isRight"] = run["requests"] > 0 and run["wrong"] == 0 and run["broken"] == 0
    return run


def cells(run):
    return f"{run['rate']:10,.0f} {run['p50'] / 1000:9.2f} {run['p99'] / 1000:9.2f} {run['cpu']:9,.1f}"


def row(title, run, more):
    """A row with figures of wrong answers would mislead, so it has none."""
    if run["isRight"]:
        return f"{title} {cells(run)} {more}"
    return f"{title} NOT RIGHT: {run['wrong']} wrong answers, {run['broken']} connections failed. {run['example']}"


def measure_keywright(arguments):
    """The runs that another emulator is compared with, by the name of the kind."""
    compared = {}
    with servers.keywright(arguments.program) as server:
        seconds = prepare(server, arguments.items)
        print(f"\nKeywright, {arguments.items:,} items of 1 KB on disk, loaded by BatchWriteItem in {seconds:.1f} s\n")
        print(f"{'':21} connections  requests/s    p50 ms    p99 ms    CPU µs     bar")
        for kind, title, bar in KINDS:
            for connections in CONNECTIONS:
                run = measure(server, kind, connections, arguments.seconds, arguments.items)
                if connections == COMPARED_AT:
                    compared[kind] = run
                verdict = f"{bar:7,} {'met' if run['cpu'] <= bar else 'missed'}" if bar and connections == COMPARED_AT else ""
                print(row(f"{title:21} {connections:11}", run, verdict), flush=True)
        print(f"\nAnonymous memory afterwards: {server.memory_megabytes():.0f} MB")
    return compared


def compare(arguments, ours):
    program = servers.install_dynalite(arguments.npm)
    if program is None:
        print("\nSKIP: dynalite is not installed, and npm is not reachable")
        return
    with servers.dynalite(program) as server:
        seconds = prepare(server, arguments.items)
        print(f"\n{server.name} in the same run, LevelDB on disk, {COMPARED_AT} connections, loaded in {seconds:.1f} s\n")
        print(f"{'':21} requests/s    p50 ms    p99 ms    CPU µs   Keywright")
        for kind, title, _ in KINDS:
            run = measure(server, kind, COMPARED_AT, arguments.seconds, arguments.items)
            times = f"{ours[kind]['rate'] / run['rate']:7.1f} times" if run["isRight"] and ours[kind]["isRight"] else ""
            print(row(f"{title:21}", run, times), flush=True)


def prepare(server, items):
    client = Client(server)
    create_table(client, "Bench", [])
    create_table(client, "BenchIndexed", ["a", "b"])
    return preload(client, items)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", help="keywright-cli")
    parser.add_argument("npm", help="where dynalite is installed")
    parser.add_argument("--quick", action="store_true", help="runs of 2 s and 10,000 items")
    arguments = parser.parse_args()
    arguments.seconds = 2 if arguments.quick else 10
    arguments.items = 10_000 if arguments.quick else 100_000
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(1))  # so that the servers are ended too
    compare(arguments, measure_keywright(arguments))


if __name__ == "__main__":
    main()
