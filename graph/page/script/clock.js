// The time slider: a window of days over the claims, by the time of what is claimed or by the day of publication.

const STEPS = 60;
const TICKS = 5;
const TICK = 84; // pixels that the name of a month takes, with a gap
let timer = null;

function daysOf(clock) {
  const all = data.claims.map(CLOCKS[clock]).filter((days) => days !== null);
  let [first, last] = [Infinity, -Infinity];
  for (const [start, end] of all) [first, last] = [Math.min(first, start), Math.max(last, end)];
  return all.length ? { first, last, number: all.length } : null;
}
const SPAN = { event: daysOf("event"), published: daysOf("published") };

// Of a unit that a day lies in, its first day and that of the next.
const UNITS = {
  day: (day) => [day, day + 1],
  month: (day) => [0, 1].map((more) => { const date = new Date(day * 86400000); return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1) / 86400000; }),
  year: (day) => [0, 1].map((more) => Date.UTC(new Date(day * 86400000).getUTCFullYear() + more, 0, 1) / 86400000),
};
const unitOf = ({ first, last }) => (last - first <= 45 ? "day" : last - first <= 3700 ? "month" : "year");
function nameOfUnit(day, unit) {
  const date = new Date(day * 86400000);
  const month = MONTHS[date.getUTCMonth()].slice(0, 3);
  return { day: `${date.getUTCDate()} ${month}`, month: `${month} ${date.getUTCFullYear()}`, year: String(date.getUTCFullYear()) }[unit];
}

const shareOf = (span, day) => ((Math.min(Math.max(day, span.first), span.last) - span.first) / Math.max(span.last - span.first, 1)) * 100;

// How many claims begin in each month, day or year, as bars over the slider; a bar narrows the window to its time.
let countedFor = null;
function showNumbers(span) {
  if (countedFor === state.clock) return;
  countedFor = state.clock;
  const unit = unitOf(span);
  const numbers = new Map();
  for (const claim of data.claims) {
    const days = CLOCKS[state.clock](claim);
    if (days === null) continue;
    const [start] = UNITS[unit](days[0]);
    numbers.set(start, (numbers.get(start) || 0) + 1);
  }
  const most = Math.max(...numbers.values());
  const bars = [...numbers].map(([start, number]) => {
    const next = UNITS[unit](start)[1];
    const bar = element("span", { title: `${nameOfUnit(start, unit)}: ${counted(number, "claim")}`, onclick: () => { stopPlaying(); go({ since: Math.max(start, span.first), until: Math.min(next - 1, span.last) }); } });
    const left = shareOf(span, start);
    bar.style.left = `${Math.min(left, 99)}%`;
    bar.style.width = `max(4px, calc(${shareOf(span, next) - left}% - 1px))`;
    bar.style.height = `${Math.max(12, (number / most) * 100)}%`;
    return bar;
  });
  find("numbers").replaceChildren(...bars);
  const total = [...numbers].sort((one, other) => one[0] - other[0]).map(([start, number]) => `${nameOfUnit(start, unit)} ${number}`);
  find("numbers").setAttribute("aria-label", `Claims a ${unit}: ${total.slice(0, 60).join(", ")}`);
}

// As many names of months, days or years under the slider as its width has room for.
function showTicks(span) {
  const unit = unitOf(span);
  const starts = [];
  for (let start = UNITS[unit](span.first)[0]; start <= span.last && starts.length < 4000; [, start] = UNITS[unit](start)) starts.push(start);
  // In the sheet of a small screen, which is not open yet, they have as much room as on the smallest.
  const room = find("ticks").clientWidth || 3 * TICK;
  const every = Math.ceil(starts.length / Math.max(2, Math.min(TICKS, Math.floor(room / TICK))));
  find("ticks").replaceChildren(...starts.filter((start, place) => place % every === 0).map((start) => {
    const tick = element("span", {}, nameOfUnit(start, unit));
    tick.style.left = `${shareOf(span, start)}%`;
    // The first begins where the slider does; one at its end would be cut there.
    tick.style.transform = `translateX(-${shareOf(span, start)}%)`;
    return tick;
  }));
}

