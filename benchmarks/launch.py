"""Run a command from a small process, so that its peak memory is its own, and print CPU, wall seconds and megabytes.

A process that is forked from a large one begins with the large one's peak.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.fork()
if child == 0:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
