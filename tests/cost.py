"""Run a command and note what it cost: python tests/cost.py FILE NAME COMMAND [ARGUMENT ...]

Appends a line to FILE: NAME, seconds on the clock, and CPU seconds (user and system) of the command and everything
that it started. On Linux this process adopts whatever outlives its parent, such as a database server or a browser;
elsewhere such processes are not counted. Exit status: the command's.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER
LAST_ONES_END_WITHIN = 10  # seconds


def wait_for(command: int) -> int:
    """Collect every process that ends until the command does; returns its exit status.

    An orphan that is not collected would still be there for a test that waits for its end.
    """
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == command:
            return os.waitstatus_to_exitcode(status)


def wait_for_orphans() -> None:
    """Collect the processes that were left behind: the cost of a process is known once it was waited for."""
    until = time.monotonic() + LAST_ONES_END_WITHIN
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.05)
        except ChildProcessError:
            return


def main() -> int:
    file, name, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    began = time.monotonic()
    process = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command gets it too, and decides
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    status = wait_for(process.pid)
    took = time.monotonic() - began
    wait_for_orphans()
    cost = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Path(file).open("a", encoding="utf-8") as report:
        report.write(f"{name:<12} {took:6.0f} s {cost.ru_utime + cost.ru_stime:8.0f} CPU s\n")
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
