"""成批改专家: many experts on a grid."""

from __future__ import annotations

from data.domain.roles import Role
from pages.experts._look import EXPERTS
from pages.shared.guards import require
from pages.shared.register.screens import grid_screen

screen = require(Role.OFFICER)

grid_screen(screen, EXPERTS)
