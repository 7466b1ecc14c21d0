"""Tries a program that reads values into generated types and writes them again, one JSON text a line.

    python round_trip.py VECTORS PROFILE [--all] [--drops-empty] COMMAND [ARGUMENT…]

It gets every valid task response and has to write an equal one. quicktype merges the variants of a
union into one class, so that a field which only servers send can clash with one of another variant:
in the documented profile it gets the examples only.

With --all it gets the vectors of all types, each line beginning with the name of the type, and has to
write `refused: …` for each that has a defect. With --drops-empty it may leave out empty lists.
"""

import json
import pathlib
import subprocess
import sys

from same import differences
from vectors import Schema


def chosen(vectors, profile):
    for vector in vectors:
        ours = vector["type"] == "TaskResponse" and vector["valid"]
        if ours and (profile == "wire" or "example" in vector["name"]):
            yield vector


def main(folder, profile, *command):
    vectors = json.loads((pathlib.Path(folder) / f"{profile}.json").read_text())
    options = [word for word in command if word in ("--all", "--drops-empty")]
    command = command[len(options):]
    everything = "--all" in options
    absent = (None, []) if "--drops-empty" in options else (None,)
    if not everything:
        vectors = list(chosen(vectors, profile))
    prefix = "{type} " if everything else ""
    lines = [prefix.format(**v) + json.dumps(v["value"], ensure_ascii=False) for v in vectors]
    run = subprocess.run(command, input="\n".join(lines) + "\n", stdout=subprocess.PIPE,
                         encoding="utf-8")
    # Not `splitlines`: strings may have separators of other kinds.
    answers = run.stdout.split("\n")[:-1]
    failures = []
    if run.returncode or len(answers) != len(vectors):
        at = vectors[min(len(answers), len(vectors) - 1)]["name"]
        failures.append(f"it ended with {run.returncode} after {len(answers)} lines, at {at}")
    schema = Schema(profile)
    for vector, answer in zip(vectors, answers):
        refused = answer.startswith("refused: ")
        if refused == vector["valid"]:
            failures.append(f"{vector['name']} is {answer if refused else 'accepted'}")
        elif not refused:
            node = {"$ref": f"#/$defs/{vector['type']}"}
            again = json.loads(answer)
            for difference in differences(schema, node, vector["value"], again, absent):
                failures.append(f"{vector['name']}: {difference}")
    for failure in failures[:20]:
        print(f"FAIL {failure}")
    print(f"{pathlib.Path(command[0]).name}: {len(vectors)} vectors, {len(failures)} failures")
    return 1 if failures or not vectors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
