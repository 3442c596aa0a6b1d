"""A worker ends with the process that started it, so that none goes on serving on the port without a master."""

import multiprocessing
import os
import signal
import threading
import time

LOOK_EVERY = 0.5
LONGEST_END = 10.0
"""Seconds for the requests that it has taken, after which it ends without them."""


def end_with_parent() -> None:
    """Watch for the end of the parent process, in a thread; works wherever processes have parents."""
    started_by = multiprocessing.parent_process()  # it may have ended already
    parent = os.getppid() if started_by is None else started_by.pid
    threading.Thread(target=_watch, args=(parent,), name="orphans", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LONGEST_END)
    os._exit(1)
