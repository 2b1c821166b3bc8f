"""The driver of a terminal, which starts its threads only where none run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.driver import Driver

HOOKS: Final = ("_sigcont_application",)
"""The methods of Textual's driver that are overridden."""
STATES: Final = ("_auto_restart", "_key_thread", "_must_signal_resume", "exit_event")
"""The attributes of Textual's driver that are read or set."""


def guarded(usual: type[Driver]) -> type[Driver]:
    """Return the driver to take in place of the usual one: the same but in a terminal of a POSIX system."""
    if sys.platform == "win32" or usual.__module__ != "textual.drivers.linux_driver":
        return usual

    from textual.drivers.linux_driver import LinuxDriver

    class TerminalDriver(LinuxDriver):
        """Goes on after a stop that nobody announced, as `kill -STOP` is.

        Textual starts a second pair of threads at every SIGCONT, whatever came before. The first would be forgotten and
        wait for ever for something to write, and the program for them when it is left. The terminal is set anew all the
        same: a shell may have had it meanwhile.
        """

        _goes_on = False
        """Whether a SIGCONT is being followed; another one meanwhile has nothing to add."""

        def _sigcont_application(self, *arguments: object) -> None:
            if self._goes_on:
                return
            self._goes_on = True
            try:
                if self._auto_restart and self._is_reading:
                    self.suspend_application_mode()
                    self._must_signal_resume = True
                if self._must_signal_resume:
                    super()._sigcont_application(*arguments)
            finally:
                self._goes_on = False

        @property
        def _is_reading(self) -> bool:
            """Whether keys are read, and not about to be read no longer."""
            thread = self._key_thread
            return thread is not None and thread.is_alive() and not self.exit_event.is_set()

    return TerminalDriver if usual is LinuxDriver else usual
