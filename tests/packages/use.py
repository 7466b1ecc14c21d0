"""The installed package: schemas, and models that lose nothing.

    use.py REPOSITORY
"""

import json
import pathlib
import sys

from pydantic import ValidationError

import agentlin_types
from agentlin_types import models

captures = pathlib.Path(sys.argv[1]) / "tests/fixtures/captures"

assert agentlin_types.schema("openapi.json")["openapi"] == "3.1.0"
assert agentlin_types.schema("wire/types/Task.schema.json")["title"] == "Task"


def same_again(model, value):
    again = model.model_validate(value).model_dump(mode="json", exclude_unset=True, by_alias=True)
    assert again == value, (value, again)


responses, events = 0, 0
for path in sorted(captures.glob("get_*.json")):
    same_again(models.TaskResponse, json.loads(path.read_text("utf-8")))
    responses += 1
for path in sorted(captures.glob("*.sse")):
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("data:") and "[DONE]" not in line:
            same_again(models.TaskEventResponse, json.loads(line.removeprefix("data:")))
            events += 1
assert responses > 30 and events > 400, (responses, events)

task = models.TaskResponse.model_validate_json((captures / "get_tool_one.json").read_text()).result
assert task.status == "completed"
assert [item.type for item in task.output] == ["tool_call", "tool_result", "message"]
assert isinstance(task.output[0], models.ToolCallItem)
assert task.usage.tool_calls == 1

# A known variant that is broken is refused, not taken for an unknown one.
broken = {"type": "tool_call", "call_id": 7}
value = task.model_dump(exclude_unset=True) | {"output": [broken]}
try:
    models.Task.model_validate(value)
except ValidationError as error:
    places = {problem["loc"][:3] for problem in error.errors()}
    assert places == {("output", 0, "ToolCallItem")}, places
else:
    raise AssertionError("a broken tool call is taken")
print(f"{responses} responses and {events} events are the same again")
