"""Runs the Python code that Keywright writes for a model's access patterns, against an endpoint with the model's sample
data, and compares what each function returns or changes with what `keywright-cli run` says.

Usage: generated_code.py URL KEYWRIGHT_CLI MODEL
"""

import importlib.util
import inspect
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import boto3
from boto3.dynamodb.types import TypeDeserializer

url, cli, model_file = sys.argv[1:]
model = json.loads(pathlib.Path(model_file).read_text(encoding="utf-8"))
client = boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1")
native = TypeDeserializer().deserialize


def cli_output(*arguments):
    return subprocess.run([cli, *arguments], check=True, capture_output=True, text=True).stdout


def load_module():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "access_patterns.py"
        cli_output("code", model_file, "--language", "python", "-o", str(path))
        spec = importlib.util.spec_from_file_location("access_patterns", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def fresh_tables():
    for name in client.list_tables()["TableNames"]:
        client.delete_table(TableName=name)
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    with tempfile.TemporaryDirectory() as folder:
        cli_output("export", "createtable", model_file, "-o", folder)
        for body in pathlib.Path(folder).iterdir():
            request = json.loads(body.read_text(encoding="utf-8"))
            # Debian's boto3 is older than deletion protection, and these tables are to be deleted.
            request.pop("DeletionProtectionEnabled", None)
            client.create_table(**request)
            client.get_waiter("table_exists").wait(TableName=request["TableName"], WaiterConfig={"Delay": 1})
    for rows in model["sampleData"]:
        for item in rows["items"]:
            client.put_item(TableName=rows["table"], Item=item)


def every_item():
    return {json.dumps(item, sort_keys=True)
            for table in client.list_tables()["TableNames"]
            for page in client.get_paginator("scan").paginate(TableName=table)
            for item in page["Items"]}


def keys_of(items):
    return {(json.loads(item)["PK"]["S"], json.loads(item)["SK"]["S"]) for item in items}


def main():
    module = load_module()
    expected = {run["name"]: run for run in json.loads(cli_output("run", "--json", model_file))["accessPatterns"]}
    fresh_tables()
    whole = every_item()
    for pattern in model["accessPatterns"]:
        name = pattern["name"]
        function = getattr(module, "_".join(re.findall("[a-z0-9]+", name.lower())))
        names = list(inspect.signature(function).parameters)[1:]
        values = [native(parameter["example"]) for parameter in pattern["parameters"]]
        result = function(client, **dict(zip(names, values, strict=True)))
        after = every_item()
        changed = keys_of(whole ^ after)
        right = len(result or []) == expected[name]["items"] and len(changed) == expected[name]["written"]
        print("ok" if right else "not ok", name, "" if right else f"{len(result or [])} items, {len(changed)} changed, not {expected[name]}")
        if changed:
            fresh_tables()


main()
