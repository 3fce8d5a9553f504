"""园区和基地: many at once."""

from __future__ import annotations

from data.domain.roles import Role
from pages.projects._looks import BASES
from pages.shared.guards import require
from pages.shared.register.screens import grid_screen

screen = require(Role.OFFICER)

grid_screen(screen, BASES)
