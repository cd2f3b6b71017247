// Everything that a change of state touches, and what changes the state.

const FILL = { memberships: fillMemberships, exclusions: fillExclusions, timeline: fillTimeline, table: fillTable, articles: fillArticles };
let theme = null;

function showFocus(selection) {
  find("focus").hidden = state.focus === null && state.only === null && !state.hidden.size;
  for (const id of ["focus-words", "depths"]) find(id).hidden = state.focus === null;
  if (state.focus === null) return;
  find("focus-name").replaceChildren(name(titleOf(nodeOf.get(state.focus))));
  document.querySelectorAll("[data-depth]").forEach((choice) => choice.setAttribute("aria-pressed", String(Number(choice.dataset.depth) === state.depth)));
  find("focus-number").textContent = counted(selection.nodes.size - 1, "neighbour");
}

function showPart() {
  const rest = data.nodes.filter((node) => node.rest).length;
  if (!rest) return;
  find("part").hidden = false;
  find("part").textContent = `Drawn: the ${(data.nodes.length - rest).toLocaleString("en")} most connected of ${data.nodes.length.toLocaleString("en")}. Search finds the others and draws them with their neighbours; table and timeline hold all.`;
}

function applyTheme() {
  if (theme === state.theme) return;
  const isFirst = theme === null;
  theme = state.theme;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  if (!isFirst) repaint();
}

function showViews() {
  const main = document.querySelector("main");
  main.dataset.view = state.view;
  main.toggleAttribute("data-chosen", Boolean(state.edge || state.node || state.path));
  find("stage").hidden = state.view !== "graph";
  for (const view of Object.keys(FILL)) find(view).hidden = state.view !== view;
  document.querySelectorAll("[data-view]").forEach((view) => view.tagName === "BUTTON" && view.setAttribute("aria-pressed", String(view.dataset.view === state.view)));
}

function show() {
  applyTheme();
  const selection = select();
  selection.chosen = chosenParts(selection);
  showViews();
  showFilters(selection);
  showClock();
  showWork(selection);
  showMarks();
  showFocus(selection);
  fillPanel(selection);
  if (document.activeElement !== find("query")) find("query").value = state.q;
  if (state.view === "graph") updateDrawing(selection);
  else {
    drawn = { ...drawn, ...selection };
    FILL[state.view](selection);
  }
  find("again").hidden = Boolean(picking || selection.claims.length || !data.claims.length);
  showNumberOfFilters();
  if (!picking) say(data.claims.length ? (selection.claims.length ? "" : "No claim passes these filters.") : "The articles hold no claim that could be drawn.");
}

function refit() {
  movedByHand = false;
  fit();
}

// On a small screen legend, filters and time are a sheet over the page.
function openControls(isOpen) {
  document.body.toggleAttribute("data-controls", isOpen);
  find("open-controls").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) showClock();
  find(isOpen ? "close-controls" : "open-controls").focus();
}

function showNumberOfFilters() {
  const parts = [state.off.size, state.speaker, state.outlet, state.confidence, state.since !== null || state.until !== null, !state.undated];
  const number = parts.reduce((sum, part) => sum + (typeof part === "number" && part >= 1 ? part : Number(Boolean(part))), 0);
  find("open-controls").textContent = number ? `Filters (${number})` : "Filters";
}

// A view that is chosen opens at its top.
function openView(view) {
  go({ view });
  const shown = find(view === "graph" ? "stage" : view);
  shown.scrollTop = 0;
  if (isPhone()) shown.scrollIntoView({ block: "start" });
}

function onKey(event) {
  const isTyping = /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
  if (find("keys").open) return;
  if (event.key === "Escape") {
    if (document.body.hasAttribute("data-controls")) openControls(false);
    else if (picking) stopPicking();
    else if (state.edge || state.node || state.q || state.path) letGo();
    else if (state.focus) go({ focus: null });
  } else if (event.key === "/" && !isTyping) {
    event.preventDefault();
    find("query").focus();
  } else if (event.key === "?" && !isTyping) {
    event.preventDefault();
    find("keys").showModal();
  } else if (!isTyping && !event.altKey && WORK_KEYS[event.key] && event.ctrlKey === (event.key === "z") && !event.metaKey) {
    event.preventDefault();
    WORK_KEYS[event.key]();
  }
}
const WORK_KEYS = { h: hideChosen, o: onlyChosen, e: expandChosen, u: undo, z: undo };

function connect() {
  const on = (id, listen) => find(id).addEventListener("click", listen);
  window.addEventListener("popstate", () => { read(); show(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  document.querySelectorAll("button[data-view]").forEach((view) => view.addEventListener("click", () => openView(view.dataset.view)));
  document.querySelectorAll("[data-depth]").forEach((choice) => choice.addEventListener("click", () => { go({ depth: Number(choice.dataset.depth) }); refit(); }));
  on("unfocus", () => { go({ focus: null, only: null, hidden: new Set() }); refit(); });
  on("labels", () => {
    lineLabels = !lineLabels;
    find("labels").setAttribute("aria-pressed", String(lineLabels));
    network.redraw();
  });
  on("fit", refit);
  on("closer", () => zoom(1.3));
  on("farther", () => zoom(1 / 1.3));
  on("open-controls", () => openControls(true));
  on("close-controls", () => openControls(false));
  on("backdrop", () => openControls(false));
  on("open-keys", () => find("keys").showModal());
  on("close-keys", () => find("keys").close());
  on("again", showEverything);
  on("skip", () => {
    if (state.view !== "graph") go({ view: "graph" });
    find("drawing").focus();
  });
  on("theme", () => {
    const isDark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    go({ theme: isDark ? "light" : "dark" }, true);
  });
  document.addEventListener("keydown", onKey);
  find("drawing").addEventListener("keydown", moveByKey);
}

listener = show;
read();
setUpFilters();
setUpSearch();
setUpClock();
setUpWork();
setUpSaving();
setUpKept();
connect();
showPart();
show();
if (state.view === "graph" && (state.node || state.edge || state.path)) bringIntoView();
