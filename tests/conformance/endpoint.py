"""A client of the endpoint by Python's own library, and the server as a process, for scripts that break either."""

import atexit
import http.client
import json
import subprocess
import urllib.parse

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=00"
)


class Refused(Exception):
    """What the endpoint answered instead of 200."""

    def __init__(self, status, answer):
        super().__init__(f"{status} {answer}")
        self.status = status
        self.name = answer.get("__type", "").rpartition("#")[2]
        self.message = answer.get("message", answer.get("Message", ""))


def headers_for(operation):
    prefix = "DynamoDBStreams_20120810" if operation in STREAM_OPERATIONS else "DynamoDB_20120810"
    return {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"{prefix}.{operation}",
        "X-Amz-Date": "20260101T000000Z",
        "Authorization": AUTHORIZATION,
    }


STREAM_OPERATIONS = {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"}


class Client:
    """One keep-alive connection. Not for several threads at once."""

    def __init__(self, url, timeout=30):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)

    def call(self, operation, **parameters):
        self.connection.request("POST", "/", json.dumps(parameters).encode(), headers_for(operation))
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200:
            raise Refused(response.status, answer)
        return answer

    def pages(self, operation, **parameters):
        """The items of every page of a Query or Scan."""
        while True:
            page = self.call(operation, **parameters)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            parameters["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def stream_records(self, arn):
        """Every record of a stream, shard by shard, parents first."""
        shards, last = [], None
        while True:
            page = self.call("DescribeStream", StreamArn=arn, **({"ExclusiveStartShardId": last} if last else {}))
            shards += page["StreamDescription"]["Shards"]
            last = page["StreamDescription"].get("LastEvaluatedShardId")
            if not last:
                break
        for shard in shards:
            iterator = self.call("GetShardIterator", StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")[
                "ShardIterator"
            ]
            while iterator:
                answer = self.call("GetRecords", ShardIterator=iterator)
                yield from answer["Records"]
                if not answer["Records"] and "EndingSequenceNumber" not in shard["SequenceNumberRange"]:
                    break
                iterator = answer.get("NextShardIterator")


class Server:
    """keywright-cli serve as a process. url is None when it did not begin; then errors() says why."""

    def __init__(self, program, *words):
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        atexit.register(self.process.kill)  # also when a check fails
        line = self.process.stdout.readline()
        self.url = line.split()[-1] if line else None

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def stop(self):
        """Its exit status and what it said."""
        self.process.terminate()
        errors = self.process.communicate(timeout=60)[1]
        return self.process.returncode, errors

    def errors(self):
        return self.process.communicate(timeout=60)[1]
