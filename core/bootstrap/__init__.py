"""Build the core from its settings: the only room that knows every other.

`open_core` gives what handlers need; `Core.background` adds what only a running bot has: the jobs,
which talk to people through the notifier, and the timer.
"""

from core.bootstrap.core import Background, Core, SystemClock, open_core

__all__ = ["Background", "Core", "SystemClock", "open_core"]
