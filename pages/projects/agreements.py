"""三方协议: the list; an expert or a unit sees its own."""

from __future__ import annotations

from data.domain.roles import Role
from pages.projects import _cards
from pages.projects._looks import AGREEMENTS
from pages.shared.guards import require
from pages.shared.register.screens import list_screen

screen = require(Role.OFFICER, Role.LEADER, Role.EXPERT, Role.COOPERATIVE)

list_screen(screen, AGREEMENTS, _cards.agreements(screen))
