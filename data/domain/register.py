"""Kinds of the register's entities."""

from __future__ import annotations

from enum import StrEnum


class ExpertKind(StrEnum):
    PERSON = "person"              # 自然人
    TEAM = "team"                  # 团队
    LEGAL = "legal"                # 法人
    REVERSE = "reverse"            # 反向


class Unreachable(StrEnum):
    """Why nobody can count on an expert: out of matching, not out of history."""

    PHONE_DEAD = "phone_dead"
    MOVED = "moved"
    NO_ANSWER = "no_answer"


class UnitKind(StrEnum):
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    PUBLIC = "public"              # 事业单位
    FIRM = "firm"
    OTHER = "other"


class ChangeKind(StrEnum):
    """A step in the life of a register record. FOUND: it was there before its ledger began."""

    FOUND = "found"
    ADDED = "added"
    EDITED = "edited"
    RETIRED = "retired"
    RESTORED = "restored"
    UNDONE = "undone"


class CheckAnswer(StrEnum):
    """What somebody says of their own record, over the link they were sent."""

    RIGHT = "right"
    CHANGED = "changed"
    GONE = "gone"


class Title(StrEnum):
    SENIOR = "senior"              # 正高
    ASSOCIATE = "associate"        # 副高
    MIDDLE = "middle"              # 中级
    JUNIOR = "junior"              # 初级
    LOCAL = "local"                # 乡土人才


class Licence(StrEnum):
    VETERINARIAN = "veterinarian"  # 执业兽医
    VILLAGE_VET = "village_vet"    # 乡村兽医


class FarmKind(StrEnum):
    HOUSEHOLD = "household"
    FAMILY_FARM = "family_farm"
    COOPERATIVE = "cooperative"
    FIRM = "firm"
    COLLECTIVE = "collective"


class DemoLevel(StrEnum):
    """Who has named a farm a demonstration (示范户、示范社)."""

    BANNER = "banner"
    CITY = "city"
    REGION = "region"
    NATION = "nation"


class PlatformKind(StrEnum):
    COURTYARD = "courtyard"        # 科技小院
    EXPERT_STATION = "expert_station"
    DOCTOR_STATION = "doctor_station"
    BASE = "base"


class BaseKind(StrEnum):
    """园区 or 基地: where what was researched is shown and taken up."""

    PARK = "park"
    BASE = "base"


class Indicator(StrEnum):
    """What a project or an agreement promises; what counts as reached is in docs/definitions.md."""

    PEOPLE = "people"                # 直接受益人数
    HOUSEHOLDS = "households"
    VISITS = "visits"
    SERVICE_DAYS = "service_days"
    TRAININGS = "trainings"
    TRAINING_CONTACTS = "training_contacts"
    SOLVED = "solved"
    NEW_PRACTICES = "new_practices"  # 新品种、新技术
    AREA_MU = "area_mu"
    INCOME_YUAN = "income_yuan"


class Party(StrEnum):
    """The three parties of an agreement (三方协议)."""

    EXPERT = "expert"
    UNIT = "unit"
    FARM = "farm"


class Decision(StrEnum):
    PASSED = "passed"
    RETURNED = "returned"


class PairDecision(StrEnum):
    """Are two persons of the register one? WAITING until a person has decided."""

    WAITING = "waiting"
    SAME = "same"
    DIFFERENT = "different"
