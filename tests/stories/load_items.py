"""Writes the sample data of a model's tables with boto3, and prints what a strongly consistent scan then counts in each.

Usage: load_items.py URL MODEL
"""
import json
import sys

import boto3
from boto3.dynamodb.types import TypeDeserializer

url, file = sys.argv[1:]
read = TypeDeserializer().deserialize
database = boto3.resource("dynamodb", endpoint_url=url, region_name="us-east-1")
with open(file, encoding="utf-8") as text:
    model = json.load(text)
counts = {}
for sample in model["sampleData"]:
    table = database.Table(sample["table"])
    with table.batch_writer() as batch:
        for item in sample["items"]:
            batch.put_item(Item={name: read(value) for name, value in item.items()})
    counts[sample["table"]] = table.scan(Select="COUNT", ConsistentRead=True)["Count"]
print(json.dumps(counts))
