// What is on screen. The main part is drawn anew only when it is another screen or another question; the
// footer follows every change.

let drawn = "";

const current = () => pairOf(app.room.question, app.room.round);
const shownPair = () => app.detour ?? current();

function partsOf(pair) {
  const at = pair.lastIndexOf(":");
  return [pair.slice(0, at), Number(pair.slice(at + 1))];
}

const questionOf = (pair) => data.questions.find(([id]) => id === partsOf(pair)[0]);

// Earlier questions that this person has not answered and still may.
function openPairs() {
  const newest = {};
  for (const { question, round } of app.room.rounds) {
    newest[question] = Math.max(newest[question] ?? 0, round);
  }
  const pairs = data.questions.filter(([id]) => newest[id]).map(([id]) => pairOf(id, newest[id]));
  const isNow = (pair) => app.room.stage === "voting" && pair === current();
  return pairs.filter((pair) => given(pair) === undefined && !isNow(pair));
}

function screenName() {
  if (app.final) return app.final;
  if (!app.room) return "connecting";
  if (app.room.stage === "closed") return "closed";
  if (!app.joined) return "join";
  if (app.detour) return "question";
  if (app.room.stage !== "voting") return app.room.stage;
  return app.room.revealed && given(current()) !== undefined ? "revealed" : "question";
}

function draw() {
  const name = screenName();
  const pair = name === "question" || name === "revealed" ? shownPair() : "";
  const open = app.room && app.joined && name !== "closed" ? openPairs().length : 0;
  const wanted = [name, pair, data.lang, app.room?.small, open, app.detour && given(pair)].join("|");
  if (wanted !== drawn) {
    const moved = drawn.split("|").slice(0, 3).join() !== [name, pair, data.lang].join();
    drawn = wanted;
    const { name: field, value } = document.activeElement;
    drawFrame(pair);
    byId("main").replaceChildren(...body(name, pair, open));
    if (moved) arrive();
    else if (field) comeBack(field, value);
  }
  if (name === "question") mark(app.choices[pair] ?? given(pair));
  drawFooter(name, pair);
}

// The answer may have been given in another tab.
function mark(chosen) {
  for (const input of document.querySelectorAll("input[name=option]")) input.checked = input.value === chosen;
}

