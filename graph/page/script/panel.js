// The side panel: what is chosen, with every claim; otherwise who is on the page.

const MOST_CARDS = 60;
let limit = MOST_CARDS;
let limitFor = "";

function cards(claims, withSentence) {
  const more = moreButton(claims.length - limit, "claim", () => { limit += 10 * MOST_CARDS; fillPanel(drawn); });
  return [...claims.slice(0, limit).map((claim) => card(claim, withSentence)), more];
}

function nodeChoice(node) {
  const made = button([name(titleOf(node))], { node: node.id, edge: null, q: "", path: null });
  made.append(element("span", { class: "number" }, String(node.weight)));
  return made;
}

function edgeChoice(edge) {
  const made = button(sentence(claimsOf.get(edge.id)[0]), { edge: edge.id }, edge.family);
  const status = statusBesideSentence(edge);
  if (status) made.lastChild.append(" ", element("small", { class: "notes" }, name(status)));
  return made;
}

const AT_A_GLANCE = {
  exclusion: ["Left out", "Exclusion"], conflict: ["Against each other", "Conflict"], dealing: ["Dealing with each other", "Dealings"],
  membership: ["Joining", "Membership"], support: ["Backing", "Support"],
};
const MOST_AT_A_GLANCE = 4;
const unfolded = new Set();

// A heading that says what is so stands over nothing that is denied, planned or alleged alone: there it says how that is put.
function headOfGlance(family, lines) {
  const [stated, about] = AT_A_GLANCE[family];
  if (lines.every(isStated)) return stated;
  const ways = [...new Set(lines.map(statusWords))];
  return lines.some(isStated) || ways.length > 2 ? about : `${about}: ${ways.join(" or ").toLowerCase()}`;
}
const isStated = (edge) => edge.polarity === "affirmed" && edge.modality === "actual";

// The first few in order, without sorting thousands for them.
function firstOf(items, number, order) {
  const found = [];
  for (const item of items) {
    if (found.length === number && order(item, found[number - 1]) >= 0) continue;
    const place = found.findIndex((other) => order(item, other) < 0);
    found.splice(place < 0 ? found.length : place, 0, item);
    if (found.length > number) found.pop();
  }
  return found;
}

// Of each family the lines with most claims, what texts state as fact first.
function glance(selection) {
  const linesOfFamily = new Map(Object.keys(AT_A_GLANCE).map((family) => [family, []]));
  for (const edge of data.edges) if (selection.counts.has(edge.id) && linesOfFamily.has(edge.family)) linesOfFamily.get(edge.family).push(edge);
  return [...linesOfFamily].flatMap(([family, lines]) => {
    const order = (one, other) => isStated(other) - isStated(one) || selection.counts.get(other.id) - selection.counts.get(one.id);
    const shown = unfolded.has(family) ? lines.sort(order).slice(0, limit) : firstOf(lines, MOST_AT_A_GLANCE, order);
    if (!lines.length) return [];
    const all = lines.length > shown.length ? element("button", { type: "button", class: "part", onclick: () => { unfolded.add(family); fillPanel(selection); } }, `${shown.length} of ${lines.length.toLocaleString("en")}: show all`) : null;
    return [element("h3", {}, headOfGlance(family, shown), all), listed(shown.map(edgeChoice))];
  });
}

function overview(selection) {
  const shown = data.nodes.filter((node) => selection.nodes.has(node.id));
  return [
    element("h2", { class: "title" }, "Who says what about whom"),
    element("p", { class: "lead" }, "Choose a line or a node to read the sentences behind it. A line is what an article claims, not a fact."),
    ...(selection.claims.length ? glance(selection) : [nothing(data.claims.length ? "No claim passes these filters." : "The articles hold no claim that could be drawn.")]),
    element("h3", {}, "Actors and events, by number of claims"),
    listed(shown.slice(0, limit).map(nodeChoice)),
    moreButton(shown.length - limit, "name", () => { limit += 10 * MOST_CARDS; fillPanel(selection); }),
  ];
}

function edgePanel(edge, selection) {
  const claims = claimsOf.get(edge.id);
  const against = contradicting(edge);
  const ends = new Set([edge.from, edge.to]);
  const others = data.edges.filter((other) => other !== edge && selection.counts.has(other.id) && ends.has(other.from) && ends.has(other.to) && (ends.size === 1 || other.from !== other.to));
  const isSame = claims.every((claim) => plain(claim) === plain(claims[0]));
  return [
    element("h2", { class: "title" }, ...sentence(claims[0])),
    element("p", { class: "lead" }, [counted(claims.length, "claim"), sourcesOf(claims), against.length ? "contradicted" : ""].filter(Boolean).join(" · ")),
    ...(against.length ? [sideBySide(claims.slice(0, limit), against.flatMap((other) => claimsOf.get(other.id)).slice(0, limit))] : cards(claims, !isSame)),
    ...(others.length ? [element("h3", {}, "Also between these two"), listed(others.map(edgeChoice))] : []),
  ];
}

