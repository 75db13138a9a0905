#!/usr/bin/env python3
"""Reads the SSM stand-in's answers with boto3, a client that knows nothing of stand-ins.

    pip install boto3
    ssm_answers.py http://127.0.0.1:PORT

Ends with 0 where every answer is understood as AWS documents it, else with 1 and what differs.
https://docs.aws.amazon.com/boto3/latest/reference/services/ssm.html
"""

import datetime
import json
import sys
import urllib.request
import uuid

import boto3
import botocore.exceptions
from botocore.config import Config


class Checks:
    """Counts what holds and keeps what doesn't."""

    def __init__(self):
        self.held = 0
        self.broken = []

    def equal(self, what, seen, expected):
        if seen == expected:
            self.held += 1
        else:
            self.broken.append(f"{what}: {seen!r} instead of {expected!r}")

    def true(self, what, holds):
        self.equal(what, bool(holds), True)

    def refused(self, what, error, call):
        """The call has to fail with this error code, and where the model has it, as this exception's class."""
        try:
            call()
            self.broken.append(f"{what}: it went through instead of {error}")
        except botocore.exceptions.ClientError as e:
            self.equal(what, e.response["Error"]["Code"], error)
            self.equal(f"{what}: status", e.response["ResponseMetadata"]["HTTPStatusCode"], 400)
            self.true(f"{what}: message", e.response["Error"]["Message"])
            return e


def control(endpoint, wish):
    request = urllib.request.Request(
        endpoint + "/_control", json.dumps(wish).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def client(endpoint):
    return boto3.client(
        "ssm",
        endpoint_url=endpoint,
        region_name="eu-central-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="example",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=10),
    )


def poll_to_the_end(ssm, execution):
    statuses = []
    while True:
        shown = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
        statuses.append(shown["AutomationExecutionStatus"])
        if statuses[-1] in ("Success", "Failed") or len(statuses) > 20:
            return statuses, shown


def success(ssm, checks):
    execution = ssm.start_automation_execution(
        DocumentName="Firstline-Restart",
        Parameters={"InstanceId": ["i-0123456789abcdef0"]},
        ClientToken=str(uuid.uuid4()),
    )["AutomationExecutionId"]
    checks.equal("length of an execution's id", len(execution), 36)
    statuses, shown = poll_to_the_end(ssm, execution)
    checks.equal("statuses of one that succeeds", statuses, ["Pending", "InProgress", "Success"])
    checks.equal("parameters", shown["Parameters"], {"InstanceId": ["i-0123456789abcdef0"]})
    checks.true("outputs", shown["Outputs"].get("restart.Output"))
    checks.equal("step", shown["StepExecutions"][0]["StepStatus"], "Success")
    checks.true("action of a step", shown["StepExecutions"][0]["Action"].startswith("aws:"))
    for time in ("ExecutionStartTime", "ExecutionEndTime"):
        checks.true(f"{time} is a time", isinstance(shown[time], datetime.datetime))


def failure(ssm, checks):
    execution = ssm.start_automation_execution(DocumentName="Firstline-Fails")["AutomationExecutionId"]
    statuses, shown = poll_to_the_end(ssm, execution)
    checks.equal("last status of one that fails", statuses[-1], "Failed")
    checks.true("failure message", shown["FailureMessage"])
    checks.equal("failed step", shown["StepExecutions"][-1]["StepStatus"], "Failed")


def found_by_tag(ssm, checks):
    intent = f"firstline:{uuid.uuid4()}"
    by_tag = [{"Key": "TagKey", "Values": [intent]}]
    none = ssm.describe_automation_executions(Filters=by_tag)["AutomationExecutionMetadataList"]
    checks.equal("executions of a tag that none has", none, [])
    started = [
        ssm.start_automation_execution(
            DocumentName="Firstline-Hangs", Tags=[{"Key": intent, "Value": "firstline"}]
        )["AutomationExecutionId"]
        for _ in range(3)
    ]
    pages = ssm.get_paginator("describe_automation_executions").paginate(
        Filters=by_tag, PaginationConfig={"PageSize": 2}
    )
    listed = [one for page in pages for one in page["AutomationExecutionMetadataList"]]
    checks.equal("executions of a tag", [one["AutomationExecutionId"] for one in listed], started[::-1])
    checks.equal("document of a listed one", listed[0]["DocumentName"], "Firstline-Hangs")
    checks.true("status of a listed one", listed[0]["AutomationExecutionStatus"])


def idempotency(ssm, checks):
    start = {"DocumentName": "Firstline-Restart", "ClientToken": str(uuid.uuid4())}
    first = ssm.start_automation_execution(**start)["AutomationExecutionId"]
    again = ssm.start_automation_execution(**start)["AutomationExecutionId"]
    checks.equal("execution of a repeated token", again, first)
    e = checks.refused(
        "another start with the same token",
        "IdempotentParameterMismatch",
        lambda: ssm.start_automation_execution(**start, Parameters={"InstanceId": ["i-1"]}),
    )
    checks.true("class of the mismatch", isinstance(e, ssm.exceptions.IdempotentParameterMismatch))


def refusals(ssm, checks, endpoint):
    e = checks.refused(
        "a document that isn't there",
        "AutomationDefinitionNotFoundException",
        lambda: ssm.start_automation_execution(DocumentName="Firstline-Nowhere"),
    )
    checks.true("its class", isinstance(e, ssm.exceptions.AutomationDefinitionNotFoundException))
    checks.refused(
        "a parameter that the document doesn't have",
        "InvalidAutomationExecutionParametersException",
        lambda: ssm.start_automation_execution(DocumentName="Firstline-Restart", Parameters={"Colour": ["red"]}),
    )
    checks.refused(
        "an execution that isn't there",
        "AutomationExecutionNotFoundException",
        lambda: ssm.get_automation_execution(AutomationExecutionId=str(uuid.uuid4())),
    )
    control(endpoint, {"fault": {"on": "StartAutomationExecution", "do": "rate-limit", "times": 1}})
    checks.refused(
        "a throttled start",
        "ThrottlingException",
        lambda: ssm.start_automation_execution(DocumentName="Firstline-Restart"),
    )
    # botocore's own retries have to recognise it too: they do so by the code.
    control(endpoint, {"fault": {"on": "StartAutomationExecution", "do": "rate-limit", "times": 1}})
    patient = boto3.client(
        "ssm",
        endpoint_url=endpoint,
        region_name="eu-central-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="example",
        config=Config(retries={"total_max_attempts": 3, "mode": "standard"}),
    )
    answer = patient.start_automation_execution(DocumentName="Firstline-Restart")
    checks.equal("retries after throttling", answer["ResponseMetadata"]["RetryAttempts"], 1)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    endpoint = sys.argv[1].rstrip("/")
    ssm, checks = client(endpoint), Checks()
    success(ssm, checks)
    failure(ssm, checks)
    found_by_tag(ssm, checks)
    idempotency(ssm, checks)
    refusals(ssm, checks, endpoint)
    for difference in checks.broken:
        print(difference)
    print(f"boto3 {boto3.__version__}: {checks.held} answers as AWS documents them, {len(checks.broken)} not")
    return 1 if checks.broken else 0


if __name__ == "__main__":
    sys.exit(main())
