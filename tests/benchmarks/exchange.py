"""Measures what the exchange of 10,000 questions takes: import beside our own reader and bare XML, export beside YAML.

`import_gift` is from the bytes of a GIFT file to the bank, divided by reading the same bank from its YAML; `import_xml`
the same of Moodle XML, divided by `ElementTree.fromstring` of the same bytes; `export_FORMAT` is from a bank to the
bytes of the file, divided by writing its YAML. Medians of interleaved runs, in processor time. What the measurement
itself keeps in memory is frozen meanwhile: the garbage collector would walk it again and again while `fromstring` makes
its tree, which would then take twice what it takes in a process of its own.
"""

import gc
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import fromstring

from quiz.authoring.exporting import exported
from quiz.authoring.importing import ImportOptions, planned
from quiz.reading.reader import read_bank
from quiz.reading.references import read_sources
from tests.benchmarks.bank_reading import QUESTIONS, SOURCES, bank_text

if TYPE_CHECKING:
    from collections.abc import Callable

WRITTEN: Final = ("gift", "moodle-xml", "csv", "qti12", "qti21")


def measure(runs: int) -> dict[str, Any]:
    shared = read_sources(SOURCES.encode(), "sources.yaml").references
    bank = read_bank(bank_text(QUESTIONS).encode(), "big.yaml", shared).bank
    assert bank is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gift, xml = folder / "big.gift", folder / "big.xml"
        gift.write_bytes(exported(bank, "gift").data)
        xml.write_bytes(exported(bank, "moodle-xml").data)
        options = ImportOptions(folder=folder / "banks")
        content = planned(xml, options).banks[0].content
        of_gift, xml_bytes = planned(gift, options).banks[0].text.encode(), xml.read_bytes()
        works: dict[str, Callable[[], Any]] = {
            "cold": lambda: read_bank(of_gift, "big.yaml", {}),
            "import_gift": lambda: planned(gift, options),
            "tree": lambda: fromstring(xml_bytes),
            "import_xml": lambda: planned(xml, options),
            "yaml": lambda: content.text("big"),
            **{f"export_{form}": partial(exported, bank, form) for form in WRITTEN},
        }
        gc.collect()
        gc.freeze()
        times: dict[str, list[float]] = {work: [] for work in works}
        for _ in range(runs):
            for work, call in works.items():
                gc.collect()
                start = time.process_time()
                call()
                times[work].append(time.process_time() - start)
        gc.unfreeze()
    middle = {work: statistics.median(values) for work, values in times.items()}
    ratios = {
        "import_gift": middle["import_gift"] / middle["cold"],
        "import_xml": middle["import_xml"] / middle["tree"],
        **{f"export_{form}": middle[f"export_{form}"] / middle["yaml"] for form in WRITTEN},
    }
    return {"seconds": middle, "ratios": ratios}