function nodePanel(node, selection) {
  const claims = selection.claims.filter((claim) => drawnEnd(claim.from) === node.id || drawnEnd(claim.to) === node.id);
  const known = [KINDS[node.group], node.code, node.place, node.date].filter(Boolean);
  const also = [...node.names.slice(1), ...node.aliases];
  const tool = (label, change) => element("button", { type: "button", onclick: change }, label);
  return [
    element("h2", { class: "title" }, name(titleOf(node))),
    element("p", { class: "lead" }, name(known.join(" · ")), ` · ${counted(claims.length, "claim")} shown`),
    (node.parties || []).length ? element("p", { class: "also" }, "Who met: ", ...node.parties.flatMap((party, place) => [place ? ", " : "", name(party)])) : null,
    also.length ? element("details", { class: "also" }, element("summary", {}, counted(also.length, "other name")), ...also.flatMap((other, place) => [place ? ", " : "", name(other)])) : null,
    element(
      "p", { class: "actions" },
      tool("Focus on its neighbours", () => { go({ focus: node.id, view: "graph" }); refit(); }),
      tool("Hide", hideChosen),
      state.only !== null || state.focus !== null ? tool("Expand from here", expandChosen) : null,
      state.pins.has(node.id) ? tool("Unpin", () => unpin(node.id)) : null,
      tool("Path to another …", () => pickPath(node.id)),
    ),
    ...cards(claims, true),
  ];
}

function pathPanel([start, end], selection) {
  const { steps, edges: along } = shortestPaths(start, end, selection.counts);
  const names = [name(titleOf(nodeOf.get(start))), " and ", name(titleOf(nodeOf.get(end)))];
  return [
    element("h2", { class: "title" }, "Between ", ...names),
    element("p", { class: "lead" }, steps === null ? "No path leads from one to the other over the lines that are shown." : `The shortest way takes ${counted(steps, "step")}; all such ways are drawn.`),
    ...cards(along.flatMap((edge) => claimsOf.get(edge.id).slice(0, 2)), true),
  ];
}

function searchPanel(selection) {
  const wanted = folded(state.q);
  const named = data.nodes.filter((node) => namesOf(node).some((other) => folded(other).includes(wanted)));
  const claims = claimsListed(selection);
  return [
    element("h2", { class: "title" }, "Found for “", name(state.q), "”"),
    named.length || claims.length ? null : element("div", { class: "lead" }, nothing("No actor and no sentence that is shown holds these letters. Try a shorter part of the name, or fewer filters.")),
    named.length ? listed(named.slice(0, 20).map(nodeChoice)) : null,
    claims.length ? element("h3", {}, counted(claims.length, "claim")) : null,
    ...cards(claims, true),
  ];
}

function fillPanel(selection) {
  const panel = find("panel");
  const chosen = state.edge || (state.path && state.path.join("~")) || state.node || state.q;
  if (limitFor !== String(chosen)) [limit, limitFor] = [MOST_CARDS, String(chosen)];
  const close = element("button", { type: "button", class: "close", "aria-label": "Close", onclick: letGo }, "×");
  const content = state.edge ? edgePanel(edgeOf.get(state.edge), selection)
    : state.path ? pathPanel(state.path, selection)
      : state.node ? nodePanel(nodeOf.get(state.node), selection)
        // Beside tables it is not shown.
        : state.q ? searchPanel(selection) : state.view === "graph" ? overview(selection) : [];
  panel.replaceChildren(...[chosen ? close : null, ...content].filter(Boolean));
  panel.classList.toggle("wide", Boolean(panel.querySelector(".sides")));
  panel.scrollTop = 0;
  if ((state.edge || state.node) && matchMedia("(max-width: 720px)").matches) panel.scrollIntoView({ block: "start" });
}

// One step back: first the line, then the path, then the node and what was searched for.
function letGo() {
  if (state.edge && state.path) go({ edge: null });
  else go({ edge: null, node: null, path: null, q: "" });
}

// The other end of a path is the next node that is chosen, in the drawing or by search.
let picking = null;
function pickPath(start) {
  picking = start;
  document.body.dataset.picking = "true";
  say("Choose the other end: click on it, or search for it. Escape: none.");
  find("query").focus();
}
function stopPicking() {
  picking = null;
  delete document.body.dataset.picking;
  say("");
}
function finishPath(end) {
  const start = picking;
  stopPicking();
  if (start !== end) go({ path: [start, end], node: null, edge: null, q: "", view: "graph" });
}
