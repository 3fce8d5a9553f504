"""项目: the list."""

from __future__ import annotations

from data.domain.roles import Role
from pages.projects import _cards
from pages.projects._looks import PROJECTS
from pages.shared.guards import require
from pages.shared.register.screens import list_screen

screen = require(Role.OFFICER, Role.LEADER)

list_screen(screen, PROJECTS, _cards.projects(screen))
