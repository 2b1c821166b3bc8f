"""The pages of the server: the door, the terminal, and what is said where neither can be shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quiz.serve.identity import Identity

POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; font-src 'self';"
    " style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing is fetched from elsewhere. Styles stand in the page because the terminal's script writes them."""


def _page(title: str, body: str, *, scripts: str = "", of: str = "door") -> str:
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/serve.css">
{scripts}</head>
<body class="{of}">
{body}
</body>
</html>
"""


def door(name: str = "", code: str = "", message: str = "", *, needs_code: bool = True, at: str = "name") -> str:
    """Return the page where people come in; `message` says why somebody was not let in, `at` which field it is about.

    needs_code: whether a class is open to its code; else only tickets let in.
    """
    said = f'<p role="alert" class="refused">{escape(message)}</p>\n' if message else ""
    at = at if needs_code else "ticket"
    focus = {field: " autofocus" if field == at else "" for field in ("name", "code", "ticket")}
    by_code = (
        f"""\
<form method="post" action="/join">
<label>Your name
<input name="name" value="{escape(name)}" maxlength="60" autocomplete="off" required{focus["name"]}></label>
<label>Code of your class
<input name="code" value="{escape(code)}" maxlength="60" autocomplete="off" autocapitalize="none" required\
{focus["code"]}></label>
<button>Come in</button>
</form>
"""
        if needs_code
        else ""
    )
    return _page(
        "Quiz",
        f"""\
<main>
<h1>Quiz</h1>
{said}{by_code}\
<details{" open" if at == "ticket" else ""}>
<summary>I was given a ticket</summary>
<form method="post" action="/join">
<label>Your ticket
<input name="ticket" maxlength="60" autocomplete="off" autocapitalize="none" required{focus["ticket"]}></label>
<button>Come in with the ticket</button>
</form>
</details>
<p class="small">What you answer is kept on this server under your name; who teaches the class sees it.</p>
<p class="small"><a href="/plain">Line by line</a>, with a screen reader or a Braille display.</p>
</main>""",
    )


def terminal(identity: Identity, address: str, *, size: int) -> str:
    """Return the page with the app. address: of its web socket. size: of the letters, in pixels."""
    return _page(
        f"Quiz: {identity.person}",
        f"""\
<div id="terminal" class="textual-terminal"
 data-session-websocket-url="{escape(address)}" data-font-size="{size}"></div>
<dialog id="said"><p></p>
<div><button>Go on</button>
<form method="post" action="/leave"><button class="quiet">I am not {escape(identity.person)}</button></form></div>
</dialog>
<noscript><p>This page draws a terminal with a script.
<a href="/plain">Without one it works line by line.</a></p></noscript>\
""",
        scripts='<link rel="stylesheet" href="/static/xterm.css">\n<script src="/static/textual.js" defer></script>\n'
        '<script src="/static/serve.js" defer></script>\n',
        of="terminal",
    )


def plain(host: str) -> str:
    """Return the page that says how to come in line by line."""
    return _page(
        "Quiz, line by line",
        f"""\
<main>
<h1>Quiz, line by line</h1>
<p>The page with the quiz draws a terminal, which a screen reader cannot read. The same quiz can be taken line by line
in a terminal of your own, by SSH, if whoever runs this server offers that:</p>
<pre>ssh -T quiz@{escape(host)} NAME</pre>
<p>Every question is then read out as text, and answered by typing a letter or a word and enter. <code>:help</code> says
what else can be typed. Ask who teaches the class for the key or password.</p>
<p><a href="/">Back</a></p>
</main>""",
    )


def message(title: str, text: str, *, again: int | None = None) -> str:
    """Return a page that says one thing. again: seconds after which it is asked for again."""
    refresh = f'<meta http-equiv="refresh" content="{again}">\n' if again is not None else ""
    body = f'<main>\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n<p><a href="/">Back</a></p>\n</main>'
    return _page(title, body, scripts=refresh)
