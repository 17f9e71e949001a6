"""HTML out of nested calls: what is text gets escaped, what is markup stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Iterable["Content"]
"""Text, markup, or several of them."""

MOST_COLUMNS = 6
"""A table of more of them is no table on a phone."""
LONGEST_SHORT = 8
"""Characters of a row's name that never breaks, a month for instance."""

_VOID = {"meta", "br", "link"}


def tag(name: str, /, *content: Content, **attributes: str) -> Markup:
    """An element. Underscores in attributes' names are hyphens, one at the end is dropped (`class_`)."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>") if name in _VOID else Markup(f"<{name}{told}>{_inside(content)}</{name}>")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table whose first column names its rows.

    Where the page is narrow, one of many columns becomes a card a row, each figure under its head; the others scroll by
    themselves where they must. The roles are told, since a table that isn't laid out as one loses them.
    """
    rows = list(rows)
    header = tag("tr", [tag("th", cell, scope="col", role="columnheader") for cell in head], role="row")
    body = [
        tag(
            "tr",
            tag("th", first, scope="row", role="rowheader"),
            [tag("td", cell, data_head=name, role="cell") for name, cell in zip(head[1:], rest, strict=True)],
            role="row",
        )
        for first, *rest in rows
    ]
    parts = tag("thead", header, role="rowgroup"), tag("tbody", body, role="rowgroup")
    inner = tag("table", tag("caption", caption), *parts, role="table")
    kind = "wide cards" if len(head) > MOST_COLUMNS else "wide"
    if all(len(first) <= LONGEST_SHORT for first, *_ in rows):
        kind += " short"
    return tag("div", inner, class_=kind, tabindex="0", role="region", aria_label=caption)


def definitions(pairs: Iterable[tuple[str, Content]]) -> Markup:
    """Terms with what they are."""
    return tag(
        "dl", [[tag("dt", term), tag("dd", *([told] if isinstance(told, str) else told))] for term, told in pairs]
    )


def _inside(content: Iterable[Content]) -> str:
    return "".join(
        piece if isinstance(piece, Markup) else escape(piece, quote=False) if isinstance(piece, str) else _inside(piece)
        for piece in content
    )
