"""The official SDK as a judge, both ways.

    python sdk.py JUDGE FILE

1. The vectors and the instances in FILE that the documented profile accepts, the SDK's models parse
   and give back unchanged.
2. What hypothesis-jsonschema makes from the SDK's models and they take, the crate accepts in both
   profiles and gives back unchanged.

Differences that are known stand with their reasons in `exceptions.json`. Any other fails, and so does
one that does not occur any more.
"""

import collections
import copy
import importlib.metadata
import json
import re
import sys

import pydantic

from instances import crate, instances
from models import difference, judge, models
from vectors import ROOT, entries

VERSION = importlib.metadata.version("agentlin-client")


class Exceptions:
    """What is known, and how often it was seen."""

    def __init__(self):
        rows = json.loads((ROOT / "tests/conformance/exceptions.json").read_text(encoding="utf-8"))
        self.rows = [row for row in rows if VERSION in row["sdk"]]
        self.seen = collections.Counter()
        self.wrong = 0

    def take(self, who, name, problem, value):
        """Counts a problem and tells whether it is known; prints it if not."""
        for row in self.rows:
            if row["judge"] == who and re.search(row["verdict"], f"{name}: {problem}"):
                self.seen[row["verdict"]] += 1
                return True
        self.wrong += 1
        if self.wrong <= 20:
            print(f"{who}, {name}: {problem}: {json.dumps(value)[:400]}")
        return False

    def finish(self):
        for row in self.rows:
            if not self.seen[row["verdict"]]:
                self.wrong += 1
                print(f"listed, but does not occur: {row}")
        return self.wrong


def without_nulls(value):
    """Null and nothing are the same for an optional field."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def mend(value, pointer):
    """Puts a small number in the place of one that is known to be refused."""
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for part in path:
        value = value[int(part) if isinstance(value, list) else part]
    value[int(last) if isinstance(value, list) else last] = 7


def main():
    binary, file = sys.argv[1:]
    adapters, known = models(), Exceptions()
    given = [
        (entry["type"], value)
        for entry, value in entries()
        if entry["profile"] == "documented" and entry["valid"]
    ]
    with open(file, encoding="utf-8") as lines:
        given += [json.loads(line) for line in lines]
    parsed = 0
    for name, value in given:
        if name in adapters:
            parsed += 1
            problem = judge(adapters[name], value)
            if problem:
                known.take("sdk", name, problem, value)

    questions = []
    for name, adapter in adapters.items():
        schema = adapter.json_schema(by_alias=True)
        count = 8 if len(json.dumps(schema)) > 6000 else 25
        for value in instances(schema, count):
            try:
                adapter.validate_python(value)
            except pydantic.ValidationError:
                # What JSON Schema cannot say about a model.
                continue
            for profile in ("documented", "wire"):
                questions.append((name, profile, copy.deepcopy(value)))
    verdicts, asked = len(questions), questions
    while asked:
        again = []
        for question, (problem, written) in zip(asked, crate(binary, asked)):
            name, profile, value = question
            if not problem:
                place = difference(without_nulls(value), without_nulls(written))
                problem = f"changed {place}" if place else None
            # What else is in a value with a known difference is judged, too.
            if problem and known.take("crate", name, f"{profile}: {problem}", value):
                mend(value, problem.rsplit(" ", 1)[1])
                again.append(question)
        asked = again

    wrong = known.finish()
    print(
        f"SDK {VERSION}: {parsed} documents parsed and dumped, {verdicts} verdicts of the "
        f"crate about its values; {sum(known.seen.values())} known differences, {wrong} others"
    )
    sys.exit(1 if wrong else 0)


main()