// The days on which something begins, at most as many as playing has steps: each step shows more.
function stepsOf(clock) {
  const days = [...new Set(data.claims.map(CLOCKS[clock]).filter((found) => found !== null).map(([start]) => start))].sort((one, other) => one - other);
  const every = Math.ceil(days.length / STEPS);
  return days.filter((_, place) => place % every === 0);
}

function stopPlaying() {
  clearInterval(timer);
  timer = null;
  find("play").textContent = "▶";
  find("play").setAttribute("aria-label", "Play");
}

// From the beginning, or on from where the window ends, one step at a time.
function play() {
  if (timer !== null) return stopPlaying();
  const { first, last } = SPAN[state.clock];
  const steps = stepsOf(state.clock);
  if (state.until === null || state.until >= last) go({ until: Math.max(first, state.since ?? first) }, true);
  find("play").textContent = "❚❚";
  find("play").setAttribute("aria-label", "Pause");
  timer = setInterval(() => {
    const until = state.until === null ? undefined : steps.find((day) => day > state.until);
    if (until === undefined) {
      stopPlaying();
      go({ until: null }, true);
    } else go({ until }, true);
  }, Math.max(250, Math.min(1200, 9000 / steps.length)));
  return undefined;
}

function move(which) {
  const span = SPAN[state.clock];
  const [since, until] = [Number(find("since").value), Number(find("until").value)];
  if (which === "since") go({ since: since <= span.first ? null : Math.min(since, until) }, true);
  else go({ until: until >= span.last ? null : Math.max(since, until) }, true);
}

function showClock() {
  const span = SPAN[state.clock];
  const isFixed = span === null || span.first === span.last;
  for (const id of ["since", "until", "play"]) find(id).disabled = isFixed;
  document.querySelectorAll("[data-clock]").forEach((choice) => {
    choice.setAttribute("aria-pressed", String(choice.dataset.clock === state.clock));
    choice.disabled = SPAN[choice.dataset.clock] === null;
    choice.title = SPAN[choice.dataset.clock] === null ? "No claim on this page has such a date" : "";
  });
  find("clock").hidden = SPAN.event === null && SPAN.published === null;
  const missing = data.claims.length - (span ? span.number : 0);
  find("undated").checked = state.undated;
  find("undated").closest("label").hidden = missing === 0 || span === null;
  find("undated-number").textContent = String(missing);
  if (span === null) {
    find("window").textContent = "no dates";
    return;
  }
  const values = { since: state.since ?? span.first, until: state.until ?? span.last };
  for (const [id, value] of Object.entries(values)) {
    Object.assign(find(id), { min: span.first, max: span.last, value });
    find(id).setAttribute("aria-valuetext", writtenDay(value));
  }
  showNumbers(span);
  showTicks(span);
  const part = (value) => `${shareOf(span, value)}%`;
  find("range").style.left = part(values.since);
  find("range").style.right = `calc(100% - ${part(values.until)})`;
  find("window").textContent = values.since === values.until ? writtenDay(values.since) : `${writtenDay(values.since)} – ${writtenDay(values.until)}`;
}

function setUpClock() {
  new ResizeObserver(() => SPAN[state.clock] && showTicks(SPAN[state.clock])).observe(find("ticks"));
  find("play").addEventListener("click", play);
  for (const id of ["since", "until"]) find(id).addEventListener("input", () => { stopPlaying(); move(id); });
  find("undated").addEventListener("change", () => go({ undated: find("undated").checked }, true));
  document.querySelectorAll("[data-clock]").forEach((choice) => choice.addEventListener("click", () => {
    stopPlaying();
    go({ clock: choice.dataset.clock, since: null, until: null });
  }));
}
