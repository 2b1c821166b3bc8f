// What the page of the terminal adds to the script that draws it: the focus, and going on after the connection was lost.
"use strict";

const LONGEST = 30; // seconds between two tries

function focusTerminal() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) field.focus();
}

function say(text, then) {
  const dialog = document.getElementById("said");
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("button").onclick = then;
  if (!dialog.open) dialog.showModal();
}

// The server knows why a session ended; where it does not answer the connection was lost, and it is tried again.
async function afterClosing() {
  let answer = null;
  try {
    answer = await (await fetch("/ended", { cache: "no-store" })).json();
  } catch {
    answer = null;
  }
  if (answer && answer.message) {
    say(answer.message, () => location.reload());
    return;
  }
  const tries = Number(sessionStorage.getItem("tries") || 0);
  const seconds = Math.min(LONGEST, 2 ** tries);
  sessionStorage.setItem("tries", String(tries + 1));
  say(`The connection was lost. Trying again in ${seconds} s; what you answered is kept.`, () => location.reload());
  setTimeout(async () => {
    try {
      await fetch("/ended", { cache: "no-store" });
      location.reload();
    } catch {
      afterClosing();
    }
  }, seconds * 1000);
}

new MutationObserver(() => {
  const classes = document.body.classList;
  if (classes.contains("-first-byte")) {
    sessionStorage.removeItem("tries");
    focusTerminal();
  }
  if (classes.contains("-closed")) afterClosing();
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

window.addEventListener("focus", focusTerminal);
