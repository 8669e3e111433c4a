"""Runs the Python that Keywright writes for one operation against an endpoint, and prints what it gives as DynamoDB JSON.

Usage: run_operation.py URL CODE
"""

import importlib.util
import json
import sys

import boto3
from boto3.dynamodb.types import TypeSerializer

url, path = sys.argv[1:]
spec = importlib.util.spec_from_file_location("operation", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
client = boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1")
serialize = TypeSerializer().serialize
items = module.run_operation(client) or []
print(json.dumps([{name: serialize(value) for name, value in item.items()} for item in items]))
