#!/usr/bin/env python3
"""Writes the programs of docs/languages.md: those whose first line is a comment with a file name.

    blocks.py LANGUAGE FOLDER
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
language, folder = sys.argv[1:]
text = (ROOT / "docs/languages.md").read_text()
found = re.findall(rf"^```{language}\n(?://|#) (\S+)\n(.*?)^```$", text, re.M | re.S)
assert found, f"no program in {language}"
for name, program in found:
    (pathlib.Path(folder) / name).write_text(program)
