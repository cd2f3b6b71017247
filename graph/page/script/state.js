// What the reader has chosen. All of it is in the URL fragment, so that a link or a bookmark brings it back.

const SORTS = ["claim", "quote", "speaker", "status", "manner", "when", "where", "source", "published", "confidence"];
const VIEWS = ["graph", "memberships", "exclusions", "timeline", "table", "articles"];
const INITIAL = {
  view: "graph", edge: null, node: null, q: "", off: new Set(), speaker: "", outlet: "", confidence: 0,
  clock: DEFAULT_CLOCK, since: null, until: null, undated: true, focus: null, depth: 1, path: null, theme: "", sort: "",
  hidden: new Set(), only: null, pins: new Map(), fold: false, article: null, wrong: new Set(), size: "claims", colour: "kind",
};
const state = { ...INITIAL };
let listener = () => {};

// A name stands for its node where no other has it; else the id.
const nodesByName = new Map();
for (const node of data.nodes) nodesByName.set(node.names[0], nodesByName.has(node.names[0]) || /[~@]/.test(node.names[0]) || node.names[0].length > 80 ? null : node.id);
const keyOf = (id) => (nodesByName.get(nodeOf.get(id).names[0]) === id ? nodeOf.get(id).names[0] : id);
const nodeByKey = (key) => (nodeOf.has(key) ? key : nodesByName.get(key) || null);
const nodeKeys = (text) => (text || "").split("~").map(nodeByKey).filter(Boolean);

function pinsOf(text) {
  const pins = (text || "").split("~").map((pin) => /^(.*)@(-?\d{1,6}),(-?\d{1,6})$/.exec(pin)).filter(Boolean);
  return new Map(pins.map(([, key, x, y]) => [nodeByKey(key), { x: Number(x), y: Number(y) }]).filter(([id]) => id));
}

function read(fragment = location.hash.slice(1)) {
  const values = new URLSearchParams(fragment);
  present = null;
  const known = (key, map) => (map.has(values.get(key)) ? values.get(key) : null);
  const node = (...keys) => keys.reduce((found, key) => found || nodeByKey(values.get(key)), null);
  const among = (key, allowed, otherwise) => (allowed.includes(values.get(key)) ? values.get(key) : otherwise);
  const ends = nodeKeys(values.get("path"));
  Object.assign(state, {
    view: among("view", VIEWS, "graph"),
    edge: known("edge", edgeOf),
    node: known("edge", edgeOf) ? null : node("actor", "event", "node"),
    q: values.get("q") || "",
    off: new Set((values.get("off") || "").split(".").filter(Boolean)),
    speaker: values.get("speaker") || "",
    outlet: values.get("outlet") || "",
    confidence: Math.min(Math.max(Number(values.get("confidence")) || 0, 0), 1),
    clock: among("clock", Object.keys(CLOCKS), DEFAULT_CLOCK),
    since: dayOfIso(values.get("since")),
    until: dayOfIso(values.get("until")),
    undated: values.get("undated") !== "no",
    focus: node("focus"),
    depth: Math.min(Math.max(Math.trunc(Number(values.get("depth"))) || 1, 1), 5),
    path: ends.length === 2 ? ends : null,
    hidden: new Set(nodeKeys(values.get("hide"))),
    only: values.has("only") ? new Set(nodeKeys(values.get("only"))) : null,
    pins: pinsOf(values.get("pin")),
    article: data.documents.some((article) => article.id === values.get("article")) ? values.get("article") : null,
    wrong: new Set((values.get("wrong") || "").split("~").filter((id) => data.claims.some((claim) => claim.id === id))),
    fold: values.get("fold") === "state",
    size: among("size", ["claims", "links", "between"], "claims"),
    colour: among("colour", ["kind", "community"], "kind"),
    theme: among("theme", ["light", "dark"], ""),
    sort: among("sort", SORTS.flatMap((key) => [key, `-${key}`]), ""),
  });
}

function written(next) {
  const values = new URLSearchParams();
  const put = (key, value, initial) => value !== initial && values.set(key, value);
  for (const key of ["view", "edge", "q", "speaker", "outlet", "confidence", "clock", "theme", "sort", "size", "colour"]) {
    if (next[key] !== null) put(key, String(next[key]), String(INITIAL[key]));
  }
  if (next.node !== null) values.set(nodeOf.get(next.node).group === "event" ? "event" : "actor", keyOf(next.node));
  if (next.focus !== null) values.set("focus", keyOf(next.focus));
  if (next.hidden.size) values.set("hide", [...next.hidden].map(keyOf).join("~"));
  if (next.only !== null) values.set("only", [...next.only].map(keyOf).join("~"));
  if (next.pins.size) values.set("pin", [...next.pins].map(([id, at]) => `${keyOf(id)}@${at.x},${at.y}`).join("~"));
  if (next.article !== null) values.set("article", next.article);
  if (next.wrong.size) values.set("wrong", [...next.wrong].join("~"));
  if (next.fold) values.set("fold", "state");
  if (next.off.size) values.set("off", [...next.off].sort().join("."));
  for (const key of ["since", "until"]) if (next[key] !== null) values.set(key, isoDay(next[key]));
  if (!next.undated) values.set("undated", "no");
  if (next.focus !== null && next.depth !== 1) values.set("depth", String(next.depth));
  if (next.path) values.set("path", next.path.map(keyOf).join("~"));
  // As legible as an address can be.
  return values.toString().replace(/%7E/g, "~").replace(/%40/g, "@").replace(/%2C/g, ",");
}

// What stands in the address is all that there is to undo.
const past = [];
let present = null;
const MOST_STEPS = 200;
let lastChange = "";
function remember(fragment, change) {
  const keys = Object.keys(change).join();
  // The steps of a slider are one step.
  const isGoingOn = lastChange === keys && /^(since|until|confidence)$/.test(keys);
  lastChange = keys;
  if (isGoingOn) return;
  past.push(fragment);
  if (past.length > MOST_STEPS) past.shift();
}

function undo() {
  if (!past.length) return;
  lastChange = "";
  const fragment = past.pop();
  read(fragment);
  readdress(fragment, true);
  listener();
}

function readdress(fragment, replace) {
  try {
    history[replace ? "replaceState" : "pushState"](null, "", `#${fragment}`);
  } catch {
    // In a notebook's frame the address cannot be changed; the choice holds as long as the page is open.
  }
}

// With replace, the Back button passes over what was before: for steps of a slider and the like.
function go(change, replace = false) {
  const next = { ...state, ...change };
  if (change.edge) next.node = null;
  if (change.node) next.edge = null;
  const fragment = written(next);
  const before = present ?? written(state);
  if (before !== fragment) remember(before, change);
  Object.assign(state, next);
  present = fragment;
  readdress(fragment, replace);
  listener();
}

const hasFilters = () => Boolean(state.off.size || state.speaker || state.outlet || state.confidence || state.since !== null || state.until !== null || !state.undated);
const NO_FILTERS = { off: new Set(), speaker: "", outlet: "", confidence: 0, since: null, until: null, undated: true };
const clearFilters = () => go(NO_FILTERS);
const showEverything = () => go({ ...NO_FILTERS, q: "", focus: null, path: null, hidden: new Set(), only: null });
