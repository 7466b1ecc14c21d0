"""Runs the second step of action.yml as a forge would, on a capture and on a broken one."""

import json
import os
import subprocess
import sys
import tempfile

import yaml

capture, broken = sys.argv[1:]
with open("action.yml") as file:
    action = yaml.safe_load(file)
inputs = {name: str(value.get("default", "")) for name, value in action["inputs"].items()}
install, check = action["runs"]["steps"]
assert "cargo install" in install["run"] and "$SOURCE/cli" in install["run"]


def run(**given):
    """What the step ends with and prints."""
    values = inputs | given
    environment = dict(os.environ)
    for name, value in check["env"].items():
        expression = value.removeprefix("${{ inputs.").removesuffix(" }}")
        environment[name] = values[expression]
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True)
    # Findings that were left out are the one thing that may be said beside them.
    assert all(line.startswith("note: ") for line in done.stderr.splitlines()), done.stderr
    return done.returncode, done.stdout


status, text = run(files=capture)
assert status == 0, text
with tempfile.TemporaryDirectory() as folder:
    sarif = os.path.join(folder, "findings.sarif")
    status, text = run(files=f"{capture}\n{broken}", sarif=sarif)
    assert status == 1 and "::error " in text, text
    with open(sarif) as file:
        results = json.load(file)["runs"][0]["results"]
    assert any(result["level"] == "error" for result in results)
status, text = run(files="tests/fixtures/traffic/brok*.ndjson", args="--allow missing-field --max-findings 1")
assert status == 1 and text.count("::error ") == 1, text
