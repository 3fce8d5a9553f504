"""Made-up registers with known truth, for developing and measuring `matching.identity`.

`make_people` builds villages of households; `write_records` lets stations note these people down, each with its own
habits and errors; `Settings` holds every rate, and the presets differ in more than strength, so that what was tuned on
one can be judged on another. All people are invented; village codes are real ones of data/places/1508.

Traps on purpose: two people of one full name in one village, twins, father and son, siblings with a common character,
phones of a household or a station, a relative's identity number or phone in one's own row.
"""

from tests.registers.people import Person, make_people
from tests.registers.records import Record, write_records
from tests.registers.settings import PRESETS, Settings

__all__ = ["PRESETS", "Person", "Record", "Settings", "make_people", "write_records"]
