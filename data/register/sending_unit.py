"""The units that send experts."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.register import UnitKind
from data.i18n import N_
from data.models.sending_unit import SendingUnit
from data.register.concept import Concept
from data.register.fields import Field, Kind

KINDS = {
    UnitKind.UNIVERSITY: N_("高校"), UnitKind.INSTITUTE: N_("科研院所"), UnitKind.PUBLIC: N_("事业单位"),
    UnitKind.FIRM: N_("企业"), UnitKind.OTHER: N_("其他"),
}

SENDING_UNIT = Concept(
    name="sending_unit", model=SendingUnit, read=Permission.SENDING_UNIT_READ, edit=Permission.SENDING_UNIT_EDIT,
    private=Permission.SENDING_UNIT_EDIT, same_as=("name",),
    fields=(
        Field("name", N_("单位名称"), Kind.TEXT, required=True),
        Field("kind", N_("哪一种"), Kind.CHOICE, required=True, choices=KINDS, bulk=True),
        Field("contact_name", N_("联系人"), Kind.TEXT, longest=40, bulk=True, searched=True, counts=True),
        Field("phone", N_("手机或座机"), Kind.PHONE, private=True, bulk=True, counts=True),
    ),
)
