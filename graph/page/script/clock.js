// The time slider: a window of days over the claims, by the time of what is claimed or by the day of publication.

const STEPS = 60;
let timer = null;

function daysOf(clock) {
  const all = data.claims.map(CLOCKS[clock]).filter((days) => days !== null);
  let [first, last] = [Infinity, -Infinity];
  for (const [start, end] of all) [first, last] = [Math.min(first, start), Math.max(last, end)];
  return all.length ? { first, last, number: all.length } : null;
}
const SPAN = { event: daysOf("event"), published: daysOf("published") };

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
  const step = Math.max(1, Math.round((last - first) / STEPS));
  if (state.until === null || state.until >= last) go({ until: Math.max(first, state.since ?? first) }, true);
  find("play").textContent = "❚❚";
  find("play").setAttribute("aria-label", "Pause");
  timer = setInterval(() => {
    const until = state.until === null ? last : state.until + step;
    if (until >= last) {
      stopPlaying();
      go({ until: null }, true);
    } else go({ until }, true);
  }, 250);
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
  const part = (value) => `${((value - span.first) / Math.max(span.last - span.first, 1)) * 100}%`;
  find("range").style.left = part(values.since);
  find("range").style.right = `calc(100% - ${part(values.until)})`;
  find("window").textContent = values.since === values.until ? writtenDay(values.since) : `${writtenDay(values.since)} – ${writtenDay(values.until)}`;
}

function setUpClock() {
  find("play").addEventListener("click", play);
  for (const id of ["since", "until"]) find(id).addEventListener("input", () => { stopPlaying(); move(id); });
  find("undated").addEventListener("change", () => go({ undated: find("undated").checked }, true));
  document.querySelectorAll("[data-clock]").forEach((choice) => choice.addEventListener("click", () => {
    stopPlaying();
    go({ clock: choice.dataset.clock, since: null, until: null });
  }));
}
