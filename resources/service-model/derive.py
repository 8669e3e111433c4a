#!/usr/bin/env python3
"""Derives facts.json from botocore's service models.

    derive.py FOLDER > facts.json

FOLDER has dynamodb-2012-08-10.json and dynamodbstreams-2012-08-10.json. Kept are the operations with their input, and
of every shape that an input reaches: type, members in their order, which are required, lengths or ranges, pattern, enum.
"""

import json
import pathlib
import sys

MODELS = ["dynamodb-2012-08-10.json", "dynamodbstreams-2012-08-10.json"]
KEPT = ["min", "max", "pattern", "enum"]


def reduced(shape):
    facts = {"type": shape["type"]}
    if shape.get("required"):
        facts["required"] = shape["required"]
    if shape["type"] == "structure":
        facts["members"] = {name: member["shape"] for name, member in shape.get("members", {}).items()}
    if "member" in shape:
        facts["member"] = shape["member"]["shape"]
    if "key" in shape:
        facts["key"] = shape["key"]["shape"]
        facts["value"] = shape["value"]["shape"]
    facts.update({fact: shape[fact] for fact in KEPT if fact in shape})
    return facts


def named_in(facts):
    yield from facts.get("members", {}).values()
    yield from (facts[part] for part in ("member", "key", "value") if part in facts)


def service(model):
    operations = {name: operation["input"]["shape"] for name, operation in sorted(model["operations"].items())}
    shapes, wanted = {}, list(operations.values())
    while wanted:
        name = wanted.pop()
        if name not in shapes:
            shapes[name] = reduced(model["shapes"][name])
            wanted.extend(named_in(shapes[name]))
    return {"target": model["metadata"]["targetPrefix"], "operations": operations, "shapes": shapes}


def lines(services):
    """One line an operation and a shape, so that a difference between two models reads well."""
    for service_facts in services:
        yield '  {"target": %s,' % json.dumps(service_facts["target"])
        for part in ("operations", "shapes"):
            entries = ["    %s: %s" % (json.dumps(name), json.dumps(facts)) for name, facts in sorted(service_facts[part].items())]
            yield '   "%s": {' % part
            yield ",\n".join(entries)
            yield "   }" + ("," if part == "operations" else "}" + ("" if service_facts is services[-1] else ","))


def main():
    folder = pathlib.Path(sys.argv[1])
    services = [service(json.loads((folder / name).read_text())) for name in MODELS]
    print("[\n%s\n]" % "\n".join(lines(services)))


main()
