"""Keys of a field taken in the order in which they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widget import Widget as Base
else:
    Base = object  # a second widget among the bases would take the place of the first in styles


class KeysInOrder(Base):
    """Runs the field's own bindings as its letters are taken: at once.

    Textual types a letter where it arrives, but runs a binding only when the key has gone all the way up to the app. Of
    keys that come in one burst, as over a slow line, the letter after a backspace would be typed before it.
    """

    async def _on_key(self, event: Key) -> None:
        if bindings := self._bindings.key_to_bindings.get(event.key):
            event.prevent_default()
            event.stop()
            await self.run_action(bindings[0].action)
