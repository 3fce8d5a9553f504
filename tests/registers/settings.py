"""Rates of the error model. A rate is per record, or per record that has the field."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Settings:
    """`copies[k]` is the share of people with k + 1 records; the other numbers are probabilities."""

    copies: tuple[float, ...] = (.55, .25, .12, .05, .03)
    villages: str = "1508"            # beginning of the codes people may live in
    mongolian: float = .15
    surname_cluster: float = .25      # of households that carry the village's own surname
    one_character: float = .2         # of given names
    fashion: float = 0.0              # of given names that are one of sixty names everybody has
    zipf: float = .75                 # how unequal the characters of given names are
    # name
    same_sound: float = .05
    wrong_character: float = .01
    traditional: float = .02
    surname_dropped: float = .01
    swapped: float = .006
    title_only: float = .006
    note: float = .06
    spaced: float = .02
    respelled: float = .3             # of Mongolian names
    clan_name: float = .08            # Mongolian names written with a Han surname
    # phone
    phone_missing: float = .25
    phone_of_household: float = .15
    phone_of_station: float = .02
    phone_changed: float = .06
    phone_typo: float = .02
    landline: float = .04
    phone_dressed: float = .12
    phone_blocks: int = 0             # of ten thousand numbers, shared by everybody; 0: any number of any network
    # identity number
    id_missing: float = .45
    id_typo: float = .01
    id_old: float = .02
    id_ruined: float = .05
    id_of_relative: float = .003
    # birth
    birth_missing: float = .25
    birth_formats: tuple[float, ...] = (.45, .25, .12, .1, .08)  # date, year, month, age, lunar
    birth_typo: float = .015
    lunar_unmarked: float = .03
    year_off: float = .03
    # place and household
    village_missing: float = .02
    town_only: float = .07
    village_wrong: float = .01
    renamed_villages: float = .05
    household_missing: float = .3
    household_split: float = .06
    household_own_number: float = 0.0  # running numbers of the station instead of the register's code


STATION = Settings()

PRESETS: dict[str, Settings] = {
    "station": STATION,
    "mild": replace(
        STATION, same_sound=.02, note=.03, phone_missing=.15, phone_changed=.03, id_missing=.25, birth_missing=.15,
        household_missing=.2, town_only=.03, respelled=.15,
    ),
    "severe": replace(
        STATION, same_sound=.09, wrong_character=.02, surname_dropped=.02, phone_missing=.35, phone_of_household=.2,
        phone_changed=.1, id_missing=.6, birth_missing=.35, household_missing=.5, town_only=.12, respelled=.45,
    ),
    # One banner however many people: many namesakes in a village, little beside the name.
    "banner": replace(
        STATION, villages="150824", phone_missing=.35, id_missing=.6, birth_missing=.3, household_missing=.55,
        phone_changed=.1, mongolian=.2,
    ),
    # Held out: nothing was tuned on these.
    "no_households": replace(STATION, household_missing=1.0, id_missing=.4, mongolian=.05, zipf=.6),
    "shared_phones": replace(
        STATION, phone_of_household=.4, phone_of_station=.08, phone_missing=.1, id_missing=.5, copies=(.4, .3, .2, .1),
    ),
    "own_numbers": replace(
        STATION, household_own_number=1.0, household_missing=.2, fashion=.5, copies=(.6, .2, .1, .05, .03, .02),
        id_missing=.5,
    ),
    # A banner whose operators gave it two blocks: where little else is known, most have a neighbour one digit away.
    "blocks": replace(
        STATION, villages="150824", phone_blocks=2, id_missing=.95, birth_missing=.6, household_missing=.55,
        phone_typo=.04, copies=(.8, .15, .05),
    ),
    "grassland": replace(STATION, mongolian=.7, respelled=.4, clan_name=.15, birth_missing=.2, id_missing=.4),
    "rare": replace(STATION, copies=(.88, .1, .02), zipf=1.0, surname_cluster=.4, one_character=.35),
}
