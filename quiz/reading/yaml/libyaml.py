"""The YAML parser: libyaml where PyYAML was built with it, PyYAML's own where not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from quiz.reading.yaml.decode import without_odd_breaks

if TYPE_CHECKING:
    import yaml

_ESCAPE: Final = re.compile(r"\\(?:(?:u|U0000)([dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)


class Parser(Protocol):
    """What reads a text from front to back; it raises YAMLError where the text is not YAML."""

    def get_event(self) -> Any: ...
    def get_token(self) -> Any: ...
    def dispose(self) -> None: ...


def open_parser(text: str) -> Parser:
    """Return a parser at the start of `text`. Its marks are indexes into `text`."""
    import yaml

    fast = getattr(yaml, "CSafeLoader", None)
    text = without_odd_breaks(text)
    return _SlowParser(text) if fast is None else cast("Parser", fast(text))


class _SlowParser:
    """PyYAML's own parser, as strict as libyaml: what is no character fails as YAML and not as a ValueError."""

    def __init__(self, text: str) -> None:
        import yaml

        self._text = text
        self._loader = yaml.SafeLoader(text)

    def get_event(self) -> Any:
        return self._checked(self._loader.get_event)

    def get_token(self) -> Any:
        return self._checked(self._loader.get_token)

    def dispose(self) -> None:
        self._loader.dispose()

    def _checked(self, read: Any) -> Any:
        from yaml import MarkedYAMLError

        try:
            event = read()
        except ValueError as error:  # a number that is too long, or not that of a character
            raise MarkedYAMLError(problem=str(error), problem_mark=self._loader.get_mark()) from error
        except OverflowError as error:  # Python before 3.13 on a number that is far from that of a character
            problem = "chr() arg not in range(0x110000)"
            raise MarkedYAMLError(problem=problem, problem_mark=self._loader.get_mark()) from error
        value = getattr(event, "value", None)
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise MarkedYAMLError(problem=str(error), problem_mark=self._surrogate(event)) from error
        return event

    def _surrogate(self, event: Any) -> yaml.Mark:
        """Return the mark of the half of a pair that is written with a backslash in a scalar."""
        mark: yaml.Mark = event.start_mark
        for match in _ESCAPE.finditer(self._text, mark.index, event.end_mark.index):
            if match[1]:
                mark.index = match.start()
                break
        return mark
