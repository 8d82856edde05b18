"use strict";
// A host link was opened on this device. The secret stands after the # of the address, which no server and
// no log ever sees; it is sent once, in the body of a request.

const texts = JSON.parse(document.getElementById("data").textContent);
const base = location.pathname.replace(/host\/?$/, "");
const status = document.getElementById("status");
const again = document.getElementById("act");

function tell(heading, line, retry) {
  document.getElementById("heading").textContent = texts[heading];
  status.textContent = line ? texts[line] : "";
  again.hidden = !retry;
}

async function takeOver() {
  tell("opening", "", false);
  const secret = decodeURIComponent(location.hash.slice(1));
  if (!secret) return tell("wrong", "wrong_lede", false);
  const headers = { "content-type": "application/json" };
  try {
    const body = JSON.stringify({ secret });
    const answer = await fetch(`${base}api/host`, { method: "POST", headers, body });
    const { room, error } = await answer.json();
    if (answer.ok) return location.replace(`${base}workshop?room=${encodeURIComponent(room)}`);
    if (error === "no_cookie") return tell("cookies", "cookies_lede", false);
    return answer.status === 503 ? tell("away", "away_lede", true) : tell("wrong", "wrong_lede", false);
  } catch {
    return tell("away", "away_lede", true);
  }
}

again.addEventListener("click", takeOver);
addEventListener("hashchange", takeOver);
takeOver();
