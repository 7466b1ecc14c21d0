"""Wall time, CPU time and peak memory of whole processes."""

import os
import pathlib
import subprocess
import sys

MEASURE = pathlib.Path(__file__).resolve().parent / "measure.py"


def start(command, stdin=None):
    """Starts a command; gives its process and what `finish` needs."""
    ours, theirs = os.pipe()
    process = subprocess.Popen([sys.executable, "-S", MEASURE, str(theirs), *command],
                               stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
                               pass_fds=[theirs], bufsize=0)
    os.close(theirs)
    return process, ours


def finish(process, report):
    """Waits for its end; gives wall and CPU seconds, the peak of its memory in MB, its status."""
    process.wait()
    with os.fdopen(report) as text:
        wall, cpu, memory, status = text.read().split()
    return float(wall), float(cpu), float(memory), int(status)


def once(command):
    """Runs a command; gives wall and CPU seconds and the peak of its memory in MB."""
    wall, cpu, memory, status = finish(*start(command))
    # Broken lines are 1 or 2 for validators.
    if status not in (0, 1, 2):
        sys.exit(f"{command}: status {status}")
    return wall, cpu, memory
