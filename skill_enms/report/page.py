"""The frame of every report: head, style, language."""

from __future__ import annotations

from skill_enms.report.markup import Content, Markup, tag
from skill_enms.report.words import ReportWords

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; margin: 0 auto; padding: 1rem;
       max-width: 48rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #ccc; }
.period { color: #555; margin: 0 0 1rem; }
.verdict { font-size: 1.1rem; padding: .75rem 1rem; background: #f3f6fa; border-left: .3rem solid #0b4f8a; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1rem 0; }
figure svg { width: 100%; height: auto; max-width: 36rem; display: block; }
figcaption, caption { color: #444; font-size: .9rem; text-align: left; }
caption { padding-bottom: .25rem; }
.wide { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap; }
th:first-child, td.text { text-align: left; }
thead th { border-bottom: 2px solid #888; }
summary { cursor: pointer; padding: .4rem 0; }
thead th { white-space: normal; vertical-align: bottom; }
@media (max-width: 40rem) {
  th, td { padding: .2rem .35rem; white-space: normal; }
  table { font-size: .85rem; }
  .short tbody th { white-space: nowrap; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards table, .cards tbody, .cards tr, .cards th, .cards caption { display: block; }
  .cards tr { border: 1px solid #ccc; border-radius: .3rem; margin: 0 0 .6rem; padding: .2rem .3rem; }
  .cards td { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid #eee; }
  .cards td:last-child { border-bottom: 0; }
  .cards td::before { content: attr(data-head); color: #444; text-align: left; white-space: normal; }
  .cards tbody th { border-bottom: 1px solid #ccc; }
}
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print {
  body { max-width: none; font-size: 10pt; padding: 0; }
  figure, tr, dt, dd { break-inside: avoid; }
  h2, caption, summary { break-after: avoid; }
  thead, tbody tr:first-child { break-after: avoid; }
  .wide { overflow: visible; }
  figure svg { max-width: 28rem; }
  th, td { white-space: normal; padding: .15rem .4rem; }
  table { font-size: 8.5pt; width: 100%; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
"""


def page(words: ReportWords, title: str, period: str, sections: Content) -> str:
    """A whole document."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title}, {period}"),
        tag("style", Markup(_STYLE)),
    )
    main = tag("main", tag("h1", title), tag("p", period, class_="period"), sections)
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', main), lang=words.language)}\n"


def section(heading: str, *content: Content) -> Markup:
    """A part of the report under its heading."""
    return tag("section", tag("h2", heading), *content)


def details(summary: str, *content: Content) -> Markup:
    """What only some want to see; open on paper."""
    return tag("details", tag("summary", summary), *content)
