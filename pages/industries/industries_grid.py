"""产业: many at once."""

from __future__ import annotations

from data.domain.roles import Role
from pages.industries._look import INDUSTRIES
from pages.shared.guards import require
from pages.shared.register.screens import grid_screen

screen = require(Role.OFFICER)

grid_screen(screen, INDUSTRIES)
