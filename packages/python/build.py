#!/usr/bin/env python3
"""Makes agentlin_types/models.py from the schemas of the wire profile.

    packages/python/build.py

Generators for pydantic make unions and enums that are closed: one item of a later version, and the
whole response is refused. These models keep what is unknown, as the API asks of its readers: a union
has a variant for unknown tags, an enum takes any string.
"""

import json
import keyword
import pathlib
import re
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "schemas/wire"
OUT = HERE / "agentlin_types/models.py"

HEAD = '''"""The types of the Agentlin Tasks API, for pydantic 2.

Made from the schemas by packages/python/build.py; do not edit.

Fields that a type does not list are kept. So are variants and values that nobody knew yet: an object
with an unknown tag is an `Unknown...`, an enum takes any string.
"""

from __future__ import annotations

from typing import Annotated, Any, Dict, List, Literal, Optional, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag


class Model(BaseModel):
    """What all types have in common."""

    model_config = ConfigDict(
        extra="allow", populate_by_name=True, defer_build=True, protected_namespaces=()
    )


def _variant(key: str, variants: Dict[str, str]) -> Discriminator:
    """Chooses the variant of a union by the tag under a key."""

    def choose(value: Any) -> Optional[str]:
        found = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
        return variants.get(found, "unknown") if isinstance(found, str) else None

    return Discriminator(choose)
'''

# Names that pydantic's classes have already.
TAKEN = {"schema", "json", "copy", "dict", "construct", "validate", "fields", "from_orm"}


class Bundle:
    def __init__(self):
        read = lambda name: json.loads((SCHEMAS / name).read_text())["$defs"]
        self.types = read("agentlin-tasks.schema.json")
        # Says which unions and enums are open.
        self.accepted = read("agentlin-tasks.validate.schema.json")

    def name(self, schema):
        return schema["$ref"].rsplit("/", 1)[1]

    def tags(self, definition):
        """The field with the tag, and the tags, if the definition is a variant."""
        for key, field in definition.get("properties", {}).items():
            if "const" in field and key in definition.get("required", []):
                return key, [field["const"]]
            for arm in field.get("oneOf", [field]):
                values = self.types.get(self.name(arm), {}) if "$ref" in arm else {}
                if key in ("type", "method") and "enum" in values:
                    return key, values["enum"]
        return None, []

    def is_tagged(self, definition):
        arms = definition.get("oneOf", [])
        keys = {self.tags(self.types[self.name(arm)])[0] for arm in arms if "$ref" in arm}
        return all("$ref" in arm for arm in arms) and len(keys) == 1 and keys != {None}

    def annotation(self, schema):
        """The type of a value, as Python writes it."""
        if "$ref" in schema:
            return self.name(schema)
        if "anyOf" in schema or "oneOf" in schema or "allOf" in schema:
            arms = schema.get("anyOf") or schema.get("oneOf") or schema["allOf"]
            names = [self.annotation(arm) for arm in arms]
            if "None" in names:
                names.remove("None")
                return f"Optional[{union(names)}]"
            return union(names)
        kinds = schema.get("type", [])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if len(kinds) == 2:
            return f"Optional[{self.annotation({**schema, 'type': kinds[0]})}]"
        if "const" in schema:
            return f'Literal["{schema["const"]}"]'
        if not kinds:
            return "Any"
        kind = kinds[0]
        if kind == "array":
            return f"List[{self.annotation(schema.get('items', {}))}]"
        if kind == "object":
            values = schema.get("additionalProperties", {})
            return f"Dict[str, {self.annotation(values if isinstance(values, dict) else {})}]"
        if kind == "integer" and "maximum" in schema:
            return f"Annotated[int, Field(ge={schema['minimum']}, le={schema['maximum']})]"
        kinds = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
        return kinds[kind]

    def class_of(self, name, definition):
        lines = [f"class {name}(Model):", doc(definition["description"], "    "), ""]
        required = definition.get("required", [])
        for key, schema in definition.get("properties", {}).items():
            field = re.sub(r"\W", "_", key)
            if keyword.iskeyword(field) or field in TAKEN:
                field += "_"
            kind = self.annotation(schema)
            arguments = [] if key in required else ["default=None"]
            if key not in required and not kind.startswith("Optional[") and kind != "Any":
                kind = f"Optional[{kind}]"
            if field != key:
                arguments.append(f'alias="{key}"')
                value = f" = Field({', '.join(arguments)})"
            else:
                value = " = None" if arguments else ""
            lines += [f"    {field}: {kind}{value}", doc(schema["description"], "    ")]
        return "\n".join(lines).rstrip("\n")

    def unknown(self, name, key):
        text = f"A variant of `{name}` with a tag that was not known when this was made."
        return f'class Unknown{name}(Model):\n    """{text}"""\n\n    {key}: str'

    def alias_of(self, name, definition):
        text = comment(definition["description"])
        values = values_of(definition)
        if values:
            lines = "".join(f"\n        {json.dumps(value)}," for value in values)
            is_open = name in self.accepted and not values_of(self.accepted[name])
            literal = f"Literal[{lines}\n    ]"
            return f"{text}\n{name} = Union[\n    {literal},{chr(10) + '    str,' if is_open else ''}\n]"
        if not self.is_tagged(definition):
            return f"{text}\n{name} = {self.annotation({'oneOf': definition['oneOf']})}"
        lines, variants = [], {}
        for arm in definition["oneOf"]:
            variant = self.name(arm)
            key, tags = self.tags(self.types[variant])
            lines.append(f'        Annotated[{variant}, Tag("{variant}")],')
            variants.update((tag, variant) for tag in tags)
        lines.append(f'        Annotated[Unknown{name}, Tag("unknown")],')
        table = "".join(f'\n            "{tag}": "{variant}",' for tag, variant in variants.items())
        return (
            f"{text}\n{name} = Annotated[\n    Union[\n" + "\n".join(lines) + "\n    ],\n"
            f'    _variant(\n        "{key}",\n        {{{table}\n        }},\n    ),\n]'
        )


