"""The first line of every screen: who is asking, and may this page be theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from html import escape
from typing import Any, Concatenate, NoReturn, ParamSpec
from urllib.parse import quote

import streamlit as st

from data.domain.roles import Actor, Role
from data.i18n import _, set_language
from data.queries.county import CountyHere, county_here
from data.runtime import current_runtime
from data.services.context import Context
from data.services.sessions import actor_for_token
from pages.shared import state
from pages.shared.menu import HOMES, ROLE_NAMES, SCREENS

P = ParamSpec("P")

@dataclass(frozen=True)
class Screen:
    """A guarded screen: its actor, language and county, and the way to read and write as that actor."""

    actor: Actor
    lang: str
    county: CountyHere

    @contextmanager
    def reading(self) -> Iterator[Context]:
        """A context for queries; the session is checked again, because a fragment may run long after the page."""
        with current_runtime().reading(None, self.lang) as ctx:
            yield self._signed_in(ctx)

    @contextmanager
    def writing(self) -> Iterator[Context]:
        """A context for one service call, committed when the block ends well."""
        with current_runtime().writing(None, self.lang) as ctx:
            yield self._signed_in(ctx)

    def _signed_in(self, ctx: Context) -> Context:
        actor = actor_for_token(ctx.session, state.session_token(), ctx.now)
        if actor is None or actor.role is not self.actor.role:
            ask_to_sign_in()
        return replace(ctx, signed_in=actor)


def visitor() -> Screen | None:
    """The screen of whoever is signed in, read from the database; sets this run's language."""
    lang = state.chosen_language()
    set_language(lang)
    with current_runtime().reading(None, lang) as ctx:
        actor = actor_for_token(ctx.session, state.session_token(), ctx.now)
        return Screen(actor, lang, county_here(replace(ctx, signed_in=actor))) if actor else None


def require(*roles: Role) -> Screen:
    """The screen for one of `roles`; anybody else gets a sentence with a way on, and the page ends here."""
    screen = visitor()
    if screen is None:
        ask_to_sign_in()
    if screen.actor.role not in roles:
        _point_home(screen.actor, roles)
    return screen


def fragment(body: Callable[Concatenate[Screen, P], None]) -> Callable[Concatenate[Screen, P], None]:
    """As `st.fragment`; alone, too, it speaks the reader's language."""
    @st.fragment
    @wraps(body)
    def inside(screen: Screen, *args: P.args, **kwargs: P.kwargs) -> None:
        set_language(screen.lang)
        body(screen, *args, **kwargs)

    return inside


def open_dialog(
    screen: Screen, title: str, body: Callable[..., None], *args: Any, on_dismiss: Callable[[], Any] | None = None,
) -> None:
    """Show `body(screen, *args)` in a dialog under `title`; `on_dismiss` runs when the reader closes it."""
    def inside() -> None:
        set_language(screen.lang)
        body(screen, *args)

    inside.__qualname__ = body.__qualname__
    st.dialog(title, width="medium", on_dismiss=on_dismiss or "ignore")(inside)()


def ask_to_sign_in() -> NoReturn:
    st.info(_("请先登录，登录后回到这一页。"), icon=":material/login:")
    _way_on(f"/auth/signin?next={quote(state.address())}", _("去登录"))


def _point_home(actor: Actor, roles: tuple[Role, ...]) -> NoReturn:
    home = SCREENS[HOMES[actor.role]]
    page = _(home.title_for(actor.role))
    owners = _("、").join(_(ROLE_NAMES[role]) for role in roles)
    st.info(
        _("这页归{owners}用，您的在「{page}」。").format(owners=owners, page=page), icon=":material/signpost:",
    )
    _way_on(f"/{home.path}", _("去「{page}」").format(page=page))


def _way_on(url: str, label: str) -> NoReturn:
    st.html(f'<a href="{escape(url)}">{escape(label)}</a>')
    st.stop()
