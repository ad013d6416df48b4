"""Run a command and tell what it took: ``python cost.py SECONDS COMMAND…``, answer as JSON.

A process of its own, because Linux counts the memory of whoever starts a process as its first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading


def main() -> None:
    """Print exit code, outputs, processor seconds and peak memory in bytes of a command."""
    seconds, *command = sys.argv[1:]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        patience = threading.Timer(float(seconds), process.kill)
        patience.start()
        _, status, used = os.wait4(process.pid, 0)
        patience.cancel()
        out.seek(0)
        err.seek(0)
        answer = {
            "code": os.waitstatus_to_exitcode(status),
            "out": out.read().decode(),
            "err": err.read().decode(),
            "seconds": used.ru_utime + used.ru_stime,
            "bytes": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
