"""平台: adding and changing one."""

from __future__ import annotations

from data.domain.roles import Role
from pages.projects._looks import PLATFORMS
from pages.shared.guards import require
from pages.shared.register.screens import edit_screen

screen = require(Role.OFFICER)

edit_screen(screen, PLATFORMS)
