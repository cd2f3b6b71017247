// What the reader has chosen. All of it is in the URL fragment, so that a link or a bookmark brings it back.

const SORTS = ["claim", "quote", "speaker", "status", "manner", "when", "where", "source", "published", "confidence"];
const VIEWS = ["graph", "memberships", "exclusions", "timeline", "table"];
const INITIAL = {
  view: "graph", edge: null, node: null, q: "", off: new Set(), speaker: "", outlet: "", confidence: 0,
  clock: DEFAULT_CLOCK, since: null, until: null, undated: true, focus: null, depth: 1, path: null, theme: "", sort: "",
};
const state = { ...INITIAL };
let listener = () => {};

function read() {
  const values = new URLSearchParams(location.hash.slice(1));
  const known = (key, map) => (map.has(values.get(key)) ? values.get(key) : null);
  const among = (key, allowed, otherwise) => (allowed.includes(values.get(key)) ? values.get(key) : otherwise);
  const ends = (values.get("path") || "").split("~");
  Object.assign(state, {
    view: among("view", VIEWS, "graph"),
    edge: known("edge", edgeOf),
    node: known("edge", edgeOf) ? null : known("node", nodeOf),
    q: values.get("q") || "",
    off: new Set((values.get("off") || "").split(".").filter(Boolean)),
    speaker: values.get("speaker") || "",
    outlet: values.get("outlet") || "",
    confidence: Math.min(Math.max(Number(values.get("confidence")) || 0, 0), 1),
    clock: among("clock", Object.keys(CLOCKS), DEFAULT_CLOCK),
    since: dayOfIso(values.get("since")),
    until: dayOfIso(values.get("until")),
    undated: values.get("undated") !== "no",
    focus: known("focus", nodeOf),
    depth: Math.min(Math.max(Math.trunc(Number(values.get("depth"))) || 1, 1), 5),
    path: ends.length === 2 && ends.every((end) => nodeOf.has(end)) ? ends : null,
    theme: among("theme", ["light", "dark"], ""),
    sort: among("sort", SORTS.flatMap((key) => [key, `-${key}`]), ""),
  });
}

function written(next) {
  const values = new URLSearchParams();
  const put = (key, value, initial) => value !== initial && values.set(key, value);
  for (const key of ["view", "edge", "node", "q", "speaker", "outlet", "confidence", "clock", "focus", "theme", "sort"]) {
    if (next[key] !== null) put(key, String(next[key]), String(INITIAL[key]));
  }
  if (next.off.size) values.set("off", [...next.off].sort().join("."));
  for (const key of ["since", "until"]) if (next[key] !== null) values.set(key, isoDay(next[key]));
  if (!next.undated) values.set("undated", "no");
  if (next.focus !== null && next.depth !== 1) values.set("depth", String(next.depth));
  if (next.path) values.set("path", next.path.join("~"));
  return values.toString();
}

// With replace, the Back button passes over what was before: for steps of a slider and the like.
function go(change, replace = false) {
  const next = { ...state, ...change };
  if (change.edge) next.node = null;
  if (change.node) next.edge = null;
  const fragment = written(next);
  Object.assign(state, next);
  try {
    history[replace ? "replaceState" : "pushState"](null, "", `#${fragment}`);
  } catch {
    // In a notebook's frame the address cannot be changed; the choice holds as long as the page is open.
  }
  listener();
}

const hasFilters = () => Boolean(state.off.size || state.speaker || state.outlet || state.confidence || state.since !== null || state.until !== null || !state.undated);
const NO_FILTERS = { off: new Set(), speaker: "", outlet: "", confidence: 0, since: null, until: null, undated: true };
const clearFilters = () => go(NO_FILTERS);
const showEverything = () => go({ ...NO_FILTERS, q: "", focus: null, path: null });
