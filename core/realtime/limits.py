"""How often something may happen: a sliding window over the recent times."""

from collections import deque


class Window:
    """Allows at most `most` within any `seconds`; refused tries count for nothing."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._most = most
        self._times: deque[float] = deque()

    def allows(self, now: float) -> bool:
        """Count one try at the time `now` and tell whether it may go through."""
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        if len(self._times) >= self._most:
            return False
        self._times.append(now)
        return True
