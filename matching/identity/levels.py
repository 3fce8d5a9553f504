"""What a comparison of two records can come to, field by field.

Levels stand in groups: within a group their probabilities add up to one. A group is what could have been found, given
what both records have (two dates, a date and a year, a surname only); which group it is says nothing about being the
same person. The two numbers of each level are where the estimate begins: its probability among pairs of one person's
records and among pairs of two people of one household. Where they come from: docs/identity.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SCRIPT = """
name han
  name_same .82 .0003
  name_sound .06 .0006
  name_near .02 .002
  name_no_surname .02 .0003
  name_swapped .01 .0002
  name_one_character .03 .05
  name_given_only .005 .003
  name_surname_only .015 .42
  name_different .02 .5236
name mongolian
  mongolian_same .6 .001
  mongolian_sound .1 .001
  mongolian_near .14 .003
  mongolian_clan .08 .002
  mongolian_one_character .05 .02
  mongolian_different .03 .973
name title
  title_agrees .97 .45
  title_differs .03 .55
phone both
  phone_same .62 .3
  phone_slip .03 .005
  phone_different .35 .695
id_number whole
  id_same .982 .003
  id_slip .002 .0002
  id_different .016 .9968
id_number broken
  id_broken_same .15 .001
  id_broken_slip .7 .0005
  id_broken_different .15 .9985
id_number ruined
  id_start_same .97 .001
  id_start_different .03 .999
birth dates
  date_same .82 .003
  date_lunar .05 .0005
  date_slip .05 .008
  date_same_month .02 .01
  date_same_year .02 .03
  date_next_year .02 .08
  date_near .01 .1795
  date_far .01 .689
birth months
  month_same .88 .006
  month_same_year .05 .03
  month_slip .03 .01
  month_near .02 .15
  month_far .02 .804
birth years
  year_same .88 .04
  year_next .09 .08
  year_near .01 .1
  year_far .02 .78
birth ages
  age_same .6 .08
  age_fits .3 .12
  age_nearly .07 .12
  age_far .03 .68
village both
  village_same .93 .96
  village_linked .02 .02
  village_same_town .02 .01
  village_same_county .01 .005
  village_different .02 .005
village town
  town_same .97 .985
  town_same_county .01 .007
  town_different .02 .008
household both
  household_same .85 .88
  household_linked .1 .1
  household_different .05 .02
"""


# Twins are relatives who agree in their birth as one person's records do; what else differs from other relatives:
TWINS = {
    "name_one_character": .4, "name_surname_only": .58, "name_different": .0166,
    "id_start_same": .5, "id_start_different": .5,
}


@dataclass(frozen=True)
class Level:
    """The probabilities are those that the estimate begins with."""

    code: int
    field: str
    group: int
    name: str
    same: float
    family: float

    @property
    def twins(self) -> float:
        return TWINS.get(self.name, self.same if self.field == "birth" else self.family)


def _read(script: str) -> tuple[Level, ...]:
    levels: list[Level] = []
    field, group = "", -1
    for line in script.strip().splitlines():
        words = line.split()
        if not line.startswith(" "):
            field, group = words[0], group + 1
        else:
            levels.append(Level(len(levels), field, group, words[0], float(words[1]), float(words[2])))
    return tuple(levels)


LEVELS = _read(SCRIPT)
CODE = {level.name: level.code for level in LEVELS}
FIELDS = tuple(dict.fromkeys(level.field for level in LEVELS))
GROUP = np.array([level.group for level in LEVELS])
MISSING = len(LEVELS)
