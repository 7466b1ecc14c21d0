"""The official SDK as a judge, both ways.

    python sdk.py AGENTLIN_TYPES [COUNT]

1. What the documented profile accepts, the SDK's models parse and dump back to the same value.
2. What is made at random from the SDK's models, the crate accepts in both profiles.

One exception is known: the SDK takes any integer for a byte of a token, the crate 0 to 255, because
they are bytes (see the table in CONTRIBUTING.md).
"""

import json
import random
import subprocess
import sys
import typing

import pydantic
from agentlin_client import BaseModel
from agentlin_client.types import TaskObject, TaskRetrieveResponse
from agentlin_client.types.jsonrpc_error import JsonrpcError
from agentlin_client.types.message_content import ContentItemList
from agentlin_client.types.task_object import Output
from agentlin_client.types.text_content_item import Annotation, Logprob

from vectors import entries

MODELS = {
    "TaskResponse": TaskRetrieveResponse,
    "Task": TaskObject,
    "RpcError": JsonrpcError,
    "OutputItem": Output,
    "ContentPart": ContentItemList,
    "Annotation": Annotation,
    "LogProb": Logprob,
}

# Findings about the form of a payload; others are about its meaning, which chance does not care for.
STRUCTURAL = {
    "invalid-json",
    "too-deep",
    "invalid-string",
    "duplicate-key",
    "missing-field",
    "wrong-type",
    "out-of-range",
    "wrong-constant",
    "unknown-tag",
    "unknown-value",
    "undocumented-field",
    "unknown-field",
    "unrecognised-payload",
}


def dump(value):
    if isinstance(value, BaseModel):
        return {
            **{
                type(value).model_fields[name].alias or name: dump(getattr(value, name))
                for name in value.model_fields_set
                if name in type(value).model_fields
            },
            **{key: dump(extra) for key, extra in (value.model_extra or {}).items()},
        }
    if isinstance(value, list):
        return [dump(item) for item in value]
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items()}
    return value


def difference(before, after, place=""):
    """The first place where two values differ. A number field holds a float on both sides."""
    if isinstance(before, int) and isinstance(after, float):
        before = float(before)
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        pairs = [(key, before[key], after[key]) for key in before]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(i, old, new) for i, (old, new) in enumerate(zip(before, after))]
    else:
        return None if before == after else f"{place}: {before!r} came back as {after!r}"
    found = (difference(old, new, f"{place}/{key}") for key, old, new in pairs)
    return next((problem for problem in found if problem), None)


def parses():
    """What the documented profile accepts, the SDK takes and gives back."""
    count, wrong = 0, 0
    for entry, value in entries():
        model = MODELS.get(entry["type"])
        if not (model and entry["profile"] == "documented" and entry["valid"]):
            continue
        count += 1
        try:
            after = dump(pydantic.TypeAdapter(model).validate_python(value))
            problem = difference(value, after)
        except pydantic.ValidationError as error:
            problem = f"refused: {error.errors()[0]['loc']} {error.errors()[0]['msg']}"
        if problem:
            wrong += 1
            print(f"{entry['file']}: {problem[:400]}")
    print(f"SDK: {count} documents parsed and dumped, {wrong} not the same")
    return wrong


WORDS = ["", "a", "id_1", "text", "é漢😀", "\u2028", "\0", "line\nline", '"', "x" * 300, "type"]


def anything(dice, depth=2):
    leaf = [None, True, 0, -1.5, 2**70, 1e300, dice.choice(WORDS)]
    if depth and dice.random() < 0.4:
        return {dice.choice(WORDS): anything(dice, depth - 1) for _ in range(dice.randrange(3))}
    if depth and dice.random() < 0.3:
        return [anything(dice, depth - 1) for _ in range(dice.randrange(3))]
    return dice.choice(leaf)


def instance(annotation, dice):
    """A random value of a type, as JSON."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return instance(arguments[0], dice)
    if origin is typing.Literal:
        return dice.choice(arguments)
    if origin is typing.Union:
        return instance(dice.choice(arguments), dice)
    if origin is list:
        return [instance(arguments[0], dice) for _ in range(dice.randrange(4))]
    if origin is dict:
        return {dice.choice(WORDS): instance(arguments[1], dice) for _ in range(dice.randrange(3))}
    if annotation is type(None):
        return None
    if annotation is object:
        return anything(dice)
    if annotation is bool:
        return dice.random() < 0.5
    if annotation is int:
        return dice.choice([0, 1, 7, 255, -32000, 1795467208, 2**53, -(2**62)])
    if annotation is float:
        return dice.choice([0.0, -0.5, -dice.random(), -1e-300, 1])
    if annotation is str:
        return dice.choice(WORDS)
    assert issubclass(annotation, BaseModel), annotation
    value = {}
    for name, field in annotation.model_fields.items():
        if field.is_required() or dice.random() < 0.5:
            value[field.alias or name] = instance(field.annotation, dice)
    return value


def fix_bytes(value):
    """The one narrowing: the bytes of a token are bytes."""
    if isinstance(value, dict):
        if "logprob" in value and isinstance(value.get("bytes"), list):
            value["bytes"] = [item % 256 for item in value["bytes"]]
        for item in value.values():
            fix_bytes(item)
    elif isinstance(value, list):
        for item in value:
            fix_bytes(item)


def accepted(binary, count):
    """What the SDK's models can hold, the crate takes."""
    dice = random.Random(1)
    values = []
    for _ in range(count):
        model = dice.choice([TaskRetrieveResponse, TaskObject])
        value = instance(model, dice)
        fix_bytes(value)
        pydantic.TypeAdapter(model).validate_python(value)
        values.append(value)
    lines = "".join(json.dumps(value) + "\n" for value in values)
    wrong = 0
    for profile in ["documented", "wire"]:
        command = [binary, "validate", "--profile", profile, "--format", "records", "-"]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
        results = done.stdout.splitlines()
        assert len(results) == len(values), (len(results), done.stderr)
        for value, result in zip(values, results):
            for finding in json.loads(result)["findings"]:
                if finding["code"] in STRUCTURAL and finding["level"] == "error":
                    wrong += 1
                    print(f"{profile}: {finding}: {json.dumps(value)[:400]}")
    print(f"crate: {count} values of the SDK's models in both profiles, {wrong} refused")
    return wrong


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    wrong = parses() + accepted(sys.argv[1], count)
    sys.exit(1 if wrong else 0)


main()
