"""加一位 and 改: the form of an expert; without an address an expert's own."""

from __future__ import annotations

from data.domain.roles import Role
from pages.experts._look import EXPERTS
from pages.shared.guards import require
from pages.shared.register.screens import edit_screen

screen = require(Role.OFFICER, Role.EXPERT)

edit_screen(screen, EXPERTS, own_id=(screen.actor.expert_id or 0) if screen.actor.role is Role.EXPERT else None)
