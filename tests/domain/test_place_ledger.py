"""Random histories of changes and undoings, on the pure rules: every record has one living place at any time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import AppError, InvalidInput
from data.domain.place_changes import ChangeKind, ChangeRequest, NewPlace, PlaceFacts, plan, propose_code
from data.domain.place_ledger import Ledger, LedgerChange, LedgerRow, spread
from data.domain.places import PlaceKind

TODAY = dt.date(2026, 4, 9)
TOWNS = ("150824100", "150824101", "150824102")
VILLAGES = tuple(f"{town}{number}" for town in TOWNS for number in ("201", "202"))
KINDS = {9: PlaceKind.TOWN, 12: PlaceKind.VILLAGE}


@dataclass
class County:
    """What a service would keep: places, the ledger, and records by number with the code they were written with."""

    places: dict[str, PlaceFacts] = field(default_factory=dict)
    changes: list[LedgerChange] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    names: int = 0

    def __post_init__(self) -> None:
        self.places = {code: facts(code, f"地{code}") for code in (*TOWNS, *VILLAGES)}
        self.records = list(VILLAGES) * 2 + list(TOWNS)
        self._refresh()

    @property
    def ledger(self) -> Ledger:
        return Ledger(tuple(self.changes))

    def now(self) -> list[str]:
        return self.ledger.now_of((code, ("farm", number)) for number, code in enumerate(self.records))

    def living(self, length: int) -> list[str]:
        return sorted(code for code, place in self.places.items() if place.lives and len(code) == length)

    def change(self, request: ChangeRequest) -> None:
        found = plan(request, self.places, self.ledger, TODAY)
        here = {number for number, now in enumerate(self.now()) if now == request.olds[0]}
        explicit = {record: code for record, code in request.decisions.items() if record[1] in here}
        self.changes.append(LedgerChange(len(self.changes), request.day, found.rows, explicit))
        for new in found.made:
            self.places[new.code] = facts(new.code, new.name)
        for code in found.ended:
            self.places[code] = replace(self.places[code], lives=False)
        self._refresh()

    def undo(self, change: LedgerChange) -> None:
        self.changes[change.id] = replace(change, is_undone=True)
        for code in change.made:
            self.places[code] = replace(self.places[code], lives=False)
        for row in change.rows:
            self.places[row.old] = replace(self.places[row.old], lives=True)
        self._refresh()

    def last_of_its_places(self) -> list[LedgerChange]:
        return [one for one in self.ledger.standing if self.ledger.last_touching(one.touched) is one]

    def new(self, code: str) -> NewPlace:
        self.names += 1
        return NewPlace(code, f"新{self.names}", KINDS[len(code)], f"New {self.names}")

    def _refresh(self) -> None:
        withdrawn = self.ledger.withdrawn()
        self.places = {
            code: replace(
                place, now=self.ledger.now(code), is_withdrawn=code in withdrawn, has_records=code in self.records,
            )
            for code, place in self.places.items()
        }


def facts(code: str, name: str) -> PlaceFacts:
    return PlaceFacts(code, name, name, name, KINDS[len(code)], code)


def draw_request(county: County, data: st.DataObject) -> ChangeRequest:
    """Any kind of change to villages or towns, codes proposed as the screen proposes them."""
    length = data.draw(st.sampled_from([9, 12, 12]), label="length")
    living = county.living(length)
    kind = data.draw(st.sampled_from(ChangeKind), label="kind")
    olds = data.draw(st.lists(st.sampled_from(living), min_size=1, max_size=2, unique=True), label="olds")
    if kind is not ChangeKind.MERGE:
        olds = olds[:1]
    parents = county.living(9) if length == 12 else ["150824"]
    parent = data.draw(st.sampled_from(parents), label="parent")
    again = sorted(code for code, place in county.places.items() if place.is_withdrawn and len(code) == length)
    fresh = [propose_code(parent, "000", county.places), propose_code(parent, "500", county.places)]
    new = st.sampled_from([*fresh, *again]).map(county.new)
    options = st.one_of(st.sampled_from(living), new)
    several = kind is ChangeKind.SPLIT
    into = data.draw(st.lists(options, min_size=1 + several, max_size=1 + several), label="into")
    targets = [one if isinstance(one, str) else one.code for one in into]
    carried = _carried(county, olds, targets) if length == 9 else {}
    numbered = st.lists(st.integers(0, len(county.records) - 1), max_size=3 * several)
    numbers = data.draw(numbered, label="decided")
    decisions = {("farm", number): targets[-1] for number in numbers}
    return ChangeRequest(kind, TODAY, "文", tuple(olds), tuple(into), carried, decisions)


def _carried(county: County, olds: list[str], targets: list[str]) -> dict[str, str]:
    """Every village of a town that ends, to the last of the new towns."""
    taken, found = set(county.places), {}
    for code in county.living(12):
        if code[:9] in olds and code[:9] not in targets:
            found[code] = propose_code(targets[-1], code, taken)
            taken.add(found[code])
    return found


def check(county: County) -> None:
    now = county.now()
    living = {code for code, place in county.places.items() if place.lives}
    assert set(now) <= living
    assert {place.now for place in county.places.values()} <= living
    assert all(place.now == code for code, place in county.places.items() if place.lives)
    assert {code[:9] for code in living if len(code) == 12} <= living
    totals = {town: sum(code.startswith(town) for code in now) for town in county.living(9)}
    assert sum(totals.values()) == len(county.records)


@given(data=st.data())
def test_random_histories(data: st.DataObject):
    county = County()
    for _ in range(data.draw(st.integers(1, 8), label="steps")):
        written = list(county.records)
        before = county.now(), {code: place for code, place in county.places.items() if place.lives}
        undoable = county.last_of_its_places()
        if undoable and data.draw(st.booleans(), label="undo"):
            county.undo(data.draw(st.sampled_from(undoable), label="which"))
        else:
            try:
                county.change(draw_request(county, data))
            except AppError:
                continue
            check(county)
            made = county.changes[-1]
            if data.draw(st.booleans(), label="back at once"):
                county.undo(made)
                after = county.now(), {code: place for code, place in county.places.items() if place.lives}
                assert after == before
        check(county)
        assert county.records == written
        county.records.append(data.draw(st.sampled_from(county.living(12)), label="written"))
        county._refresh()
        assert county.now()[-1] == county.records[-1]


V, W = VILLAGES[0], VILLAGES[1]


def refused(request: ChangeRequest, county: County | None = None) -> str:
    county = county or County()
    with pytest.raises(AppError) as caught:
        plan(request, county.places, county.ledger, TODAY)
    return caught.value.code


def asked(kind: ChangeKind, olds, into, **more) -> ChangeRequest:
    return ChangeRequest(**{"kind": kind, "day": TODAY, "reason": "文", "olds": olds, "into": into, **more})


NEW = NewPlace("150824100203", "新村", PlaceKind.VILLAGE, "New")


@pytest.mark.parametrize(("request_", "code"), [
    (asked(ChangeKind.MERGE, (V, "150824100999"), (NEW,)), "place_unknown"),
    (asked(ChangeKind.MERGE, (V,), (NEW,)), "merge_needs_two"),
    (asked(ChangeKind.MERGE, (V, V), (NEW,)), "place_twice"),
    (asked(ChangeKind.MERGE, (V, TOWNS[1]), (NEW,)), "place_levels"),
    (asked(ChangeKind.SPLIT, (V,), (NEW,)), "split_needs_two"),
    (asked(ChangeKind.SPLIT, (V,), (NEW, V)), "split_keeps_first"),
    (asked(ChangeKind.SPLIT, (V,), (V, NEW), decisions={("farm", 1): W}), "decisions_elsewhere"),
    (asked(ChangeKind.RENAME, (V,), (replace(NEW, code=V, name=f"地{V}", name_en=f"地{V}"),)), "rename_needs_name"),
    (asked(ChangeKind.RENAME, (V,), (replace(NEW, code=V, name=f"地{W}"),)), "place_name_taken"),
    (asked(ChangeKind.RENAME, (V,), (replace(NEW, code=V, kind=PlaceKind.TOWN),)), "place_kind"),
    (asked(ChangeKind.RENAME, (V,), (replace(NEW, code=V, name=""),)), "text_missing"),
    (asked(ChangeKind.MOVE, (V,), (NEW,)), "move_needs_town"),
    (asked(ChangeKind.MOVE, (V,), (replace(NEW, code="150824999201"),)), "place_code_parent"),
    (asked(ChangeKind.MOVE, (V,), (replace(NEW, code=VILLAGES[2], name="别名"),)), "place_code_taken"),
    (asked(ChangeKind.MERGE, (V, W), (replace(NEW, code="15082410020x"),)), "place_code"),
    (asked(ChangeKind.MERGE, (TOWNS[0],), (TOWNS[1],)), "villages_left"),
    (asked(ChangeKind.MERGE, (V, W), (NEW,), carried={VILLAGES[2]: TOWNS[0] + "301"}), "carried_elsewhere"),
    (asked(ChangeKind.MERGE, (V, W), (NEW,), day=TODAY + dt.timedelta(days=1)), "change_in_future"),
])
def test_what_is_refused_and_why(request_: ChangeRequest, code: str):
    assert refused(request_) == code


def test_a_place_that_is_gone_cannot_change_nor_its_code_be_used_again():
    county = County()
    county.change(asked(ChangeKind.MERGE, (V, W), (NEW,)))
    assert refused(asked(ChangeKind.MERGE, (V, W), (NEW,)), county) == "place_not_living"
    back = asked(ChangeKind.RENAME, (NEW.code,), (replace(NEW, code=V),))
    assert refused(back, county) == "place_code_taken"
    earlier = asked(ChangeKind.RENAME, (NEW.code,), (replace(NEW, name="别名"),), day=TODAY - dt.timedelta(days=1))
    assert refused(earlier, county) == "change_before_last"


def test_what_happened_to_the_town_since_is_undone_before_its_village():
    """Else a village would live below a town that is gone."""
    county = County()
    county.change(asked(ChangeKind.MERGE, (V,), (VILLAGES[2],)))
    county.change(asked(ChangeKind.MERGE, (TOWNS[0],), (TOWNS[1],), carried={W: TOWNS[1] + "301"}))
    first, second = county.changes
    assert county.last_of_its_places() == [second]
    county.undo(second)
    assert county.last_of_its_places() == [first]


def test_codes_are_proposed_with_the_old_end_while_it_is_free():
    assert propose_code(TOWNS[1], TOWNS[0] + "205", VILLAGES) == TOWNS[1] + "205"
    assert propose_code(TOWNS[1], V, VILLAGES) == TOWNS[1] + "203"
    with pytest.raises(InvalidInput, match="place_codes_full"):
        propose_code(TOWNS[1], V, [f"{TOWNS[1]}{number:03}" for number in range(1000)])


def test_records_go_with_the_first_of_their_leads_that_goes():
    household, farm, person, other = ("household", 1), ("farm", 1), ("person", 1), ("person", 2)
    leads = [(household, (farm,)), (person, (household, farm)), (other, (("household", 9),)), (farm, (person,))]
    assert spread({farm: "a"}, leads) == {farm: "a", household: "a", person: "a"}
    assert spread({person: "b", farm: "a"}, leads) == {farm: "a", household: "a", person: "b"}
    assert spread({}, leads) == {}


def test_a_withdrawn_place_falls_back_to_where_it_came_from():
    rows = (LedgerRow("b", "n", makes=True), LedgerRow("a", "n", makes=True))
    undone = LedgerChange(1, TODAY, rows, is_undone=True)
    later = LedgerChange(2, TODAY, (LedgerRow("a", "z", makes=True),))
    assert Ledger((undone, later)).now("n") == "z"
    assert Ledger((undone,)).now("n") == "a"
    assert Ledger((undone, replace(undone, id=3, is_undone=False))).now("a") == "n"