def values_of(definition):
    return definition.get("enum", [definition["const"]] if "const" in definition else [])


def union(names):
    return names[0] if len(names) == 1 else f"Union[{', '.join(names)}]"


def doc(text, indent):
    lines = wrap(text.replace("\\", "\\\\").rstrip(".") + ".", 90 - len(indent))
    end = "" if len(lines) == 1 else "\n"
    text = f'"""{chr(10).join(lines)}{end}"""'
    return textwrap.indent(text, indent)


def wrap(text, width):
    return [piece for line in text.split("\n") for piece in textwrap.wrap(line, width) or [""]]


def comment(text):
    return "\n".join(f"# {line}".rstrip() for line in wrap(text, 96))


def main():
    bundle = Bundle()
    classes, enums, unions = [], [], []
    for name, definition in bundle.types.items():
        if "properties" in definition or definition.get("type") == "object":
            classes.append(bundle.class_of(name, definition))
        elif values_of(definition):
            enums.append(bundle.alias_of(name, definition))
        else:
            if bundle.is_tagged(definition):
                key = bundle.tags(bundle.types[bundle.name(definition["oneOf"][0])])[0]
                classes.append(bundle.unknown(name, key))
            unions.append((name, definition))
    # An alias is made when the module is read: what it refers to comes first.
    names = {name for name, _ in unions}
    ordered = []
    while unions:
        ready = [
            entry for entry in unions
            if not names & set(re.findall(r'#/\$defs/(\w+)', json.dumps(entry[1])))
        ]
        for name, definition in ready:
            ordered.append(bundle.alias_of(name, definition))
            names.discard(name)
            unions.remove((name, definition))
    OUT.write_text("\n\n".join([HEAD.rstrip()]) + "\n\n\n" + "\n\n\n".join(classes) + "\n\n\n"
                   + "\n\n".join(enums + ordered) + "\n")


if __name__ == "__main__":
    main()
