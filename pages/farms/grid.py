"""成批改: many served units on a grid."""

from __future__ import annotations

from data.domain.roles import Role
from pages.farms._look import FARMS
from pages.shared.guards import require
from pages.shared.register.screens import grid_screen

screen = require(Role.OFFICER)

grid_screen(screen, FARMS)
