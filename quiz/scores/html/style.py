"""How a page looks: the colours of the app, light or dark as the reader has it, and black on white on paper."""

from __future__ import annotations

from typing import Final

LIGHT: Final = {
    "ground": "#F6F7FB",
    "surface": "#FFFFFF",
    "panel": "#E3E8F4",
    "ink": "#141A2A",
    "soft": "#4F5A75",
    "line": "#B4BED6",
    "primary": "#003399",
    "link": "#003399",
    "success": "#0F7A45",
    "on-success": "#FFFFFF",
    "success-ink": "#0B6638",
    "warning": "#F2A33A",
    "on-warning": "#000000",
    "warning-ink": "#855000",
    "error": "#B4232F",
    "on-error": "#FFFFFF",
    "error-ink": "#A81E2A",
}
DARK: Final = {
    "ground": "#0B101C",
    "surface": "#131A2B",
    "panel": "#1D2740",
    "ink": "#E8ECF5",
    "soft": "#9BA8C4",
    "line": "#34415F",
    "primary": "#3D6CE0",
    "link": "#93B4FF",
    "success": "#43C48C",
    "on-success": "#000000",
    "success-ink": "#5FD6A0",
    "warning": "#F0A245",
    "on-warning": "#000000",
    "warning-ink": "#F5B566",
    "error": "#C93A4B",
    "on-error": "#FFFFFF",
    "error-ink": "#FF8C96",
}
_WHITE: Final = {"ground", "surface", "panel", "on-success", "on-warning", "on-error"}
PAPER: Final = {name: "#FFFFFF" if name in _WHITE else "#000000" for name in LIGHT} | {"line": "#888888"}


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


STYLE: Final = (
    f"""
:root {{ color-scheme: light dark; {_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
"""
    """
* { box-sizing: border-box; }
body {
  margin: 0; color: var(--ink); background: var(--ground);
  font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif;
}
main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; padding-bottom: .2rem; border-bottom: 2px solid var(--primary); }
h3 { font-size: 1.05rem; margin: .6rem 0; }
h2, h3, caption, .band { break-after: avoid; }
p { margin: .4rem 0; }
.text { white-space: pre-line; }
.markdown pre, .rows pre { margin: .4rem 0; padding: .4rem .6rem; background: var(--panel); overflow-x: auto; }
@media print { .markdown pre, .rows pre { white-space: pre-wrap; } }
.markdown { white-space: normal; }
.markdown table { width: auto; }
.markdown .figures { text-align: right; }
.markdown blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
.soft, figcaption { color: var(--soft); font-size: .92em; }
.foot { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); }
.warn { border-left: 4px solid var(--warning); background: var(--surface); padding: .4rem .8rem; margin: .6rem 0; }
.big { font-size: 2.2rem; line-height: 1.2; font-weight: 700; }
.marks { letter-spacing: .15em; font-weight: 700; }
.marks a { text-decoration: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; white-space: pre-line; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .94em; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); overflow-wrap: normal; }
.num { width: 1%; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.bar { width: 1%; }
.bar svg { width: 7rem; height: .9rem; margin-top: .3rem; display: block; overflow: visible; }
.id { color: var(--soft); font-size: .85em; font-weight: 400; }
.band {
  display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: .15rem .8rem;
  background: var(--panel); border: 1px solid transparent;
}
.band b { white-space: nowrap; }
.band .points { margin-left: auto; }
.band.right { background: var(--success); color: var(--on-success); }
.band.partly { background: var(--warning); color: var(--on-warning); }
.band.wrong { background: var(--error); color: var(--on-error); }
.question { margin: 1.75rem 0; }
.passage { margin: 1.75rem 0 -.75rem; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: .5rem; }
.rows { list-style: none; margin: .5rem 0; padding: 0; }
.rows li {
  display: grid; grid-template-columns: 1.8rem 1fr max-content; gap: 0 .6rem;
  padding: .15rem .6rem; border-left: 4px solid transparent;
}
.rows .note { grid-column: 2; }
.rows .tag, .rows .note { color: var(--soft); }
.rows .right, .rows .answer { border-color: var(--success); font-weight: 600; }
.rows .wrong { border-color: var(--error); }
.rows .partly, .rows .missed { border-color: var(--warning); }
.rows .note, .rows .tag { font-weight: 400; }
.right > .mark, .answer > .mark, .marks .right, td .right { color: var(--success-ink); }
.wrong > .mark, .marks .wrong { color: var(--error-ink); }
.partly > .mark, .missed > .mark, .marks .partly { color: var(--warning-ink); }
.neutral, .marks .open { color: var(--soft); }
.off { font-weight: 700; text-decoration: underline; text-decoration-thickness: 2px; }
.why {
  background: var(--surface); border-left: 4px solid var(--primary); padding: .5rem .8rem; margin: .6rem 0;
}
td .right { font-weight: 700; }
.frame { fill: none; stroke: var(--line); }
.solid { fill: var(--primary); stroke: var(--primary); }
.outline { fill: var(--panel); stroke: var(--soft); }
.axis { stroke: var(--ink); }
svg text { fill: var(--ink); }
figure { margin: .75rem 0; }
figure svg { width: 100%; max-width: 34rem; height: auto; display: block; }
section { break-inside: avoid; }
a { color: var(--link); }
ul, ol { margin: .3rem 0; padding-left: 1.6rem; }
td p { margin: 0 0 .3rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } .bar { display: none; }
}
@page { margin: 16mm 14mm; }
"""
    f"@media print {{ :root {{ color-scheme: light; {_variables(PAPER)} }} }}"
    """
@media print {
  html { font-size: 10pt; } body { font-size: 1rem; } main { max-width: none; padding: 0; } .wide { overflow: visible; }
  .band.right, .band.partly, .band.wrong, .band {
    color: #000; background: none; border: 1px solid #000; border-left-width: 5px;
  }
  tr, figure, dl, .rows li { break-inside: avoid; }
}
"""
)
