"""Instances of a JSON Schema, by hypothesis-jsonschema: the same ones every time.

    python instances.py JUDGE FILE

makes some of every type of the documented schemas that the SDK has a model for, in both editions,
holds the crate against them, and writes them to a file for the SDKs.
"""

import json
import subprocess
import sys
import warnings

import hypothesis
from hypothesis_jsonschema import from_schema

from models import models
from vectors import ROOT

EDITIONS = {"": "$defs", ".draft-07": "definitions"}


def instances(schema, count):
    """So many instances; fewer if the schema does not have them."""
    found = []

    @hypothesis.settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(from_schema(schema))
    def collect(value):
        found.append(value)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return found


def reachable(name, bundle, definitions):
    """The definition of a type with those that it refers to, and no others."""
    found, todo = {}, [name]
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = bundle[definitions][name]
            text = json.dumps(found[name])
            todo += [part.split('"')[0] for part in text.split(f'"#/{definitions}/')[1:]]
    return found


def crate(judge, questions):
    """The answers to (type, profile, value): None and what was written, or the problem."""
    lines = "".join(f"{name}\t{profile}\t{json.dumps(value)}\n" for name, profile, value in questions)
    done = subprocess.run([judge], input=lines, capture_output=True, text=True, check=False)
    answers = [line.split("\t", 2) for line in done.stdout.split("\n")[:-1]]
    if done.returncode or len(answers) != len(questions):
        sys.exit(f"the crate contradicts itself:\n{done.stderr[-2000:]}")
    return [
        (None, json.loads(answer[1]))
        if answer[0] == "accepted"
        else (f"refused {answer[1]} {answer[2]}", None)
        for answer in answers
    ]


def bounded(schema):
    """The schema with the bounds of integers, which the files for code generators leave out."""
    kinds = schema.get("type")
    if "maximum" not in schema and "integer" in (kinds if isinstance(kinds, list) else [kinds]):
        schema.update(minimum=-(2**63 - 1), maximum=2**63 - 1)
    return schema


def main():
    judge, file = sys.argv[1:]
    questions = []
    for edition, definitions in EDITIONS.items():
        path = ROOT / f"schemas/documented/agentlin-tasks{edition}.schema.json"
        bundle = json.loads(path.read_text(encoding="utf-8"), object_hook=bounded)
        for name in models():
            schema = {
                "$ref": f"#/{definitions}/{name}",
                definitions: reachable(name, bundle, definitions),
            }
            # The tool takes seconds for an instance of a large schema; in the second edition only
            # the small ones say something new.
            large = len(json.dumps(schema)) > 5000
            count = (8 if large else 25) if not edition else (0 if large else 10)
            found = instances(schema, count) if count else []
            questions += [(name, "documented", value) for value in found]
    wrong = 0
    for (name, _, value), (problem, _) in zip(questions, crate(judge, questions)):
        if problem:
            wrong += 1
            print(f"{name}: the crate {problem}: {json.dumps(value)[:400]}")
    with open(file, "w", encoding="utf-8") as lines:
        lines.writelines(json.dumps([name, value]) + "\n" for name, _, value in questions)
    print(f"hypothesis-jsonschema: {len(questions)} instances of the documented schemas, "
          f"{wrong} refused by the crate")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