// A new screen is read from its heading.
function arrive() {
  scrollTo(0, 0);
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

// The same screen was drawn anew under somebody's hands.
function comeBack(field, value) {
  const fields = [...document.querySelectorAll("main input")].filter((input) => input.name === field);
  (fields.find((input) => input.value === value) ?? fields[0])?.focus({ preventScroll: true });
}

function drawFrame(pair) {
  document.documentElement.lang = data.lang;
  document.title = words("title");
  const half = data.code.length / 2;
  const code = `${data.code.slice(0, half)} ${data.code.slice(half)}`;
  byId("code").textContent = pair ? code : words("code", { code });
  const n = pair ? data.questions.indexOf(questionOf(pair)) + 1 : 0;
  byId("position").textContent = n ? words("position", { n, total: data.questions.length }) : "";
  if (byId("languages").lang !== data.lang) drawLanguages(byId("languages"));
}

// The own language opens a list of the others; an open list is left alone until another one is chosen.
function drawLanguages(nav) {
  const link = ([code, name]) =>
    element("a", { href: `?lang=${code}`, lang: code, hreflang: code, click: speak }, name);
  const others = data.languages.filter(([code]) => code !== data.lang);
  const [[, own]] = data.languages.filter(([code]) => code === data.lang);
  nav.lang = data.lang;
  nav.setAttribute("aria-label", words("switch"));
  nav.replaceChildren(
    element("button", { type: "button", popovertarget: "menu" }, own),
    element("div", { id: "menu", popover: "auto" }, ...others.map(link)),
  );
}

function body(name, pair, open) {
  if (name === "join") return joinBody();
  const parts = name === "question" ? questionBody(pair) : plainBody(name, pair);
  if (pair && gaveLate(pair)) parts.push(fine("late_counts", { least: app.room.least_group }));
  if (app.room?.small && app.joined && ["lobby", "question"].includes(name)) parts.push(smallNote());
  if (app.detour && given(pair) === undefined) parts.push(quiet(words("back"), () => leaveTo(null)));
  const label = open > 1 ? "open_many" : "open_one";
  if (!app.detour && open) parts.push(quiet(words(label, { n: open }), nextOpen));
  return parts;
}

const heading = (key, className) => element("h1", { className }, words(key));
const paragraph = (key, values) => element("p", { className: "lede" }, words(key, values));
const fine = (key, values) => element("p", { className: "fine" }, words(key, values));
const smallNote = () => element("p", { className: "note" }, words("small", { least: app.room.least_group }));
const quiet = (label, click) => element("button", { type: "button", className: "quiet", click }, label);

function plainBody(name, pair) {
  const parts = [heading(`${name}_title`, name === "connecting" && "late")];
  if (data.text[`${name}_lede`]) parts.push(paragraph(`${name}_lede`));
  if (name === "revealed") parts.push(paragraph("revealed_yours", { answer: labelOf(pair, given(pair)) }));
  const lost = name === "closed" && Object.values(app.notices).includes("too_late");
  if (lost) parts.push(paragraph("ended_first"));
  return parts;
}

function labelOf(pair, option) {
  return questionOf(pair)[3].find(([id]) => id === option)?.[1] ?? "";
}

function joinBody() {
  const entries = [data.roles.length ? roleChoice() : null, data.names ? nameField() : null];
  const parts = [heading("join_title"), paragraph("join_about", { n: data.questions.length })];
  if (entries.some(Boolean)) parts.push(element("form", { submit: submitted(join) }, ...entries));
  parts.push(fine(data.names ? "anonymous_named" : "anonymous"));
  parts.push(app.room.small ? smallNote() : fine("operator"));
  return parts;
}

function roleChoice() {
  const choose = (id) => () => {
    app.entering.role = id;
    draw();
  };
  const option = ([id, label]) => choice("role", id, label, app.entering.role, choose(id), id === "");
  const legend = element("legend", { className: "small" }, words("role"));
  return element("fieldset", {}, legend, ...[...data.roles, ["", words("no_role")]].map(option));
}

function nameField() {
  const typed = (event) => (app.entering.name = event.target.value);
  const value = app.entering.name;
  const box = element("input", { name: "name", maxlength: 40, autocomplete: "off", value, input: typed });
  return element("label", { className: "field" }, element("span", {}, words("name")), box);
}

function questionBody(pair) {
  const [id, text, help, options] = questionOf(pair);
  const round = partsOf(pair)[1];
  const choose = (option) => () => {
    app.choices[pair] = option;
    delete app.notices[pair];
    draw();
  };
  // The letters of the screen in the room; "I don't know" has none there either.
  const letter = (index) => element("b", {}, String.fromCharCode(65 + index));
  const option = ([key, label], index) => {
    const apart = key === data.dont_know;
    return choice("option", key, label, null, choose(key), apart, apart ? null : letter(index));
  };
  const again = round > 1 ? element("p", { className: "eyebrow" }, words("round", { n: round })) : null;
  const legend = element("legend", {}, element("h1", {}, text));
  const group = { "aria-describedby": "help", "data-question": id };
  const hint = element("p", { className: "help", id: "help" }, help);
  const fields = element("fieldset", group, legend, hint, ...options.map(option));
  return [again, element("form", { submit: submitted(act) }, fields)].filter(Boolean);
}

function choice(name, value, label, chosen, change, apart, letter) {
  const input = element("input", { type: "radio", name, value, change, checked: value === chosen });
  const className = apart ? "option apart" : "option";
  return element("label", { className }, input, letter, element("span", {}, label));
}

// Enter in a form is the same as the button.
const submitted = (then) => (event) => {
  event.preventDefault();
  if (!byId("act").disabled) then();
};

const QUIET = ["", "changeable", "changeable_late", "role_first"]; // nothing has happened

function drawFooter(name, pair) {
  const actions = { join: () => ["join", mayJoin()], question: () => action(pair) };
  const [label, ready] = actions[name]?.() ?? [null, false];
  const button = byId("act");
  button.hidden = label === null;
  button.disabled = !ready;
  if (label) button.textContent = words(label);
  const key = statusKey(name, pair);
  const line = key ? words(key) : "";
  // Written only when it differs: it is read aloud each time.
  if (byId("status").textContent !== line) byId("status").textContent = line;
  byId("status").classList.toggle("strong", !QUIET.includes(key));
  drawTimer();
}

const roleMissing = () => data.roles.length > 0 && app.entering.role === null;
const mayJoin = () => !app.room.locked && !app.entering.busy && !roleMissing();

// The button's label, and whether it can be pressed.
function action(pair) {
  const sent = given(pair);
  const chosen = app.choices[pair] ?? sent;
  if (sent === undefined) return ["send", chosen !== undefined];
  if (app.detour && chosen === sent) return [openPairs().length ? "next_open" : "back", true];
  return ["change", chosen !== sent];
}

function joinStatus() {
  if (app.entering.notice) return app.entering.notice;
  if (app.room.locked) return "locked";
  return roleMissing() ? "role_first" : "";
}

function statusKey(name, pair) {
  if (["cookies", "connecting", "closed"].includes(name)) return "";
  if (waiting().length && app.trouble) return app.trouble;
  if (!app.connected) return "offline";
  if (name === "join") return joinStatus();
  if (pair && app.notices[pair]) return app.notices[pair];
  if (name !== "question") return "";
  const there = app.answers[pair] !== undefined && queued(pair) === undefined;
  if (there) return app.detour ? "received_late" : "received";
  return isRevealed(pair) ? "changeable_late" : "changeable";
}

function drawTimer() {
  const left = app.ends === null ? null : Math.max(0, Math.ceil((app.ends - performance.now()) / 1000));
  const voting = app.joined && !app.final && app.room?.stage === "voting" && !app.room.revealed;
  const running = left !== null && voting;
  byId("timer").hidden = !running;
  if (!running) return;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  byId("timer").textContent = left ? clock : words("time_up");
}
