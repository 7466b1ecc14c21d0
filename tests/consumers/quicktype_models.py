"""The Python classes that quicktype makes of a task response read every valid vector of that type and
write it again with the same items. quicktype merges the variants of a union into one class, so that a
field which only servers send can clash with one of another variant: in the documented profile only
the examples are read.

    python quicktype_models.py VECTORS MODULE
"""

import importlib.util
import json
import sys

vectors, path = sys.argv[1:]
spec = importlib.util.spec_from_file_location("made", path)
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)

count = 0
for vector in json.load(open(vectors)):
    if vector["type"] != "TaskResponse" or not vector["valid"]:
        continue
    if "documented" in vectors and "example" not in vector["name"]:
        continue
    response = made.TaskResponse.from_dict(vector["value"])
    again = response.to_dict()
    before, after = vector["value"].get("result"), again.get("result")
    assert (before is None) == (after is None), vector["name"]
    if before:
        assert before["id"] == after["id"], vector["name"]
        assert len(before["output"]) == len(after["output"]), vector["name"]
    count += 1
assert count
print(f"quicktype, Python: {count} vectors")
