"""加一户 and 改: the form of a served unit; without an address a cooperative's own."""

from __future__ import annotations

from data.domain.roles import Role
from pages.farms._look import FARMS
from pages.shared.guards import require
from pages.shared.register.screens import edit_screen

screen = require(Role.OFFICER, Role.COOPERATIVE)

edit_screen(screen, FARMS, own_id=(screen.actor.farm_id or 0) if screen.actor.role is Role.COOPERATIVE else None)
