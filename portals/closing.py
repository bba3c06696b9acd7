"""What the apps above do when an account is closed: drop what they hold about the person beyond the record.

An app registers in its `AppConfig.ready()` or in any module loaded by then.
"""

from collections.abc import Callable
from typing import Any

Step = Callable[[Any], None]
_steps: list[Step] = []


def on_closing(step: Step) -> Step:
    """Have `step(user)` run inside the transaction that closes the account, while the name is still there."""
    if step not in _steps:
        _steps.append(step)
    return step


def run(user: Any) -> None:
    """Run every step for `user`."""
    for step in _steps:
        step(user)
