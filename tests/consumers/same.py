"""Compares a payload with what classes of another language read and wrote of it."""


def differences(schema, node, before, after, absent=(None,), path=""):
    """What differs, as text. The values that are `absent` may be left out or come in. Classes need not keep what the schema does not
    name, but the whole content of free-form values. Numbers are the same if their floats are."""
    node = schema.resolve(node, before)
    if isinstance(before, dict) and isinstance(after, dict):
        named = node.get("properties", {})
        others = node.get("additionalProperties", {})
        for key, value in before.items():
            child = named.get(key, others if isinstance(others, dict) else {})
            if key in after:
                yield from differences(schema, child, value, after[key], absent, f"{path}/{key}")
            elif value not in absent and (key in named or not named):
                yield f"{path}/{key} is lost"
        for key in after:
            if key not in before and after[key] not in absent:
                yield f"{path}/{key} is new"
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for i, pair in enumerate(zip(before, after)):
            yield from differences(schema, node.get("items", {}), *pair, absent, f"{path}/{i}")
    elif is_number(before) and is_number(after):
        if float(before) != float(after):
            yield f"{path} was {before}, is {after}"
    elif before != after:
        yield f"{path} was {str(before)[:50]!r}, is {str(after)[:50]!r}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
