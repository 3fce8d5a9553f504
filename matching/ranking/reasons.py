"""Everything a recommendation can say, as codes with params; the sentences live in data/i18n/reasons.py.

Params named type, types, industry, crop, place, language hold codes or book names that the renderer turns
into words; dates are ISO text; counts and minutes are whole numbers.
"""

from __future__ import annotations

from enum import StrEnum


class ReasonCode(StrEnum):
    """params in parentheses.

    Hard rules ("no"):
    INACTIVE () - UNREACHABLE () - AWAY (until) - AT_LIMIT (open, max) - MONTH_FULL (days, max)
    - LICENCE_MISSING (licence)
    CONFLICT_SELLS_INPUT, CONFLICT_MEMBER, CONFLICT_KIN, CONFLICT_SAME_UNIT, CONFLICT_ASSESSOR () - LONG_SERVICE ()
    DECLINED_BEFORE () - NOT_ANSWERED () - REFUSED_BY_FARM () - AGREEMENT_ELSEWHERE () - BARRED (reason)
    Not qualified ("no"):
    OTHER_FIELD (fields: [[kind, code], ...], wanted: [kind, code], solved) - NOT_THIS_TYPE (fields, type, solved)
    - NOT_THIS_AREA (fields, wanted, type, solved) - WEAK_FIT ()

    Plus:
    REQUESTED () - FLAGSHIP (place, industry)
    KNOWS_TYPES (types) - KNOWS_TYPE (type) - KNOWS_TYPE_OF_CROP (type, crop) - KNOWS_CROP (crop)
    KNOWS_PART (type: one of several asked about) - KNOWS_CAUSE (type: a possible cause)
    PROFILE_WORDS (words) - SHOWN_TYPE (type, solved) - SOLVED_ALL_CONFIRMED (crops, types, solved)
    SOLVED_SOME_CONFIRMED (crops, types, solved, confirmed) - SIMILAR_CASES (count) - SAME_TOWN (place, minutes)
    SAME_TOWN_NO_TIME (place) - NEAR (place, minutes) - LANGUAGE_FITS (language) - HANDS_FREE (max)
    ROOM_LEFT (open, max) - IDLE_LONG (days) - NEVER_ASSIGNED () - QUALIFIED_RANK (rank, qualified)

    Minus:
    LANGUAGE_MISSING (language) - TYPE_NOT_DECLARED (type) - CROP_NOT_DECLARED (crop) - FAR (place, minutes)
    OUTSIDE () - DISTANCE_UNKNOWN () - NEARLY_FULL (open, max) - LOW_CONFIRMED (solved, confirmed)
    OTHER_CAUSE_FEW (type, solved) - OTHER_CAUSE_NONE (type) - NO_CASES_YET (wanted) - PROFILE_OLD (since)

    Runner-up (all with expert_id; the part that costs the place):
    BEHIND_SUBJECT () - BEHIND_TEXT () - BEHIND_PLACE (fields, place, minutes) - BEHIND_PLACE_UNKNOWN ()
    BEHIND_LOAD (open, max) - BEHIND_RECORD (solved, confirmed) - BEHIND_WISH () - BEHIND_IDLE ()
    BEHIND_FLAGSHIP () - BEHIND_TIE ()

    The first against the second ("ahead"): AHEAD (parts) - AHEAD_HARDLY ()
    What would make first, each alone ("change"):
    LEAD_ASKED () - LEAD_LESS_OPEN (open) - LEAD_NEARER (minutes) - LEAD_DECLARED (fields) - LEAD_OTHERS_GONE (count)
    LEAD_NOTHING_ALONE () - RANK_IF_FREE (rank) - RANK_IF_DECLARED (fields, rank) - RANK_IF_NEEDED (least)

    Steps of the ladder:
    STEP_EMERGENCY () - STEP_HANDOVER () - STEP_UNCLEAR () - STEP_TOWNSHIP (place, count) - STEP_BANNER (count)
    STEP_OUTSIDE (count, inside) - STEP_OUTSIDE_CLOSED (count) - STEP_FIT_BUT (rule, count, experts,
    until where all are away until the same day)
    STEP_NO_FIT (count) - STEP_NO_EXPERTS () - STEP_QUEUE ()
    - STEP_NEWCOMER (expert_id, rank)
    """

    INACTIVE = "INACTIVE"
    UNREACHABLE = "UNREACHABLE"
    MONTH_FULL = "MONTH_FULL"
    AWAY = "AWAY"
    AT_LIMIT = "AT_LIMIT"
    LICENCE_MISSING = "LICENCE_MISSING"
    CONFLICT_SELLS_INPUT = "CONFLICT_SELLS_INPUT"
    CONFLICT_MEMBER = "CONFLICT_MEMBER"
    CONFLICT_KIN = "CONFLICT_KIN"
    CONFLICT_SAME_UNIT = "CONFLICT_SAME_UNIT"
    CONFLICT_ASSESSOR = "CONFLICT_ASSESSOR"
    LONG_SERVICE = "LONG_SERVICE"
    DECLINED_BEFORE = "DECLINED_BEFORE"
    NOT_ANSWERED = "NOT_ANSWERED"
    REFUSED_BY_FARM = "REFUSED_BY_FARM"
    AGREEMENT_ELSEWHERE = "AGREEMENT_ELSEWHERE"
    BARRED = "BARRED"

    OTHER_FIELD = "OTHER_FIELD"
    NOT_THIS_TYPE = "NOT_THIS_TYPE"
    NOT_THIS_AREA = "NOT_THIS_AREA"
    WEAK_FIT = "WEAK_FIT"

    REQUESTED = "REQUESTED"
    FLAGSHIP = "FLAGSHIP"
    KNOWS_TYPES = "KNOWS_TYPES"
    KNOWS_TYPE = "KNOWS_TYPE"
    KNOWS_TYPE_OF_CROP = "KNOWS_TYPE_OF_CROP"
    KNOWS_PART = "KNOWS_PART"
    KNOWS_CAUSE = "KNOWS_CAUSE"
    KNOWS_CROP = "KNOWS_CROP"
    PROFILE_WORDS = "PROFILE_WORDS"
    SHOWN_TYPE = "SHOWN_TYPE"
    SOLVED_ALL_CONFIRMED = "SOLVED_ALL_CONFIRMED"
    SOLVED_SOME_CONFIRMED = "SOLVED_SOME_CONFIRMED"
    SIMILAR_CASES = "SIMILAR_CASES"
    SAME_TOWN = "SAME_TOWN"
    SAME_TOWN_NO_TIME = "SAME_TOWN_NO_TIME"
    NEAR = "NEAR"
    LANGUAGE_FITS = "LANGUAGE_FITS"
    HANDS_FREE = "HANDS_FREE"
    ROOM_LEFT = "ROOM_LEFT"
    IDLE_LONG = "IDLE_LONG"
    NEVER_ASSIGNED = "NEVER_ASSIGNED"
    QUALIFIED_RANK = "QUALIFIED_RANK"

    LANGUAGE_MISSING = "LANGUAGE_MISSING"
    TYPE_NOT_DECLARED = "TYPE_NOT_DECLARED"
    CROP_NOT_DECLARED = "CROP_NOT_DECLARED"
    FAR = "FAR"
    OUTSIDE = "OUTSIDE"
    DISTANCE_UNKNOWN = "DISTANCE_UNKNOWN"
    NEARLY_FULL = "NEARLY_FULL"
    LOW_CONFIRMED = "LOW_CONFIRMED"
    OTHER_CAUSE_FEW = "OTHER_CAUSE_FEW"
    OTHER_CAUSE_NONE = "OTHER_CAUSE_NONE"
    NO_CASES_YET = "NO_CASES_YET"
    PROFILE_OLD = "PROFILE_OLD"

    BEHIND_SUBJECT = "BEHIND_SUBJECT"
    BEHIND_TEXT = "BEHIND_TEXT"
    BEHIND_PLACE = "BEHIND_PLACE"
    BEHIND_PLACE_UNKNOWN = "BEHIND_PLACE_UNKNOWN"
    BEHIND_LOAD = "BEHIND_LOAD"
    BEHIND_RECORD = "BEHIND_RECORD"
    BEHIND_WISH = "BEHIND_WISH"
    BEHIND_IDLE = "BEHIND_IDLE"
    BEHIND_FLAGSHIP = "BEHIND_FLAGSHIP"
    BEHIND_TIE = "BEHIND_TIE"

    AHEAD = "AHEAD"
    AHEAD_HARDLY = "AHEAD_HARDLY"
    LEAD_ASKED = "LEAD_ASKED"
    LEAD_LESS_OPEN = "LEAD_LESS_OPEN"
    LEAD_NEARER = "LEAD_NEARER"
    LEAD_DECLARED = "LEAD_DECLARED"
    LEAD_OTHERS_GONE = "LEAD_OTHERS_GONE"
    LEAD_NOTHING_ALONE = "LEAD_NOTHING_ALONE"
    RANK_IF_FREE = "RANK_IF_FREE"
    RANK_IF_DECLARED = "RANK_IF_DECLARED"
    RANK_IF_NEEDED = "RANK_IF_NEEDED"

    STEP_EMERGENCY = "STEP_EMERGENCY"
    STEP_HANDOVER = "STEP_HANDOVER"
    STEP_UNCLEAR = "STEP_UNCLEAR"
    STEP_TOWNSHIP = "STEP_TOWNSHIP"
    STEP_BANNER = "STEP_BANNER"
    STEP_OUTSIDE = "STEP_OUTSIDE"
    STEP_OUTSIDE_CLOSED = "STEP_OUTSIDE_CLOSED"
    STEP_FIT_BUT = "STEP_FIT_BUT"
    STEP_NO_FIT = "STEP_NO_FIT"
    STEP_NO_EXPERTS = "STEP_NO_EXPERTS"
    STEP_QUEUE = "STEP_QUEUE"
    STEP_NEWCOMER = "STEP_NEWCOMER"
