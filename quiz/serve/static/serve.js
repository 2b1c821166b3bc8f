// What the page of the terminal adds to the script that draws it: the background, the focus, and going on after the
// connection was lost.
"use strict";

const LONGEST = 30; // seconds between two tries
const STEADY = 10; // seconds after which a connection that came about holds

function focusTerminal() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) field.focus();
}

// `then` is what the button does; without a button the page goes on by itself.
function say(text, then) {
  const dialog = document.getElementById("said");
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("div").hidden = !then;
  dialog.querySelector("button").onclick = then;
  dialog.oncancel = (event) => event.preventDefault();
  if (!dialog.open) dialog.showModal();
}

// The server knows why a session ended; where it does not answer the connection was lost, and it is tried again.
async function afterClosing() {
  try {
    const answer = await (await fetch("/ended", { cache: "no-store" })).json();
    if (answer.message) {
      say(answer.message, () => location.reload());
      return;
    }
  } catch {
    // it is tried again below
  }
  const tries = Number(sessionStorage.getItem("tries") || 0);
  sessionStorage.setItem("tries", String(tries + 1));
  waitAndReload(Math.min(LONGEST, 2 ** tries));
}

function waitAndReload(seconds) {
  if (seconds > 0) {
    say(`The connection was lost. What you answered is kept; this page goes on by itself. Next try in ${seconds} s.`);
    setTimeout(waitAndReload, 1000, seconds - 1);
    return;
  }
  fetch("/ended", { cache: "no-store" }).then(() => location.reload(), afterClosing);
}

// The script that draws takes more from the address than it should: what keeps it from beginning, and where it asks.
const size = new URLSearchParams(location.search).get("fontsize");
history.replaceState(null, "", location.pathname + (size ? `?fontsize=${encodeURIComponent(size)}` : ""));

const terminal = document.getElementById("terminal");
if (matchMedia("(prefers-color-scheme: light)").matches) terminal.dataset.sessionWebsocketUrl += "/light";

new MutationObserver(() => {
  const classes = document.body.classList;
  if (classes.contains("-closed")) {
    afterClosing();
  } else if (classes.contains("-first-byte")) {
    setTimeout(() => sessionStorage.removeItem("tries"), STEADY * 1000);
    focusTerminal();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

window.addEventListener("focus", focusTerminal);
