// Answers on their way. Each lies under a key of its own in localStorage until the server has it, so a
// reload or a second tab neither loses nor overwrites one. The server takes the same answer twice as once.

const memory = new Map(); // where the browser keeps nothing
let sending = false;
let attempts = 0;
let nextTry = 0;

const place = (name) => `advisor:${app.me}:${name}`;

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value === null) memory.delete(key);
    else memory.set(key, value);
  }
}

function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [...memory.keys()];
  }
}

function waiting() {
  const mine = keys().filter((key) => key.startsWith(place("vote:")));
  const entries = mine.map((key) => JSON.parse(read(key))).filter(Boolean);
  return entries.sort((one, other) => one.sequence - other.sequence);
}

function queued(pair) {
  const kept = app.me ? read(place(`vote:${pair}`)) : null;
  return kept === null ? undefined : JSON.parse(kept).option;
}

// What this person has answered, whether it has arrived or not.
const given = (pair) => queued(pair) ?? app.answers[pair];

const isRevealed = (pair) =>
  app.room.rounds.some((r) => pairOf(r.question, r.round) === pair && r.revealed);

// Whether this answer was given here when the result had already been shown.
const gaveLate = (pair) => given(pair) !== undefined && read(place(`late:${pair}`)) !== null;

function give(question, round, option) {
  const pair = pairOf(question, round);
  if (given(pair) === undefined && isRevealed(pair)) write(place(`late:${pair}`), "1");
  const sequence = Math.max(app.sequence, Number(read(place("sequence"))) || 0) + 1;
  write(place("sequence"), String(sequence));
  write(place(`vote:${pair}`), JSON.stringify({ question, round, option, sequence }));
  delete app.choices[pair];
  delete app.notices[pair];
  nudge();
}

function settle(entry) {
  const key = place(`vote:${pairOf(entry.question, entry.round)}`);
  const kept = read(key);
  if (kept !== null && JSON.parse(kept).sequence === entry.sequence) write(key, null);
}

function arrived(entry) {
  app.answers[pairOf(entry.question, entry.round)] = entry.option;
  app.sequence = Math.max(app.sequence, entry.sequence);
  app.trouble = "";
  attempts = 0;
  settle(entry);
}

function refused(entry, kind) {
  const pair = pairOf(entry.question, entry.round);
  settle(entry);
  app.trouble = "";
  const late = app.answers[pair] === undefined ? "too_late" : "earlier_counts";
  app.notices[pair] = ["not_open", "no_room"].includes(kind) ? late : "refused";
  if (kind === "no_room") finish("closed");
  else refresh();
}

const isFinal = (status) => status >= 400 && status < 500 && status !== 429;

async function deliver(entry) {
  const answer = await call("/vote", entry);
  if (answer.status === 200 && answer.body.sequence === entry.sequence) arrived(entry);
  else if (isFinal(answer.status)) refused(entry, answer.body.error);
  else {
    app.trouble = answer.status ? "unsaved" : "kept";
    nextTry = setTimeout(flush, pause(attempts++, answer.wait));
    return false;
  }
  return true;
}

async function flush() {
  clearTimeout(nextTry);
  if (sending || !app.me || app.final) return;
  sending = true;
  for (let entry = waiting()[0]; entry && (await deliver(entry)); entry = waiting()[0]) draw();
  sending = false;
  draw();
}

// Something happened that makes a new try worth it.
function nudge() {
  attempts = 0;
  draw();
  flush();
}
