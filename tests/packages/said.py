#!/usr/bin/env python3
"""Whether a program of docs/languages.md says what it should.

    said.py FOLDER COMMAND...

runs the command in FOLDER/now and FOLDER/later (see answers.py).
"""

import pathlib
import subprocess
import sys

KNOWN = [
    "called: TodoWrite({",
    "result: Todo list saved.",
    "said: I have written the todo list.",
]
EXPECTED = {
    "now": ["completed", *KNOWN],
    "later": ["archived", "skipped: dream", *KNOWN[:2], KNOWN[2] + "[hologram]"],
}
TEXT = "Hi 👋\u2028"

folder, *command = sys.argv[1:]
for name, expected in EXPECTED.items():
    run = subprocess.run(
        command, cwd=pathlib.Path(folder) / name, stdout=subprocess.PIPE, text=True, check=True
    )
    lines = run.stdout.rstrip("\n").split("\n")
    # Programs that read a stream say its text, after or without the response.
    said = lines[: len(expected)] if len(lines) > 1 else []
    for line, beginning in zip(said, expected):
        assert line.startswith(beginning), f"{name}: {line!r}, not {beginning!r}"
    assert lines[len(said) :] in ([], [TEXT]) and lines, f"{name}: {lines}"
    assert len(said) in (0, len(expected)), f"{name}: {lines}"
