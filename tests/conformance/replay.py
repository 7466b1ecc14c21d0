"""Replays the vectors with Python jsonschema against the published schemas."""

import json
import sys

import jsonschema

from vectors import ROOT, entries, is_unbounded


def main():
    validators = {}
    for profile in ["documented", "wire"]:
        for form in ["", ".validate"]:
            path = ROOT / f"schemas/{profile}/agentlin-tasks{form}.schema.json"
            validators[profile, form] = json.loads(path.read_text(encoding="utf-8"))
    count, wrong = 0, 0
    for entry, value in entries():
        for form in ["", ".validate"]:
            # For code generators the wire schemas list the known variants only.
            if entry["profile"] == "wire" and not form and entry["valid"]:
                continue
            if not form and is_unbounded(entry, value):
                continue
            bundle = validators[entry["profile"], form]
            if entry["type"] not in bundle["$defs"]:
                sys.exit(f"{entry['type']} is not in the {entry['profile']} bundle")
            schema = {"$ref": f"#/$defs/{entry['type']}", "$defs": bundle["$defs"]}
            errors = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
            count += 1
            problem = None
            if (not errors) != entry["valid"]:
                problem = f"the verdict is {not errors}"
            elif errors and form:
                # The validation form says where, too.
                places = {pointer(error.absolute_path) for error in errors}
                if entry["pointer"] not in places:
                    problem = f"found at {sorted(places)}, not at {entry['pointer']!r}"
            if problem:
                wrong += 1
                print(f"{entry['file']} ({entry['profile']}{form}): {problem}")
    print(f"python jsonschema: {count} verdicts, {wrong} wrong")
    sys.exit(1 if wrong else 0)


def pointer(path):
    segments = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return "".join("/" + segment for segment in segments)


main()
