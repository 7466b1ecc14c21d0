"""The client that openapi-python-client makes: its models read every valid vector and write it again
without a loss.

    python openapi_client.py VECTORS CLIENT

The document has the types that calls take and give; unions are no classes of their own here.
"""

import importlib
import json
import pathlib
import sys

from same import differences
from vectors import Schema

folder, client = sys.argv[1:]
client = pathlib.Path(client)
sys.path.insert(0, str(client.parent))
models = importlib.import_module(f"{client.name}.models")
schema = Schema("wire")
checked, failures = 0, []
for vector in json.loads((pathlib.Path(folder) / "wire.json").read_text()):
    model = getattr(models, vector["type"], None)
    if model is None or not vector["valid"]:
        continue
    checked += 1
    again = model.from_dict(vector["value"]).to_dict()
    node = {"$ref": f"#/$defs/{vector['type']}"}
    for difference in differences(schema, node, vector["value"], again):
        failures.append(f"{vector['name']}: {difference}")
for failure in failures[:20]:
    print(f"FAIL {failure}")
print(f"openapi-python-client: {checked} vectors, {len(failures)} failures")
sys.exit(1 if failures or not checked else 0)
