"""产业: the county's list, the wider ones first, and 一镇一品."""

from __future__ import annotations

from data.domain.roles import Role
from pages.industries import _cards
from pages.industries._look import INDUSTRIES
from pages.shared.guards import require
from pages.shared.register.screens import list_screen

screen = require(Role.OFFICER, Role.LEADER)

list_screen(screen, INDUSTRIES, _cards.industries(screen))
