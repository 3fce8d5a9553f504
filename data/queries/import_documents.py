"""From a row of a list to a document of the register: what its words mean there, and which of them have no place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidInput
from data.domain.expert_title import title_of
from data.domain.places import county_of
from data.domain.register import DemoLevel, ExpertKind, FarmKind
from data.domain.text import headline
from data.models.taxonomy import Industry
from data.queries.import_services import BETWEEN, service_names
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.project import PROJECT
from data.services.context import Context

Values = Mapping[str, Any]
Document = dict[str, Any]

SEPARATORS = re.compile(r"[、,，;；/\s]+")
SUBJECT_MAX = 40
UNSAID = "名册没写"
EXPERT_KINDS = {
    "自然人": ExpertKind.PERSON, "三区人才": ExpertKind.PERSON, "法人": ExpertKind.LEGAL, "团队": ExpertKind.TEAM,
    "反向": ExpertKind.REVERSE,
}
FARM_KINDS = {
    "农户": FarmKind.HOUSEHOLD, "家庭农场": FarmKind.FAMILY_FARM, "合作社": FarmKind.COOPERATIVE,
    "企业": FarmKind.FIRM, "村集体": FarmKind.COLLECTIVE,
}
DEMO_LEVELS = (
    ("国家", DemoLevel.NATION), ("自治区", DemoLevel.REGION), ("省", DemoLevel.REGION), ("市", DemoLevel.CITY),
    ("旗", DemoLevel.BANNER), ("县", DemoLevel.BANNER),
)
DEMO_WORDS = {
    DemoLevel.NATION: "国家级", DemoLevel.REGION: "自治区级", DemoLevel.CITY: "市级", DemoLevel.BANNER: "旗县级",
}
# Which field of the list a field of the register comes from, where the names differ: a fault is said of that column.
SOURCES = {
    "experts": {"subject": "discipline", "profile": "specialty", "home_place": "town", "postings": "start"},
    "farms": {
        "place_code": "village", "contact_name": "contact", "industries": "industry", "crops": "industry",
        "years": "area_mu", "demo_level": "demo",
    },
    "projects": {
        "leader_id": "leader", "expert_ids": "experts", "industries": "industry", "place_codes": "village",
        "funds": "funds_wan",
    },
}
# What the register does not ask. It stays in the import, readable, and nowhere else.
WITHOUT_PLACE = {
    "experts": ("sex", "ethnicity", "birth_date", "id_number", "education", "post", "email", "remark", "more_phones"),
    "farms": ("members", "founded", "income_wan", "remark", "more_phones"),
    "visits": ("days", "remark"),
    "problems": ("date", "type", "expert", "answer", "status", "closed", "remark"),
    "projects": ("remark",),
    "people": ("relation", "household_no", "sex", "ethnicity", "id_number", "group", "remark", "more_phones"),
}
# What the register cannot do without and lists often leave out: asked once for the whole list.
FILLS = {"experts": ("title", "subject", "home_place"), "farms": ("kind",)}


@dataclass(frozen=True)
class Words:
    """The county's industries by every name they have, and its experts by name."""

    industries: Mapping[str, str]
    experts: Mapping[str, Sequence[int]]

    def expert(self, name: str, field: str) -> int:
        """Raises InvalidInput import_expert_unknown(value), import_expert_several(value, count)."""
        found = self.experts.get(name, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInput("import_expert_several", field=field, value=name, count=len(found))
        raise InvalidInput("import_expert_unknown", field=field, value=name)


def words_of(ctx: Context) -> Words:
    county = county_of(ctx.actor.area_code)
    rows = ctx.session.execute(select(Industry.code, Industry.name, Industry.short_name).where(
        Industry.county_code == county, Industry.is_active,
    ))
    industries = {name: code for code, *names in rows for name in (*names, code)}
    return Words(industries, service_names(ctx).experts)


def expert_document(values: Values, _words: Words) -> Document:
    """What the row says of an expert. Raises InvalidInput title_unknown for a title of no known level."""
    document = {
        "name": values["name"], "phone": values.get("phone"), "unit": values.get("unit"),
        "kind": EXPERT_KINDS[values["kind"]].value if "kind" in values else None,
        "title": _title(values.get("title", "")), "subject": _short(values.get("discipline", "")),
        "profile": values.get("specialty"), "three_areas_year": values.get("three_areas_year"),
        "home_place": next(iter(values.get("town_codes", ())), None), "postings": _postings(values),
    }
    return _said(document)


def farm_document(values: Values, words: Words) -> Document:
    """What the row says of a served unit; whole mu and heads of one industry and year."""
    codes, others = _industries(values.get("industry", ""), words)
    document = {
        "name": values["name"], "kind": FARM_KINDS[values["kind"]].value if "kind" in values else None,
        "place_code": values.get("village_code") or values.get("town_code"),
        "contact_name": values.get("contact"), "phone": values.get("phone"),
        "household_no": values.get("household_no"), "credit_code": values.get("credit_code"),
        "industries": codes, "crops": others, "need": values.get("need"), "demo_level": _demo(values.get("demo", "")),
        "years": _years(values, codes),
    }
    return _said(document)


def project_document(values: Values, words: Words) -> Document:
    """What the row says of a project. Raises InvalidInput import_expert_unknown, import_expert_several."""
    codes, _others = _industries(values.get("industry", ""), words)
    place = values.get("village_code") or values.get("town_code")
    return _said({
        "name": values["name"], "goal": values.get("goal"), "industries": codes,
        "first_day": values.get("first_day"), "last_day": values.get("last_day"),
        "leader_id": words.expert(values["leader"], "leader_id") if "leader" in values else None,
        "expert_ids": [words.expert(name, "expert_ids") for name in _names(values.get("experts", ""))],
        "partners": _names(values.get("partners", "")), "place_codes": [place] if place else [],
        "funds": _funds(values),
    })


def completed(kind: str, document: Document, fills: Values) -> Document:
    """The document of a new record: what the list says, what was filled in for all, what the register proposes."""
    said = {**fills, **document}
    if kind == "experts" and not said.get("subject"):
        said["subject"] = _short(said.get("profile", ""))
    return {
        field.name: said.get(field.name) or (field.empty if field.default is None else field.default)
        for field in CONCEPTS[kind].fields
    }


DOCUMENTS = {"experts": expert_document, "farms": farm_document, "projects": project_document}
CONCEPTS = {"experts": EXPERT, "farms": FARM, "projects": PROJECT}


def _said(document: Document) -> Document:
    return {name: value for name, value in document.items() if value not in (None, "", [])}


def _short(words: str) -> str:
    return words if len(words) <= SUBJECT_MAX else headline(words, SUBJECT_MAX - 1)


def _title(written: str) -> str | None:
    title = title_of(written)
    if written and title is None:
        raise InvalidInput("title_unknown", field="title", value=written)
    return title.value if title else None


def _postings(values: Values) -> list[Document]:
    """Towns the expert is sent to, from a day on that is known."""
    first, last = values.get("start", ""), values.get("end", "")
    if len(first) < len("2024-03-05"):
        return []
    last_day = last if len(last) == len(first) else None
    return [
        {"place_code": code, "first_day": first, "last_day": last_day, "exclusive_group": ""}
        for code in values.get("town_codes", ())
    ]


def _industries(written: str, words: Words) -> tuple[list[str], list[str]]:
    """Codes of the county's industries, and other words: crops and animals."""
    found = [word for word in SEPARATORS.split(written) if word]
    codes = dict.fromkeys(words.industries[word] for word in found if word in words.industries)
    others = dict.fromkeys(word for word in found if word not in words.industries)
    return list(codes), list(others)


def _years(values: Values, codes: list[str]) -> list[Document]:
    """Nothing where the list does not say of which year and industry."""
    area, heads, year = values.get("area_mu"), values.get("heads"), values.get("year")
    if not codes or not year or (area is None and heads is None):
        return []
    whole = None if area is None else int(area + .5)
    return [{"year": int(year), "industry": codes[0], "area_mu": whole, "heads": heads}]


def _names(written: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in BETWEEN.split(written) if name.strip()))


def _funds(values: Values) -> list[Document]:
    """Money of the year the project begins in; whose it is stays unsaid where the list does not say it."""
    if "funds_wan" not in values or not values.get("first_day"):
        return []
    return [{
        "year": int(values["first_day"][:4]), "source": values.get("funding") or UNSAID,
        "amount_yuan": round(values["funds_wan"] * 10_000),
    }]


def _demo(written: str) -> str | None:
    return next((level.value for word, level in DEMO_LEVELS if word in written), None)
