"""The Python validators: every vector gets the right verdict, and with the validation form one
defect gives one or two errors, at its place.

    python validators.py VECTORS

`jsonschema` and `jsonschema-rs` are called as libraries, `check-jsonschema` as the command that it is.
`fastjsonschema` and `jschon` come to the same verdicts.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import fastjsonschema
import jschon
import jsonschema
import jsonschema_rs

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMMAND = pathlib.Path(sys.executable).parent / "check-jsonschema"

VALIDATORS = {
    "2020-12": (jsonschema.Draft202012Validator, "$defs"),
    "draft-07": (jsonschema.Draft7Validator, "definitions"),
}


class Tally:
    def __init__(self):
        self.failures = []
        self.groups = {}

    def verdict(self, group, vector, valid):
        self.groups.setdefault(group, [0, 0, 0])[0] += 1
        if valid != vector["valid"]:
            verdict = "accepted" if valid else "refused"
            self.failures.append(f"{group}: {vector['name']} is {verdict}")

    def errors(self, group, vector, places):
        if vector.get("several"):
            if vector["place"] not in places:
                self.failures.append(f"{group}: {vector['name']} is reported elsewhere")
            return
        count = self.groups[group]
        count[1:] = count[1] + 1, max(count[2], len(places))
        if not 1 <= len(places) <= 2:
            self.failures.append(f"{group}: {vector['name']} gives {len(places)} errors")
        elif places[0] != vector["place"]:
            text = f"is reported at {places[0]}, not at {vector['place']}"
            self.failures.append(f"{group}: {vector['name']} {text}")

    def report(self):
        for name, (verdicts, defects, most) in self.groups.items():
            errors = f", {defects} defects, at most {most} errors each" if most else ""
            print(f"{name}: {verdicts} verdicts{errors}")
        for failure in self.failures[:40]:
            print(f"FAIL {failure}")
        return 1 if self.failures else 0


def load(profile, dialect, form):
    name = "agentlin-tasks"
    name += ".validate" if form == "validation" else ""
    name += ".draft-07" if dialect == "draft-07" else ""
    return json.loads((ROOT / f"schemas/{profile}/{name}.schema.json").read_text())


def only(schema, key, name):
    """The schema of one type: the bundle with another root."""
    return {
        "$schema": schema["$schema"],
        "$comment": "A test's own root",
        key: schema[key],
        "allOf": [{"$ref": f"#/{key}/{name}"}],
    }


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def load_vectors(folder, profile):
    own = json.loads((folder / f"{profile}.json").read_text())
    shared = json.loads((folder / f"{profile}-shared.json").read_text())
    for vector in shared:
        vector["value"] = json.loads(pathlib.Path(vector["file"]).read_text())
    return own + shared


def told(vectors, profile, form):
    """Those that the form can judge: for code generators the wire schemas list the known variants
    only, so that what nobody knows yet is for the others, and neither profile says how large an integer
    may be."""
    if form == "validation":
        return vectors
    vectors = [v for v in vectors if not v.get("unbounded")]
    return [v for v in vectors if not (profile == "wire" and "file" in v and v["valid"])]


def library(tally, vectors, profile, dialect, form):
    validator, key = VALIDATORS[dialect]
    schema = load(profile, dialect, form)
    validator.check_schema(schema)
    group = f"jsonschema, {profile} {dialect} {form}"
    validators, fasts = {}, {}
    for vector in told(vectors, profile, form):
        name = vector["type"]
        if name not in validators:
            validators[name] = validator(only(schema, key, name))
        errors = list(validators[name].iter_errors(vector["value"]))
        tally.verdict(group, vector, not errors)
        if dialect == "draft-07":
            fast(tally, fasts, f"fast{group}", only(schema, key, name), vector)
        if errors and form == "validation":
            tally.errors(group, vector, [pointer(error.absolute_path) for error in errors])


def fast(tally, compiled, group, schema, vector):
    """fastjsonschema knows drafts up to 7, and stops at the first error."""
    name = vector["type"]
    if name not in compiled:
        compiled[name] = fastjsonschema.compile(schema)
    try:
        compiled[name](vector["value"])
        valid = True
    except fastjsonschema.JsonSchemaException:
        valid = False
    tally.verdict(group, vector, valid)


def command(tally, vectors, profile, dialect, folder):
    """One call for each type, with all its vectors as files."""
    schema = load(profile, dialect, "validation")
    key = VALIDATORS[dialect][1]
    group = f"check-jsonschema, {profile} {dialect} validation"
    subprocess.run(
        [COMMAND, "--check-metaschema", *schema_files(profile)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    by_type = {}
    for number, vector in enumerate(vectors):
        file = folder / f"{number}.json"
        file.write_text(json.dumps(vector["value"]))
        by_type.setdefault(vector["type"], {})[str(file)] = vector
    for name, files in by_type.items():
        root = folder / f"{name}.schema.json"
        root.write_text(json.dumps(only(schema, key, name)))
        run = subprocess.run(
            [COMMAND, "--schemafile", root, "--output-format", "json", *files],
            capture_output=True, text=True,
        )
        report = json.loads(run.stdout)
        assert report.get("parse_errors", []) == [], run.stdout
        found = {}
        for error in report["errors"]:
            # A path in its notation: $.result.output[0].type
            found.setdefault(error["filename"], []).append(error)
        for file, vector in files.items():
            errors = found.get(file, [])
            tally.verdict(group, vector, not errors)
            if errors:
                at = json_path(vector["place"])
                places = [vector["place"] if e["path"] == at else e["path"] for e in errors]
                # What stands inside an error counts as well.
                inside = sum(error.get("num_sub_errors", 0) for error in errors)
                tally.errors(group, vector, places + ["inside"] * inside)


def rust(tally, vectors, profile):
    """jsonschema-rs, the Python package of the Rust crate."""
    schema = load(profile, "2020-12", "validation")
    group = f"jsonschema-rs, {profile} 2020-12 validation"
    validators = {}
    for vector in vectors:
        name = vector["type"]
        if name not in validators:
            validators[name] = jsonschema_rs.Draft202012Validator(only(schema, "$defs", name))
        errors = list(validators[name].iter_errors(vector["value"]))
        tally.verdict(group, vector, not errors)
        if errors:
            tally.errors(group, vector, [pointer(error.instance_path) for error in errors])


def slow(tally, vectors):
    """jschon, which takes seconds for a large value: it sees a small one of each type and verdict."""
    schema = jschon.JSONSchema(load("documented", "2020-12", "validation"))
    assert schema.validate().valid
    group = "jschon, documented 2020-12 validation"
    smallest = {}
    for vector in sorted(vectors, key=lambda vector: len(json.dumps(vector["value"])), reverse=True):
        smallest[vector["type"], vector["valid"]] = vector
    for (name, _), vector in smallest.items():
        result = schema["$defs"][name].evaluate(jschon.JSON(vector["value"]))
        tally.verdict(group, vector, result.valid)


def schema_files(profile):
    return sorted((ROOT / "schemas" / profile).glob("**/*.schema.json"))


def json_path(place):
    path = "$"
    for step in place.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if step.isdigit():
            path += f"[{step}]"
        elif re.fullmatch("[a-zA-Z][a-zA-Z0-9_]*", step):
            path += f".{step}"
        else:
            path += "['" + step.replace("\\", r"\\").replace("'", r"\'") + "']"
    return path


def main(folder):
    jschon.create_catalog("2020-12")
    tally = Tally()
    for profile in ["documented", "wire"]:
        vectors = load_vectors(pathlib.Path(folder), profile)
        for dialect in ["2020-12", "draft-07"]:
            for form in ["codegen", "validation"]:
                library(tally, vectors, profile, dialect, form)
        with tempfile.TemporaryDirectory() as made:
            command(tally, vectors, profile, "2020-12", pathlib.Path(made))
        rust(tally, vectors, profile)
        if profile == "documented":
            slow(tally, vectors)
    return tally.report()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
