"""Runs the code that Keywright writes for a model's access patterns in Python, Go or the AWS CLI, against an endpoint with
the model's sample data, and compares what each function returns or changes with what `keywright-cli run` says.

Usage: generated_code.py URL KEYWRIGHT_CLI MODEL python|go|cli [GOCACHE]
"""

import base64
import importlib.util
import inspect
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import boto3
from boto3.dynamodb.types import TypeDeserializer

url, cli, model_file, language, *more = sys.argv[1:]
model = json.loads(pathlib.Path(model_file).read_text(encoding="utf-8"))
client = boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1")
native = TypeDeserializer().deserialize


def cli_output(*arguments):
    return subprocess.run([cli, *arguments], check=True, capture_output=True, text=True).stdout


def words(name):
    return re.findall("[a-z0-9]+", name.lower())


class PythonCode:
    def __init__(self, folder):
        path = folder / "access_patterns.py"
        cli_output("code", model_file, "--language", "python", "-o", str(path))
        spec = importlib.util.spec_from_file_location("access_patterns", path)
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)

    def items(self, pattern):
        """How many items the pattern's function gives."""
        function = getattr(self.module, "_".join(words(pattern["name"])))
        names = list(inspect.signature(function).parameters)[1:]
        values = [native(parameter["example"]) for parameter in pattern["parameters"]]
        return len(function(client, **dict(zip(names, values, strict=True))) or [])


class ShellCode:
    def __init__(self, folder):
        self.script = folder / "access-patterns.sh"
        cli_output("code", model_file, "--language", "cli", "-o", str(self.script))

    def items(self, pattern):
        values = [content if isinstance(content, str) else json.dumps(content)
                  for parameter in pattern["parameters"] for content in parameter["example"].values()]
        run = subprocess.run(["bash", str(self.script), "_".join(words(pattern["name"])), *values], capture_output=True, text=True,
                             env={**os.environ, "PATH": "/usr/bin:" + os.environ["PATH"], "DYNAMODB_ENDPOINT_URL": url})
        if run.returncode != 0:
            raise RuntimeError(run.stderr.strip())
        return len(run.stdout.splitlines())


MAIN = """package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// A model without a list or map among its parameters has no use for the package.
type _ = types.AttributeValue

func main() {
	ctx := context.Background()
	client := dynamodb.New(dynamodb.Options{
		Region:           "us-east-1",
		EndpointResolver: dynamodb.EndpointResolverFromURL(os.Args[1]),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDLOCAL", SecretAccessKey: "secret"}, nil
		}),
	})
	var items []Item
	var err error
	switch os.Args[2] {
%s	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(len(items))
}
"""


class GoCode:
    """One program with every function, built once."""

    @classmethod
    def attribute(cls, value):
        (tag, content), = value.items()
        return f"&types.AttributeValueMember{tag}{{Value: {cls.literal(tag, content)}}}"

    @classmethod
    def literal(cls, tag, content):
        if tag == "L":
            return "[]types.AttributeValue{" + ", ".join(map(cls.attribute, content)) + "}"
        if tag == "M":
            return "Item{" + ", ".join(f"{json.dumps(name)}: {cls.attribute(value)}" for name, value in content.items()) + "}"
        if tag in ("SS", "NS"):
            return ("[]string{" if tag == "SS" else "[]Number{") + ", ".join(map(json.dumps, content)) + "}"
        if tag == "B":
            return "[]byte{" + ", ".join(map(str, base64.b64decode(content))) + "}"
        return json.dumps(content)

    def __init__(self, folder):
        path = folder / "access_patterns.go"
        cli_output("code", model_file, "--language", "go", "-o", str(path))
        code = path.read_text(encoding="utf-8")
        path.write_text(code.replace("\npackage accesspatterns\n", "\npackage main\n", 1), encoding="utf-8")
        cases = ""
        for pattern in model["accessPatterns"]:
            name = "".join(word.capitalize() for word in words(pattern["name"]))
            values = "".join(", " + self.literal(tag, content)
                             for parameter in pattern["parameters"] for tag, content in parameter["example"].items())
            gives_items = re.search(rf"^func {name}\(.*\) \(\[\]Item, error\) {{$", code, re.MULTILINE)
            cases += f"\tcase {json.dumps(pattern['name'])}:\n\t\t{'items, ' if gives_items else ''}err = {name}(ctx, client{values})\n"
        (folder / "main.go").write_text(MAIN % cases, encoding="utf-8")
        self.program = folder / "access-patterns"
        subprocess.run(["go", "build", "-o", str(self.program), str(path), str(folder / "main.go")], check=True,
                       env={**os.environ, "GO111MODULE": "off", "GOFLAGS": "", "GOPATH": "/usr/share/gocode", "GOCACHE": more[0]})

    def items(self, pattern):
        run = subprocess.run([str(self.program), url, pattern["name"]], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(run.stderr.strip())
        return int(run.stdout)


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
    expected = {run["name"]: run for run in json.loads(cli_output("run", "--json", model_file))["accessPatterns"]}
    fresh_tables()
    whole = every_item()
    with tempfile.TemporaryDirectory() as folder:
        code = {"python": PythonCode, "go": GoCode, "cli": ShellCode}[language](pathlib.Path(folder))
        for pattern in model["accessPatterns"]:
            name = pattern["name"]
            items = code.items(pattern)
            after = every_item()
            changed = keys_of(whole ^ after)
            right = items == expected[name]["items"] and len(changed) == expected[name]["written"]
            print("ok" if right else "not ok", name, "" if right else f"{items} items, {len(changed)} changed, not {expected[name]}")
            if changed:
                fresh_tables()


main()
