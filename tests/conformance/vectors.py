"""The vectors as Python values."""

import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests/vectors"


def is_unbounded(entry, value):
    """Whether an integer is too large: the files for code generators have no such bounds."""
    if entry["valid"] or entry["code"] != "out-of-range":
        return False
    for step in entry["pointer"].split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step) if isinstance(value, list) else step]
    return abs(value) >= 2**63


def entries():
    """Each entry of the index with its document; without those that only a text can show."""
    for entry in json.loads((VECTORS / "index.json").read_text(encoding="utf-8")):
        if not entry.get("text_only"):
            text = (VECTORS / entry["file"]).read_text(encoding="utf-8")
            yield entry, json.loads(text)
