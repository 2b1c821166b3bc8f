"""How many examples the properties are tried on: few as a rule, many where a long look is wanted."""

import os
from typing import Final

from hypothesis import HealthCheck, settings

TIMES: Final = int(os.environ.get("QUIZ_EXAMPLES", "1"))
"""How often as many examples are made as usual (`QUIZ_EXAMPLES=50 pytest …`)."""
USUAL: Final = 50
"""The examples of a property that asks for no other number."""


def examples(count: int = USUAL) -> settings:
    """Return the settings of a property that is tried on `count` examples, or `TIMES` as many.

    As a rule they are the same in each run: a change must not fail for what it did not touch. A long look makes others.
    However slow the machine is, and however large the examples are, only what is found wrong fails.
    """
    return settings(
        max_examples=count * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.function_scoped_fixture,  # what a test makes of it is made anew for each example
        ],
    )
