"""Makes the test vectors: valid payloads, and copies of them with one defect each.

    python vectors.py OUT

writes OUT/documented.json and OUT/wire.json, and beside each the vectors of tests/vectors for it as
OUT/documented-shared.json and OUT/wire-shared.json: lists of objects with these members:

    name     what it is, for messages
    type     the definition that the value is checked against
    valid    the verdict that every tool has to come to
    value    the payload; those of tests/vectors have the path of a `file` instead
    place    for one with a defect: the JSON Pointer of the value that is wrong, or of the object
             in which something is missing
    several  true if that is not its only defect

The valid payloads are the captured ones and the examples of the schemas. The defects are derived
from the schemas: each required field is taken away once, each typed field is given a value of
another type once, and in the documented profile each list of values and each tag is given an unknown
one once.
"""

import copy
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CAPTURES = ROOT / "tests/fixtures/captures"

# A value of another type than the key, for each JSON type.
WRONG = {
    "string": {},
    "integer": "1",
    "number": "1",
    "boolean": 1,
    "array": {},
    "object": [],
}


class Schema:
    """The form for code generators of one profile: it names the variants of a union."""

    def __init__(self, profile):
        path = ROOT / f"schemas/{profile}/agentlin-tasks.schema.json"
        self.document = json.loads(path.read_text())
        self.definitions = self.document["$defs"]
        self.profile = profile
        path = ROOT / f"schemas/{profile}/agentlin-tasks.validate.schema.json"
        self.validation = json.loads(path.read_text())["$defs"]

    def is_free(self, title, key):
        """Whether the form for validation takes any value here: only types are made of the rest."""
        if title in self.definitions and title not in self.validation:
            return True
        properties = self.validation.get(title, {}).get("properties", {})
        return not set(properties.get(key, {"type": 0})) - {"description", "examples"}

    def resolve(self, schema, value):
        """Follows references and picks the alternative that the value is meant to be."""
        while True:
            if "$ref" in schema:
                schema = self.definitions[schema["$ref"].rsplit("/", 1)[1]]
                continue
            arms = schema.get("oneOf") or schema.get("anyOf")
            if not arms:
                return schema
            schema = next((arm for arm in arms if self.meant(arm, value)), None)
            if schema is None:
                return {}

    def meant(self, schema, value):
        schema = self.shallow(schema, value)
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(is_type(name, value) for name in types):
            return False
        if not isinstance(value, dict) or "type" not in schema.get("properties", {}):
            return True
        tag = self.resolve(schema["properties"]["type"], value.get("type"))
        if "const" in tag:
            return value.get("type") == tag["const"]
        if "enum" in tag:
            return value.get("type") in tag["enum"]
        return value.get("type") not in tag.get("not", {}).get("enum", [])

    def shallow(self, schema, value):
        """The definition, with a union of references replaced by the arm that is meant."""
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rsplit("/", 1)[1]]
        if "oneOf" in schema or "anyOf" in schema:
            arms = schema.get("oneOf") or schema["anyOf"]
            for arm in arms:
                if self.meant(arm, value):
                    return self.shallow(arm, value)
            return {"type": []} if arms else schema
        return schema

    def is_union(self, schema):
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rsplit("/", 1)[1]]
        arms = schema.get("oneOf", [])
        if len(arms) == 1:
            return self.is_union(arms[0])
        if "anyOf" in schema:
            return self.is_union(schema["anyOf"][0])
        return any(self.is_tagged(arm) or self.is_union(arm) for arm in arms)

    def is_tagged(self, schema):
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rsplit("/", 1)[1]]
        return "type" in schema.get("properties", {}) and "type" in schema.get("required", [])


def is_type(name, value):
    return {
        "null": value is None,
        "boolean": isinstance(value, bool),
        "string": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, (int, float)) and not isinstance(value, bool),
        "array": isinstance(value, list),
        "object": isinstance(value, dict),
    }[name]


def defects(schema, name, value, seen):
    """Yields a description, the path of the defect and what to do there, once for each rule."""

    def walk(node, value, path):
        title = None
        tagged = schema.is_union(node)
        node = schema.resolve(node, value)
        title = node.get("title", "?")

        def fresh(*key):
            if key in seen:
                return False
            seen.add(key)
            return True

        types = node.get("type", [])
        types = [types] if isinstance(types, str) else types
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from walk(node.get("items", {}), item, path + [i])
        if not isinstance(value, dict):
            return
        properties = node.get("properties", {})
        for key in node.get("required", []):
            if key in value and fresh(title, key, "missing"):
                yield f"{title} without {key}", path, ("delete", key)
        if tagged and schema.profile == "documented" and fresh(title, "unknown tag"):
            yield f"{title} with an unknown tag", path + ["type"], ("set", "no_such_tag")
        extra = node.get("additionalProperties")
        for key in value:
            if key in properties:
                child, place = properties[key], key
            elif isinstance(extra, dict):
                child, place = extra, "*"
            else:
                continue
            inner = schema.resolve(child, value[key])
            kinds = inner.get("type", [])
            kinds = [kinds] if isinstance(kinds, str) else kinds
            kind = next((k for k in kinds if k != "null" and is_type(k, value[key])), None)
            if kind and not schema.is_free(title, key) and fresh(title, place, "type"):
                # A choice takes more than one type.
                taken = all_types(schema, child)
                others = [WRONG[kind], True, {}, [], 1, "1"]
                wrong = next(v for v in others if not any(is_type(t, v) for t in taken))
                yield f"{title}.{key} of another type", path + [key], ("set", wrong)
            # The form for validation of the wire profile takes values that nobody knows yet.
            closed = schema.profile == "documented" and "enum" in inner and key != "type"
            if closed and fresh(title, place, "enum"):
                yield f"{title}.{key} with an unknown value", path + [key], ("set", "no_such_value")
            yield from walk(child, value[key], path + [key])

    yield from walk({"$ref": f"#/$defs/{name}"}, value, [])


