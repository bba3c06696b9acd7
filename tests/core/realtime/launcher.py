"""Loads the product once, then forks a server for each line it reads: the program and its arguments.

Loading takes seconds, a fork almost nothing. Answers each line with the process id.
"""

import os
import runpy
import signal
import sys
from importlib import import_module

PRODUCT = ("config.asgi", "tests.core.realtime.site")


def serve(arguments: list[str]) -> None:
    """Become the server that `arguments` name, as `python -m` would."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin.close()
    sys.argv = arguments
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def main() -> None:
    """Load the product and open the halls, then fork until the input ends."""
    for name in PRODUCT:
        import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(line.split())
            return
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
