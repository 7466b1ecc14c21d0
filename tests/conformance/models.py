"""The models of the installed SDK, by the names that the schemas give their types."""

import importlib
import inspect
import json
import pkgutil

import pydantic
from agentlin_client import BaseModel, types

from vectors import ROOT

NAMES = json.loads((ROOT / "tests/sources/names.json").read_text(encoding="utf-8"))


def models():
    """Every model with fields, and the unions that the vectors have."""
    found = {}
    for module in pkgutil.walk_packages(types.__path__, types.__name__ + "."):
        for name, item in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(item) and issubclass(item, BaseModel) and item.model_fields:
                if item.__module__.startswith(types.__name__):
                    found[NAMES.get(name, name)] = item
    found["OutputItem"] = element(types.TaskObject, "output")
    found["ContentPart"] = element(found["ToolResultItem"], "message_content")
    found["Annotation"] = element(found["TextContent"], "annotations")
    return {name: pydantic.TypeAdapter(model) for name, model in found.items()}


def element(model, field):
    """What the lists in a field are made of."""
    annotation = model.model_fields[field].annotation
    while True:
        arguments = annotation.__args__
        lists = [item for item in arguments if getattr(item, "__origin__", None) is list]
        if getattr(annotation, "__origin__", None) is list:
            return arguments[0]
        annotation = lists[0]


def dump(value):
    """What an application finds in a model, as JSON."""
    if isinstance(value, BaseModel):
        return {
            **{
                type(value).model_fields[name].alias or name: dump(getattr(value, name))
                for name in value.model_fields_set
                if name in type(value).model_fields
            },
            **{key: dump(extra) for key, extra in (value.model_extra or {}).items()},
        }
    if isinstance(value, list):
        return [dump(item) for item in value]
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items()}
    return value


def difference(before, after, place=""):
    """The first place where two values differ. A number field holds a float on both sides."""
    if isinstance(before, int) and isinstance(after, float):
        before = float(before)
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        pairs = [(key, before[key], after[key]) for key in before]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(i, old, new) for i, (old, new) in enumerate(zip(before, after))]
    else:
        return None if before == after else place or "/"
    found = (difference(old, new, f"{place}/{key}") for key, old, new in pairs)
    return next((problem for problem in found if problem), None)


def judge(adapter, value):
    """What the SDK makes of a value: nothing to say, or what and where."""
    try:
        after = dump(adapter.validate_python(value))
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"/{part}" for part in first["loc"])
        return f"refused {first['type']} {place}"
    place = difference(value, after)
    return f"changed {place}" if place else None
