"""Runs a command: python -S measure.py FD COMMAND…

Writes wall seconds, CPU seconds, peak memory in MB and the exit status to the file descriptor. A
process of its own, because a command's peak counts from what its parent has in memory when it starts
it, and this one has next to nothing.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
cpu = usage.ru_utime + usage.ru_stime
report = f"{wall} {cpu} {usage.ru_maxrss / 1024} {os.waitstatus_to_exitcode(status)}"
os.write(int(sys.argv[1]), report.encode())
