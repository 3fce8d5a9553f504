"""Which photos help with which kind of question, each with a drawing of our own (licensed as the code)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.domain.branches import Branch
from data.i18n import N_

_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72" width="96" height="72" aria-hidden="true">'
    '<rect width="96" height="72" rx="8" fill="#E8F3EE"/><g fill="none" stroke="#17694F" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{lines}</g></svg>'
)


@dataclass(frozen=True)
class Example:
    """What to photograph, in words to translate, and how it should look as an SVG of 96 by 72."""

    words: str
    svg: str


def _example(words: str, lines: str) -> Example:
    return Example(words, _FRAME.format(lines=lines))


_PLANT = _example(
    N_("整棵，从根到顶"),
    '<path d="M20 65h56M48 65V20"/><circle cx="48" cy="13" r="6" fill="#F2C14E"/>'
    '<path d="M48 36c-10 0-15-5-16-13 10 0 16 5 16 13zm0 0c10 0 15-5 16-13-10 0-16 5-16 13z" fill="#A9CFBF"/>'
    '<path d="M48 55c-12 0-18-6-19-15 12 0 19 6 19 15zm0 0c12 0 18-6 19-15-12 0-19 6-19 15z" fill="#A9CFBF"/>',
)
_LEAF = _example(
    N_("有毛病的叶子，正反两面，贴近拍"),
    '<path d="M24 64V54C8 44 10 20 24 8c14 12 16 36 0 46z" fill="#A9CFBF"/>'
    '<path d="M24 54V18m0 14-7-6m7 6 7-6m-7 16-8-6m8 6 8-6"/>'
    '<path d="M72 64V54C56 44 58 20 72 8c14 12 16 36 0 46z" fill="#fff"/><path d="M72 54V18" stroke-dasharray="3 4"/>'
    '<g fill="#8A5A2B" stroke="none"><circle cx="18" cy="43" r="3"/><circle cx="31" cy="24" r="2.5"/>'
    '<circle cx="66" cy="34" r="2"/><circle cx="78" cy="42" r="2"/><circle cx="77" cy="27" r="2"/></g>',
)
_ANIMAL = _example(
    N_("牲口侧面，全身都在"),
    '<path d="M10 64h76M30 46v18m8-17v17m18-17v17m8-18v18"/><ellipse cx="46" cy="37" rx="25" ry="14" fill="#fff"/>'
    '<path d="M68 32c-2-9 3-14 9-13l9 8c1 4-2 6-6 6l-6 2z" fill="#A9CFBF"/><path d="M75 19l-5-4-1 6M21 35l-6 5"/>'
    '<circle cx="79" cy="25" r="1" fill="#17694F"/>',
)
_DROPPINGS = _example(
    N_("地上的粪，稀的干的看得清"),
    '<path d="M10 58h76"/><path d="M16 57c2-10 9-9 11-15 2-5 8-3 8 1 6-1 7 6 6 8 5 0 5 4 5 6z" fill="#8A5A2B"/>'
    '<g fill="#8A5A2B"><ellipse cx="60" cy="54" rx="4" ry="3"/><ellipse cx="70" cy="53" rx="4" ry="3"/>'
    '<ellipse cx="79" cy="54" rx="4" ry="3"/><ellipse cx="66" cy="47" rx="4" ry="3"/></g>',
)
_PLATE = _example(
    N_("机器的铭牌，字要看得清"),
    '<rect x="12" y="14" width="72" height="44" rx="4" fill="#fff"/><path d="M24 26h30M24 36h48M24 46h22"/>'
    '<path d="M58 42v8m4-8v8m5-8v8m3-8v8" stroke-width="1.5"/>'
    '<g fill="#17694F" stroke="none"><circle cx="17" cy="19" r="1.5"/><circle cx="79" cy="19" r="1.5"/>'
    '<circle cx="17" cy="53" r="1.5"/><circle cx="79" cy="53" r="1.5"/></g>',
)
EXAMPLES: Mapping[Branch, tuple[Example, ...]] = {
    Branch.PLANT: (_PLANT, _LEAF), Branch.ANIMAL: (_ANIMAL, _DROPPINGS), Branch.MACHINE: (_PLATE,),
}


def examples_of(branch: Branch | None) -> tuple[Example, ...]:
    """None for what no photo explains, or what is not known yet."""
    return EXAMPLES.get(branch, ()) if branch else ()
