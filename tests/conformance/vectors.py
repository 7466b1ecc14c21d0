"""The vectors as Python values."""

import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests/vectors"


def entries():
    """Each entry of the index with its document; without those that only a text can show."""
    for entry in json.loads((VECTORS / "index.json").read_text(encoding="utf-8")):
        if not entry.get("text_only"):
            text = (VECTORS / entry["file"]).read_text(encoding="utf-8")
            yield entry, json.loads(text)
