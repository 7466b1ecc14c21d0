"""The classes that datamodel-code-generator makes: they read every valid vector, write it again
without a loss, and refuse every one with a defect.

    python pydantic_models.py VECTORS MODELS
"""

import importlib.util
import json
import re
import sys

import pydantic


def main(vectors, models):
    text = open(models).read()
    failures = [f"a numbered name: {name}" for name in re.findall(r"^class (\w*\d)\(", text, re.M)]
    spec = importlib.util.spec_from_file_location("models", models)
    module = importlib.util.module_from_spec(spec)
    sys.modules["models"] = module
    spec.loader.exec_module(module)

    def same(before, after):
        """Null stands for absent; fields that the schema does not name are not kept."""
        if isinstance(before, dict) and isinstance(after, dict):
            return all(key in before and same(before[key], value) for key, value in after.items())
        if isinstance(before, list) and isinstance(after, list):
            return len(before) == len(after) and all(map(same, before, after))
        return before == after

    checked = 0
    for vector in json.load(open(vectors)):
        kind = pydantic.TypeAdapter(getattr(module, vector["type"]))
        checked += 1
        try:
            # Without `strict` pydantic takes "1" for a number.
            value = kind.validate_json(json.dumps(vector["value"]), strict=True)
        except pydantic.ValidationError as error:
            if vector["valid"]:
                failures.append(f"{vector['name']} is refused: {str(error)[:300]}")
            continue
        if not vector["valid"]:
            failures.append(f"{vector['name']} is accepted")
            continue
        again = json.loads(kind.dump_json(value, exclude_none=True, by_alias=True))
        if not same(vector["value"], again):
            failures.append(f"{vector['name']} is written differently")
    for failure in failures[:30]:
        print(f"FAIL {failure}")
    print(f"pydantic: {checked} vectors, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
