"""The official SDK's model: python sdk.py FILE SCHEMA [--lines]

Prints how many lines it refuses, or which ones. The SDK has no model of events.
"""

import sys

import pydantic
from agentlin_client.types import TaskRetrieveResponse

model = pydantic.TypeAdapter(TaskRetrieveResponse)
refused = []
with open(sys.argv[1], "rb") as lines:
    for number, line in enumerate(lines, 1):
        try:
            model.validate_json(line)
        except pydantic.ValidationError:
            refused.append(number)
if len(sys.argv) < 4:
    print(len(refused))
else:
    print(*refused, sep="\n")
