"""三方协议: adding and changing one."""

from __future__ import annotations

from data.domain.roles import Role
from pages.projects._looks import AGREEMENTS
from pages.shared.guards import require
from pages.shared.register.screens import edit_screen

screen = require(Role.OFFICER)

edit_screen(screen, AGREEMENTS)
