"""The table of permissions: what each role may at all, and that reach ends where it should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import NotAllowed
from data.domain.permissions import PERMISSION_MAP, Permission, Reach, Subject, allows, reach_of, require
from data.domain.roles import Actor, Role

AREAS = ["150824", "150824100", "150824100201", "150824101", "150825"]
actors = st.builds(
    Actor, account_id=st.just(1), session_id=st.just(1), role=st.sampled_from(Role), name=st.just("x"),
    area_code=st.sampled_from(AREAS), farm_id=st.none() | st.integers(1, 3), expert_id=st.none() | st.integers(1, 3),
)
subjects = st.builds(
    Subject, place_code=st.sampled_from(AREAS), farm_id=st.none() | st.integers(1, 3),
    expert_ids=st.frozensets(st.integers(1, 3)),
)
permissions = st.sampled_from(Permission)


def test_every_permission_is_in_the_table() -> None:
    assert set(PERMISSION_MAP) == set(Permission)


@given(actors, permissions, subjects)
def test_allowed_only_within_the_reach(actor: Actor, permission: Permission, subject: Subject) -> None:
    expected = {
        None: False,
        Reach.AREA: subject.place_code[:len(actor.area_code)] == actor.area_code,
        Reach.OWN_FARM: actor.farm_id in {subject.farm_id} - {None},
        Reach.OWN_WORK: actor.expert_id in subject.expert_ids,
    }
    assert allows(actor, permission, subject) == expected[reach_of(actor.role, permission)]


@given(actors, permissions, subjects)
def test_require_raises_exactly_when_not_allowed(actor: Actor, permission: Permission, subject: Subject) -> None:
    if allows(actor, permission, subject):
        require(actor, permission, subject)
    else:
        with pytest.raises(NotAllowed, match="not_allowed"):
            require(actor, permission, subject)


@pytest.mark.parametrize(("doing", "judging"), [
    (Permission.VISIT_LOG, Permission.VISIT_CONFIRM), (Permission.VISIT_LOG, Permission.CALLBACK_RECORD),
    (Permission.VISIT_LOG, Permission.VISIT_VOID), (Permission.PROBLEM_ASSIGN, Permission.ASSIGNMENT_ANSWER),
    (Permission.VISIT_VOID, Permission.PERIOD_CLOSE), (Permission.PERSON_MERGE, Permission.PERIOD_CLOSE),
])
def test_no_role_both_does_and_judges(doing: Permission, judging: Permission) -> None:
    assert not set(PERMISSION_MAP[doing]) & set(PERMISSION_MAP[judging])


def test_administrators_see_no_personal_data() -> None:
    held = {permission for permission, roles in PERMISSION_MAP.items() if Role.ADMIN in roles}
    about_places = {
        Permission.PLACE_READ, Permission.PLACE_EDIT, Permission.PLACE_CHANGE, Permission.OUTLINE_EDIT,
        Permission.OFFICE_EDIT,
    }
    about_matching = {Permission.WORD_READ, Permission.WORD_EDIT, Permission.POLICY_READ, Permission.POLICY_EDIT}
    assert held == {Permission.ACCOUNT_MANAGE, *about_places, *about_matching}


def test_informants_ask_follow_and_call_and_nothing_else() -> None:
    found = {permission: reach_of(Role.INFORMANT, permission) for permission in Permission}
    held = {permission: reach for permission, reach in found.items() if reach}
    assert held == dict.fromkeys((
        Permission.PROBLEM_FILE, Permission.PROBLEM_READ, Permission.PROBLEM_FOLLOW, Permission.CALLBACK_RECORD,
        Permission.FARM_PHONE,
    ), Reach.AREA)


def test_names_are_unmasked_by_officers_only() -> None:
    assert set(PERMISSION_MAP[Permission.PERSON_UNMASK]) == {Role.OFFICER}
