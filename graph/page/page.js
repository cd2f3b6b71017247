// Draws the graph that the page carries and shows the evidence of what is chosen. All state is in the URL fragment:
// edge or node (what is chosen), q (search), view ("table"), off (filters switched off).
// Every text of the data reaches the document through textContent alone.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeOf = new Map(data.edges.map((edge) => [edge.id, edge]));
  const claimsOf = new Map(data.edges.map((edge) => [edge.id, []]));
  data.claims.forEach((claim) => claimsOf.get(claim.edge).push(claim));
  const FILTERS = ["family", "polarity", "modality"];
  const WORDS = {
    affirmed: "Affirmed", negated: "Denied", actual: "Stated as fact", planned: "Planned", possible: "Possible",
    demanded: "Demanded", alleged: "Alleged",
  };
  const ROWS = 200;
  // Nodes times edges: what arrange.js looks through for each of its steps, a few hundred milliseconds at this size.
  const ROOM_FOR = 4000;
  const state = { edge: null, node: null, q: "", view: "graph", off: new Set() };
  let labels = data.edgeLabels;
  let rows = ROWS;
  let chosenOnCanvas = false;
  let movedByHand = false;

  // Elements

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") made.addEventListener("click", value);
      else if (value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const name = (text) => element("bdi", { dir: "auto", class: text.length > 300 ? "long" : null }, text);
  const sentence = (parts) => parts.map((part, place) => (place % 2 ? part : name(part)));
  const plain = (claim) => claim.sentence.join("");

  function button(content, change, family) {
    const swatch = family ? element("span", { class: `swatch family-${family}` }) : null;
    return element("button", { type: "button", onclick: () => go(change) }, swatch, element("span", {}, ...content));
  }

  function describe(entries) {
    const list = element("dl");
    for (const [term, content] of entries) {
      if (content !== null && content !== undefined && content !== "") {
        list.append(element("dt", {}, term), element("dd", { dir: "auto" }, content));
      }
    }
    return list;
  }

  function quoteOf(evidence) {
    const [before, trigger, after] = evidence.quote;
    return element("blockquote", { dir: "auto" }, before, trigger ? element("mark", {}, trigger) : null, after);
  }

  function linkTo(article) {
    if (!/^https?:\/\//i.test(article.link || "")) return name(article.title);
    return element("a", { href: article.link, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, article.title);
  }

  function card(claim, withSentence) {
    const article = data.documents[claim.document];
    const words = sentence(claim.sentence);
    const chip = (value, strong) => element("span", { class: strong ? "chip strong" : "chip" }, WORDS[value]);
    return element(
      "article", { class: `claim family-${claim.family}`, "data-claim": claim.id },
      withSentence ? element("p", { class: "sentence" }, ...words) : null,
      ...claim.evidence.map(quoteOf),
      element("p", { class: "chips" }, chip(claim.polarity, claim.polarity === "negated"), chip(claim.modality, claim.modality !== "actual")),
      describe([
        ["Speaker", claim.speaker],
        ["Role", claim.role],
        ["Outlet", claim.outlet],
        ["Article", linkTo(article)],
        ["Published", article.date],
        ["Address", article.url && !article.link ? article.url : null],
        ["When", claim.date],
        ["Where", claim.place],
        ["Trigger", claim.evidence.map((evidence) => evidence.trigger).filter(Boolean).join(", ")],
        ["Confidence", claim.confidence.toFixed(2)],
      ]),
    );
  }

  // State

  function read() {
    const values = new URLSearchParams(location.hash.slice(1));
    state.edge = edgeOf.has(values.get("edge")) ? values.get("edge") : null;
    state.node = !state.edge && nodeOf.has(values.get("node")) ? values.get("node") : null;
    state.q = values.get("q") || "";
    state.view = values.get("view") === "table" ? "table" : "graph";
    state.off = new Set((values.get("off") || "").split(".").filter(Boolean));
  }

  function go(change, replace) {
    const next = { ...state, ...change };
    if (change.edge) next.node = null;
    if (change.node) next.edge = null;
    const values = new URLSearchParams();
    for (const key of ["edge", "node", "q"]) if (next[key]) values.set(key, next[key]);
    if (next.view === "table") values.set("view", "table");
    if (next.off.size) values.set("off", [...next.off].sort().join("."));
    if (replace) location.replace(`#${values}`);
    else location.hash = values.toString();
  }

  const shown = (item) => !FILTERS.some((filter) => state.off.has(item[filter]));
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const haystacks = new Map();
  function matches(claim) {
    if (!haystacks.has(claim)) {
      const quotes = claim.evidence.map((evidence) => evidence.quote.join(""));
      const ends = [claim.from, claim.to].flatMap((end) => nodeOf.get(end).names);
      haystacks.set(claim, folded([plain(claim), ...ends, claim.speaker, claim.outlet, ...quotes].filter(Boolean).join("\n")));
    }
    return haystacks.get(claim).includes(folded(state.q));
  }
  const claimsShown = () => data.claims.filter((claim) => shown(claim) && (!state.q || matches(claim)));

  // Drawing

  const colour = (key) => getComputedStyle(document.documentElement).getPropertyValue(`--${key}`).trim();
  const GLYPHS = {
    person: '<circle cx="48" cy="26" r="22"/><path d="M6 94c0-27 15-40 42-40s42 13 42 40z"/>',
    group: '<circle cx="28" cy="34" r="17"/><circle cx="68" cy="34" r="17"/><path d="M2 84c0-20 10-30 26-30s26 10 26 30zM60 84c0-12-3-20-8-26 4-3 9-4 16-4 16 0 26 10 26 30z"/>',
  };

  function glyph(kind) {
    const fill = colour(`kind-${kind}`);
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" fill="${fill}">${GLYPHS[kind]}</svg>`;
    return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
  }

  function paintNode(node, near, hidden) {
    const faded = near !== null && !near.has(node.id);
    const chosen = state.node === node.id;
    const line = colour(`kind-${node.group}`);
    const isEvent = node.group === "event";
    const fill = isEvent ? colour("event-fill") : line;
    const both = { background: fill, border: chosen ? colour("ink") : isEvent ? line : colour("paper") };
    return {
      id: node.id,
      hidden,
      color: { ...both, highlight: { background: fill, border: colour("ink") }, hover: { background: fill, border: colour("ink-soft") } },
      image: GLYPHS[node.group] ? glyph(node.group) : undefined,
      // An image fades its label too, so that it is left stronger.
      opacity: faded ? (GLYPHS[node.group] ? 0.6 : 0.35) : 1,
      borderWidth: chosen ? 3 : 1.5,
      font: {
        color: faded ? `${colour("ink-soft")}99` : colour("ink"), face: getComputedStyle(document.body).fontFamily,
        size: isEvent ? 17 : 19, strokeColor: colour("paper"), strokeWidth: isEvent ? 0 : 4,
      },
    };
  }

  function paintEdge(edge, lit) {
    const faded = lit !== null && !lit.has(edge.id);
    const base = colour(`family-${edge.family}`);
    const emphasis = lit !== null && !faded;
    return {
      id: edge.id,
      hidden: !shown(edge),
      color: { color: base, highlight: base, hover: base, inherit: false, opacity: faded ? 0.2 : edge.faint ? 0.7 : 1 },
      label: (labels && !faded) || emphasis ? edge.label : "",
      width: state.edge === edge.id ? edge.width + 1.5 : edge.width,
      font: {
        align: "horizontal", color: edge.polarity === "negated" ? colour("ink") : colour("ink-soft"), face: getComputedStyle(document.body).fontFamily,
        size: 15, strokeColor: colour("paper"), strokeWidth: 5,
      },
    };
  }

  function chosenParts() {
    const near = new Set();
    const lit = new Set();
    const found = state.q && !state.edge && !state.node ? new Set(claimsShown().map((claim) => claim.edge)) : null;
    if (!state.edge && !state.node && !found) return [null, null];
    for (const edge of data.edges) {
      const touches = state.edge === edge.id || (state.node && (edge.from === state.node || edge.to === state.node)) || (found && found.has(edge.id));
      if (touches && shown(edge)) {
        lit.add(edge.id);
        near.add(edge.from).add(edge.to);
      }
    }
    if (state.node) near.add(state.node);
    return [near, lit];
  }

  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network = null;

  function paint() {
    const [near, lit] = chosenParts();
    const joined = new Set(data.edges.filter(shown).flatMap((edge) => [edge.from, edge.to]));
    nodes.update(data.nodes.map((node) => paintNode(node, near, state.off.size > 0 && !joined.has(node.id))));
    edges.update(data.edges.map((edge) => paintEdge(edge, lit)));
  }

  const LABEL_ROOM = 8;
  const NAME_ROOM = 10;
  function makeRoom() {
    const stage = find("drawing");
    const places = network.getPositions();
    const drawn = data.nodes.map((node) => {
      const isBox = node.group === "event";
      const width = Math.min(node.label.length * NAME_ROOM, 190);
      const lines = Math.ceil((node.label.length * NAME_ROOM) / 190);
      return {
        id: node.id, ...places[node.id], size: node.size, width: Math.max(width, isBox ? 0 : 2 * node.size),
        above: isBox ? 10 * lines + 8 : node.size, below: isBox ? 10 * lines + 8 : node.size + 11 + 22 * lines, isBox,
      };
    });
    const lines = data.edges.map((edge) => ({
      from: edge.from, to: edge.to, arrows: edge.arrows, width: edge.label.length * LABEL_ROOM,
      bend: edge.smooth.enabled ? edge.smooth.roundness * (edge.smooth.type === "curvedCW" ? 1 : -1) : 0,
    }));
    arrange(drawn, lines, stage.clientWidth / stage.clientHeight).forEach((node) => network.moveNode(node.id, node.x, node.y));
  }

  // vis-network's own fit knows no label before it has drawn it.
  function fit() {
    const places = Object.values(network.getPositions(data.nodes.filter((node) => !nodes.get(node.id).hidden).map((node) => node.id)));
    if (!places.length) return;
    const ends = (axis) => [Math.min(...places.map((at) => at[axis])), Math.max(...places.map((at) => at[axis]))];
    const [left, right] = ends("x");
    const [top, bottom] = ends("y");
    const stage = find("drawing");
    const scale = Math.min((stage.clientWidth - 20) / (right - left + 170), (stage.clientHeight - 60) / (bottom - top + 100), 1.2);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 + 20 / scale }, scale });
  }

  function start() {
    const [near, lit] = chosenParts();
    nodes.add(data.nodes.map((node) => ({ ...node, ...paintNode(node, near, false) })));
    edges.add(data.edges.map((edge) => ({ ...edge, ...paintEdge(edge, lit) })));
    const drawn = {
      ...data.options,
      nodes: { widthConstraint: { maximum: 190 }, margin: 8, shapeProperties: { borderRadius: 6 } },
      edges: { arrowStrikethrough: false, hoverWidth: 0.6, selectionWidth: 0, chosen: false },
    };
    network = new vis.Network(find("drawing"), { nodes, edges }, drawn);
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      chosenOnCanvas = true;
      go({ node: node || null, edge: node ? null : edge || null });
    });
    for (const part of ["Node", "Edge"]) {
      network.on(`hover${part}`, () => { find("drawing").style.cursor = "pointer"; });
      network.on(`blur${part}`, () => { find("drawing").style.cursor = ""; });
    }
    network.on("zoom", () => { movedByHand = true; });
    network.on("dragEnd", () => { movedByHand = true; });
    new ResizeObserver(() => movedByHand || !document.body.dataset.ready || fit()).observe(find("drawing"));
    const settled = () => {
      network.setOptions({ physics: { enabled: false } });
      if (data.edgeLabels && data.nodes.length * data.edges.length <= ROOM_FOR) makeRoom();
      fit();
      find("status").textContent = "";
      document.body.dataset.ready = "true";
    };
    if (!data.nodes.length) {
      settled();
      find("status").textContent = "The articles hold no claim that could be drawn.";
    } else if (data.options.physics.enabled === false) {
      network.once("afterDrawing", settled);
    } else {
      find("status").textContent = "Arranging the graph …";
      network.once("stabilizationIterationsDone", settled);
    }
  }

  // Panel

  function overview() {
    const most = data.nodes.slice(0, 12);
    return [
      element("h2", { class: "title" }, "Who says what about whom"),
      element("p", { class: "lead" }, "Choose a line or a node to read the sentences behind it. A line is what an article claims, not a fact."),
      element("h3", {}, data.nodes.length > most.length ? "In most claims" : "Actors and events"),
      element("ul", { class: "choices" }, ...most.map(nodeChoice)),
    ];
  }

  function nodeChoice(node) {
    const count = element("span", { class: "number" }, String(node.weight));
    const item = element("li", {}, button([name(node.names[0])], { node: node.id, q: "" }));
    item.firstChild.append(count);
    return item;
  }

  const edgeChoice = (edge) => element("li", {}, button(sentence(claimsOf.get(edge.id)[0].sentence), { edge: edge.id }, edge.family));

  function edgePanel(edge) {
    const claims = claimsOf.get(edge.id);
    const ends = new Set([edge.from, edge.to]);
    const others = data.edges.filter((other) => other !== edge && ends.has(other.from) && ends.has(other.to) && (ends.size === 1 || other.from !== other.to));
    const same = claims.every((claim) => plain(claim) === plain(claims[0]));
    return [
      element("h2", { class: "title" }, ...sentence(claims[0].sentence)),
      element("p", { class: "lead" }, claims.length === 1 ? "One claim" : `${claims.length} claims`),
      ...claims.map((claim) => card(claim, !same)),
      ...(others.length ? [element("h3", {}, "Also between these two"), element("ul", { class: "choices" }, ...others.map(edgeChoice))] : []),
    ];
  }

  function nodePanel(node) {
    const claims = data.claims.filter((claim) => (claim.from === node.id || claim.to === node.id) && shown(claim));
    const kind = { state: "State", igo: "International organization", armed: "Armed group", organization: "Organization", person: "Person", group: "Group", event: "Event", actor: "Actor" };
    const known = [kind[node.group], node.code, node.place].filter(Boolean);
    return [
      element("h2", { class: "title" }, name(node.names[0])),
      element("p", { class: "lead" }, name(known.join(" · ")), ` · ${claims.length === 1 ? "one claim" : `${claims.length} claims`}`),
      node.names.length > 1 ? element("p", { class: "lead" }, "Also: ", ...node.names.slice(1).flatMap((other, place) => [place ? ", " : "", name(other)])) : null,
      ...claims.map((claim) => card(claim, true)),
    ];
  }

  function searchPanel() {
    const wanted = folded(state.q);
    const named = data.nodes.filter((node) => node.names.some((other) => folded(other).includes(wanted)));
    const claims = claimsShown();
    const nothing = !named.length && !claims.length;
    return [
      element("h2", { class: "title" }, "Found for “", name(state.q), "”"),
      nothing ? element("p", { class: "lead" }, "No actor and no sentence on this page holds these letters. Try a shorter part of the name.") : null,
      named.length ? element("ul", { class: "choices" }, ...named.slice(0, 20).map(nodeChoice)) : null,
      claims.length ? element("h3", {}, claims.length === 1 ? "One claim" : `${claims.length} claims`) : null,
      ...claims.slice(0, ROWS).map((claim) => card(claim, true)),
    ];
  }

  function fillPanel() {
    const panel = find("panel");
    const chosen = state.edge || state.node || state.q;
    const close = element("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => go({ edge: null, node: null, q: "" }) }, "×");
    const content = state.edge ? edgePanel(edgeOf.get(state.edge)) : state.node ? nodePanel(nodeOf.get(state.node)) : state.q ? searchPanel() : overview();
    panel.replaceChildren(...[chosen ? close : null, ...content].filter(Boolean));
    panel.scrollTop = 0;
    if ((state.edge || state.node) && matchMedia("(max-width: 720px)").matches) panel.scrollIntoView({ block: "nearest" });
  }

  // Table

  function row(claim) {
    const article = data.documents[claim.document];
    const cell = (...content) => element("td", {}, element("span", { class: "cell", dir: "auto" }, ...content));
    const quotes = claim.evidence.map((evidence) => evidence.quote.join("")).join(" […] ");
    const source = [...(claim.outlet ? [name(claim.outlet), ": "] : []), name(article.title)];
    return element(
      "tr", {},
      cell(element("button", { type: "button", onclick: () => go({ edge: claim.edge }) }, ...sentence(claim.sentence))),
      cell(quotes), cell(claim.speaker || ""), cell(...source), cell(article.date || ""), cell(claim.date || ""), cell(WORDS[claim.polarity]), cell(WORDS[claim.modality]), cell(claim.confidence.toFixed(2)),
    );
  }

  function fillTable() {
    const claims = claimsShown();
    const heads = ["Claim", "Quote", "Speaker", "Source", "Published", "When", "Polarity", "Modality", "Confidence"];
    const more = claims.length > rows ? element("button", { type: "button", class: "more", onclick: () => { rows = Infinity; fillTable(); } }, `Show all ${claims.length} claims`) : null;
    const table = element(
      "table", {},
      element("caption", {}, claims.length === data.claims.length ? `All ${claims.length} claims` : `${claims.length} of ${data.claims.length} claims`),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...claims.slice(0, rows).map(row)),
    );
    find("table").replaceChildren(...[table, more].filter(Boolean));
  }

  // Page

  function show() {
    const before = state.view;
    read();
    const isTable = state.view === "table";
    find("stage").hidden = isTable;
    find("table").hidden = !isTable;
    const main = document.querySelector("main");
    main.dataset.view = state.view;
    main.toggleAttribute("data-chosen", Boolean(state.edge || state.node));
    document.querySelectorAll("[data-view]").forEach((view) => view.setAttribute("aria-pressed", String(view.dataset.view === state.view)));
    document.querySelectorAll("[data-filter]").forEach((box) => { box.checked = !state.off.has(box.value); });
    if (document.activeElement !== find("query")) find("query").value = state.q;
    find("labels").setAttribute("aria-pressed", String(labels));
    fillPanel();
    if (isTable) fillTable();
    else if (network === null) start();
    else paint();
    if (!isTable && network !== null && before === "table") network.redraw();
    if (state.node && network !== null && !chosenOnCanvas && !isTable) network.focus(state.node, { scale: Math.max(network.getScale(), 0.7) });
    chosenOnCanvas = false;
  }

  window.addEventListener("hashchange", show);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network !== null && paint());
  document.querySelectorAll("[data-view]").forEach((view) => view.addEventListener("click", () => go({ view: view.dataset.view })));
  document.querySelectorAll("[data-filter]").forEach((box) => box.addEventListener("change", () => {
    const off = new Set(state.off);
    if (box.checked) off.delete(box.value);
    else off.add(box.value);
    go({ off }, true);
  }));
  find("search").addEventListener("submit", (event) => event.preventDefault());
  find("query").addEventListener("input", () => go({ q: find("query").value.trim(), edge: null, node: null }, true));
  find("labels").addEventListener("click", () => { labels = !labels; find("labels").setAttribute("aria-pressed", String(labels)); paint(); });
  find("fit").addEventListener("click", () => { movedByHand = false; fit(); });
  find("closer").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  find("farther").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (state.edge || state.node || state.q)) go({ edge: null, node: null, q: "" });
  });
  show();
})();
