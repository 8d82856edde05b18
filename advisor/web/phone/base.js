"use strict";
// What every part of the page uses. The page is one script made of these files in the order base, queue,
// screens, live; all texts come from the data block, nothing is ever put in as markup.

let data = JSON.parse(document.getElementById("data").textContent);

// Where the app is mounted: the page may stand behind a proxy that puts a path in front.
const base = location.pathname.replace(/j\/[^/]*\/?$/, "");

const app = {
  me: "", // who this person is in this room; what is kept in the browser is kept under this name
  joined: false,
  answers: {}, // pair -> option, as the server has them
  sequence: 0,
  room: null, // what everybody in the room may know
  ends: null, // when the timer ends, on this page's own clock
  choices: {}, // pair -> option, chosen and not sent yet
  notices: {}, // pair -> key of a text, after a refusal
  entering: { role: null, name: "", notice: "", busy: false },
  detour: null, // an earlier question that is being answered late
  connected: true,
  trouble: "", // why an answer that was given is not there yet
  final: "", // why this page can do no more
};

const byId = (id) => document.getElementById(id);
const pairOf = (question, round) => `${question}:${round}`;

function words(key, values = {}) {
  return data.text[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(tag, properties = {}, ...children) {
  const { className, ...attributes } = properties;
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// Ask the server; status 0 means that it was not reached.
async function call(path, body) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 10000);
  const headers = { "content-type": "application/json" };
  const send = { method: "POST", headers, body: JSON.stringify(body) };
  try {
    const url = `${base}api/room/${data.code}${path}`;
    const answer = await fetch(url, { ...(body && send), cache: "no-store", signal: stop.signal });
    const wait = Number(answer.headers.get("retry-after")) || 0;
    return { status: answer.status, wait, body: await answer.json() };
  } catch {
    return { status: 0, wait: 0, body: {} };
  } finally {
    clearTimeout(clock);
  }
}

// How long to wait before the next try, in milliseconds: longer each time, and not all phones at once.
function pause(attempt, atLeast = 0) {
  return Math.max(atLeast * 1000, Math.min(15000, 1000 * 2 ** attempt)) * (0.75 + Math.random() / 2);
}
