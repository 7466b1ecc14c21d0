"""The classes that datamodel-code-generator makes: they read every valid vector, write it again
without a loss, and refuse every one with a defect. Free-form fields only have any value.

    python pydantic_models.py VECTORS PROFILE MODELS [OPENAPI]

With an OpenAPI document, from which the classes were made: unions have discriminators, so that a
defect gives few errors.
"""

import importlib.util
import json
import pathlib
import re
import sys
import typing

import pydantic

from same import differences
from vectors import Schema

# pydantic names each way to read a value, a bare string beside an object too.
MOST_ERRORS = 4
# Told by which key is there, for which there is no discriminator.
UNTAGGED = ["TaskAnswer"]


def is_free(schema):
    """Whether the schema says nothing about a value, or about the values inside."""
    inside = [schema.get("items"), schema.get("additionalProperties")]
    inside += schema.get("oneOf", []) + schema.get("anyOf", [])
    return (
        set(schema) <= {"description"}
        or schema.get("additionalProperties") is True
        or any(is_free(inner) for inner in inside if isinstance(inner, dict))
    )


def has_any(kind):
    return kind is typing.Any or any(map(has_any, typing.get_args(kind)))


def vague(module, definitions):
    """Fields that are any value, though the schema says what they are."""
    for name, definition in definitions.items():
        for field in getattr(getattr(module, name, None), "model_fields", {}).items():
            key = field[1].alias or field[0]
            free = is_free(definition.get("properties", {}).get(key, definition))
            if has_any(field[1].annotation) and not free:
                yield f"{name}.{key} is any value"


def load(models):
    spec = importlib.util.spec_from_file_location("models", models)
    module = importlib.util.module_from_spec(spec)
    sys.modules["models"] = module
    spec.loader.exec_module(module)
    return module


def main(folder, profile, models, openapi=None):
    module = load(models)
    numbered = re.findall(r"^class (\w*\d)\(", pathlib.Path(models).read_text(), re.M)
    failures = [f"a numbered name: {name}" for name in numbered]
    schema = Schema(profile)
    definitions = schema.definitions
    if openapi:
        definitions = json.loads(pathlib.Path(openapi).read_text())["components"]["schemas"]
    failures += vague(module, definitions)
    checked, most = 0, 0
    for vector in json.loads((pathlib.Path(folder) / f"{profile}.json").read_text()):
        if vector["type"] not in definitions:
            continue
        kind = pydantic.TypeAdapter(getattr(module, vector["type"]))
        checked += 1
        try:
            # Without `strict` pydantic takes "1" for a number.
            value = kind.validate_json(json.dumps(vector["value"]), strict=True)
        except pydantic.ValidationError as error:
            if vector["valid"]:
                failures.append(f"{vector['name']} is refused: {str(error)[:300]}")
            elif vector["type"] not in UNTAGGED:
                most = max(most, error.error_count())
            continue
        if not vector["valid"]:
            failures.append(f"{vector['name']} is accepted")
            continue
        # Defaults of the schema are written otherwise.
        again = json.loads(kind.dump_json(value, exclude_unset=True, by_alias=True))
        node = {"$ref": f"#/$defs/{vector['type']}"}
        for difference in differences(schema, node, vector["value"], again):
            failures.append(f"{vector['name']}: {difference}")
    if openapi and most > MOST_ERRORS:
        failures.append(f"{most} errors for one defect")
    for failure in failures[:30]:
        print(f"FAIL {failure}")
    print(f"pydantic: {checked} vectors, at most {most} errors each, {len(failures)} failures")
    return 1 if failures or not checked else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