def all_types(schema, node):
    """The types of all alternatives of a schema."""
    while "$ref" in node:
        node = schema.definitions[node["$ref"].rsplit("/", 1)[1]]
    types = node.get("type", [])
    found = {types} if isinstance(types, str) else set(types)
    for arm in node.get("oneOf", []) + node.get("anyOf", []):
        found |= all_types(schema, arm)
    return found


def apply(value, path, change):
    value = copy.deepcopy(value)
    kind, what = change
    target = value
    steps = path if kind == "delete" else path[:-1]
    for step in steps:
        target = target[step]
    if kind == "delete":
        del target[what]
    else:
        target[path[-1]] = what
    return value


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def payload_type(value, stream):
    """Which type a captured payload is; None for one that no schema describes yet."""
    if "jsonrpc" in value:
        if stream:
            return "TaskEventResponse"
        if isinstance(value.get("result"), list):
            return "TaskListPage"
        if "object" in value.get("result", {"object": "task"}) or "error" in value:
            return "TaskResponse"
        return None
    if value.get("object") == "task":
        return "Task"
    if "code" in value and "message" in value:
        return "RpcError"
    if "success" in value and "message" in value:
        return "ServerErrorBody"
    return None


def captured():
    for path in sorted(CAPTURES.glob("*.json")):
        yield path.stem, json.loads(path.read_text()), False
    for path in sorted(CAPTURES.glob("*.sse")):
        lines = path.read_bytes().decode().split("\r\n")
        for number, line in enumerate(lines, 1):
            if line.startswith("data: "):
                yield f"{path.stem}:{number}", json.loads(line[6:]), True


def examples(schema):
    for name, definition in schema.definitions.items():
        for number, example in enumerate(definition.get("examples", [])):
            if isinstance(example, dict):
                yield f"{name} example {number}", name, example


def vectors(profile, accepts):
    schema = Schema(profile)
    out, seen = [], set()
    payloads = list(examples(schema))
    for name, value, stream in captured():
        kind = payload_type(value, stream)
        if kind in schema.definitions and accepts(schema, kind, value):
            payloads.append((name, kind, value))
    for name, kind, value in payloads:
        out.append({"name": name, "type": kind, "valid": True, "value": value})
    for name, kind, value in payloads:
        for what, path, change in defects(schema, kind, value, seen):
            broken = apply(value, path, change)
            entry = {"name": f"{name}: {what}", "type": kind, "valid": False}
            out.append(entry | {"value": broken, "place": pointer(path)})
    return out


def at(value, place):
    """The value at a JSON Pointer."""
    for step in place.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step) if isinstance(value, list) else step]
    return value


def shared(profile):
    """The vectors of `tests/vectors`, which hold hand-made corners and generated defects; without
    those that only a text can show. Their values stay in their files: Python cannot write each again."""
    folder = ROOT / "tests/vectors"
    for entry in json.loads((folder / "index.json").read_text()):
        if entry["profile"] != profile or entry.get("text_only"):
            continue
        file = folder / entry["file"]
        text = file.read_text()
        vector = {"file": str(file)} | {"name": entry["file"], "type": entry["type"], "valid": entry["valid"]}
        if not entry["valid"]:
            vector["place"] = entry["pointer"]
            # What a server sends can break the documented rules at many places; one lacks six fields.
            servers = profile == "documented" and ".wire-" in entry["file"]
            vector["several"] = servers or entry["file"] == "invalid/Task.id-only.json"
            # JavaScript reads numbers as floats and cannot tell these from their neighbours.
            if entry["code"] == "out-of-range" and re.search("922337203685477580[789]", text):
                vector["beyond_floats"] = True
            # The files for code generators do not say how large an integer may be.
            if entry["code"] == "out-of-range" and abs(at(json.loads(text), vector["place"])) >= 2**63:
                vector["unbounded"] = True
        yield vector


def main(folder):
    from jsonschema import Draft202012Validator

    def accepts(schema, kind, value):
        # Servers differ from the documentation: such captures are no vectors of that profile.
        if schema.profile == "wire":
            return True
        only = {"$ref": f"#/$defs/{kind}", "$defs": schema.definitions}
        return Draft202012Validator(only).is_valid(value)

    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for profile in ["documented", "wire"]:
        made = vectors(profile, accepts)
        valid = sum(vector["valid"] for vector in made)
        (folder / f"{profile}.json").write_text(json.dumps(made, ensure_ascii=False))
        print(f"{profile}: {valid} valid, {len(made) - valid} with a defect")
        others = list(shared(profile))
        (folder / f"{profile}-shared.json").write_text(json.dumps(others))
        valid = sum(vector["valid"] for vector in others)
        print(f"{profile}, of tests/vectors: {valid} valid, {len(others) - valid} with a defect")


if __name__ == "__main__":
    main(sys.argv[1])
