// The page's life: what the server says, what the person does, and how both are brought together again.

let stream = null;
let heardAt = 0;
let opened = false;
let streamTries = 0;
let viewTries = 0;
let streamTimer = 0;
let viewTimer = 0;

const SILENCE = 40000; // the server says something every 15 seconds

function applyView(view) {
  const nothing = { answers: {}, sequence: 0, choices: {}, notices: {} };
  if (view.me !== app.me) Object.assign(app, nothing, { me: view.me });
  app.joined = view.joined;
  if (view.sequence >= app.sequence) {
    app.sequence = view.sequence; // an older view must not take back what has arrived since
    app.answers = Object.fromEntries(view.answers.map((a) => [pairOf(a.question, a.round), a.option]));
  }
  applyRoom(view.room);
}

function applyRoom(room) {
  if (app.room && room.version < app.room.version) return;
  const moved = app.room && room.stage === "voting" && pairOf(room.question, room.round) !== current();
  if (moved) app.detour = null;
  app.room = room;
  app.ends = room.seconds_left === null ? null : performance.now() + room.seconds_left * 1000;
  draw();
}

function finish(why) {
  app.final = why;
  stream?.close();
  clearTimeout(streamTimer);
  clearTimeout(viewTimer);
  draw();
}

// Read this person's view; try again until it is there.
async function refresh() {
  clearTimeout(viewTimer);
  const answer = await call("");
  if (app.final) return;
  if (answer.status === 200 && answer.body.room) {
    viewTries = 0;
    applyView(answer.body);
    flush();
  } else if (answer.body.error === "no_cookie") finish("cookies");
  else if (answer.body.error === "no_room") finish("closed");
  else {
    if (!app.room) lost();
    viewTimer = setTimeout(refresh, pause(viewTries++, answer.wait));
  }
}

function lost() {
  app.connected = false;
  draw();
}

function heard() {
  heardAt = performance.now();
  streamTries = 0;
  if (!app.connected) {
    app.connected = true;
    draw();
  }
}

function listen() {
  clearTimeout(streamTimer);
  stream?.close();
  heardAt = performance.now();
  stream = new EventSource(`${base}api/room/${data.code}/events`);
  stream.addEventListener("open", () => {
    heard();
    if (opened) refresh();
    opened = true;
    nudge();
  });
  stream.addEventListener("room", (event) => {
    heard();
    applyRoom(JSON.parse(event.data));
  });
  stream.addEventListener("alive", heard);
  stream.addEventListener("gone", () => finish("closed"));
  stream.addEventListener("error", dropped);
}

function dropped() {
  lost();
  // The browser tries again by itself unless the server refused; then it is up to this page.
  if (stream.readyState !== EventSource.CLOSED) return;
  streamTimer = setTimeout(listen, pause(streamTries++));
  refresh();
}

// The screen was locked, the page was in the background, or the network is back.
function catchUp() {
  if (app.final || document.visibilityState === "hidden") return;
  if (stream?.readyState !== EventSource.OPEN || performance.now() - heardAt > SILENCE / 2) listen();
  refresh();
  nudge();
}

async function join() {
  const entering = app.entering;
  Object.assign(entering, { busy: true, notice: "" });
  draw();
  const answer = await call("/join", { role: entering.role ?? "", name: entering.name });
  entering.busy = false;
  if (answer.status === 200 && answer.body.room) applyView(answer.body);
  else if (answer.body.error === "no_cookie") finish("cookies");
  else if (answer.body.error === "no_room") finish("closed");
  else notJoined(answer);
}

function notJoined(answer) {
  const known = ["locked", "full", "too_many"].includes(answer.body.error);
  app.entering.notice = known ? answer.body.error : answer.status === 0 ? "join_offline" : "join_failed";
  if (answer.status === 429) {
    app.entering.busy = true;
    setTimeout(join, pause(0, answer.wait));
  }
  draw();
}

function act() {
  const pair = shownPair();
  const [label] = action(pair);
  if (label === "send" || label === "change") give(...partsOf(pair), app.choices[pair]);
  else if (label === "next_open") nextOpen();
  else leaveTo(null);
}

function leaveTo(pair) {
  app.detour = pair;
  draw();
}

function nextOpen() {
  leaveTo(openPairs().find((pair) => pair !== app.detour) ?? null);
}

// Another language: only the texts are fetched, so nothing that was chosen or typed is lost.
async function speak(event) {
  event.preventDefault();
  const address = event.currentTarget.getAttribute("href");
  byId("menu").hidePopover?.();
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    data = JSON.parse(page.getElementById("data").textContent);
    history.replaceState(null, "", address);
    draw();
  } catch {
    lost();
  }
}

function start() {
  byId("act").addEventListener("click", () => (screenName() === "join" ? join() : act()));
  document.addEventListener("visibilitychange", catchUp);
  addEventListener("pageshow", (event) => event.persisted && catchUp());
  addEventListener("online", catchUp);
  addEventListener("offline", lost);
  // Another tab of the same person has answered: what the server has now counts here too.
  addEventListener("storage", (event) => app.me && event.key?.startsWith(place("vote:")) && refresh());
  setInterval(() => app.ends !== null && app.room && drawTimer(), 500);
  setInterval(() => !app.final && opened && performance.now() - heardAt > SILENCE && listen(), 5000);
  draw();
  refresh().then(() => app.final || listen());
}

start();
