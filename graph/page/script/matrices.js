// Two tables of positions: candidates by organizations, and events by who was there and who was kept out.

const columnsOf = (groups) => new Map(groups.flatMap(([column, relations]) => relations.map((relation) => [relation, column])));
const MEMBERSHIP = columnsOf(data.membership);
const EXCLUSION = columnsOf(data.exclusion);

const columnOf = (columns, edge) => columns.get(kindOf(edge)) || columns.get(edge.relation);

function position(edge, node, selection) {
  const number = selection.counts.get(edge.id);
  const isPlain = edge.polarity === "affirmed" && edge.modality === "actual";
  const how = statusOf(edge);
  return element(
    "button", { type: "button", class: `position family-${edge.family}${isPlain ? "" : " soft"}`, "aria-pressed": String(state.edge === edge.id), onclick: () => go({ edge: edge.id, path: null }) },
    edge.polarity === "negated" ? element("s", {}, name(titleOf(node))) : name(titleOf(node)),
    how ? element("small", {}, " ", name(how)) : null,
    number > 1 ? element("small", {}, ` ×${number}`) : null,
  );
}

function grid(caption, heads, lines) {
  return element(
    "table", { class: "grid" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...lines.map(([head, ...cells]) => element("tr", {}, element("th", { scope: "row" }, head), ...cells.map((cell) => element("td", {}, ...cell))))),
  );
}

const shownEdges = (selection, columns) => data.edges.filter((edge) => columnOf(columns, edge) && selection.counts.has(edge.id));
const byWeight = (ids) => data.nodes.filter((node) => ids.has(node.id));

// A bid is a candidate and a body: some relations name the body beside the candidate, others as their object.
function bidOf(edge) {
  return edge.organization === null
    ? { candidate: edge.source, body: titleOf(nodeOf.get(edge.target)), by: edge.source }
    : { candidate: edge.target, body: edge.organization, by: edge.source };
}

function membershipCell(edges, selection) {
  return data.membership.flatMap(([column]) => {
    const inColumn = edges.filter((edge) => columnOf(MEMBERSHIP, edge) === column);
    if (!inColumn.length) return [];
    return [element("div", { class: "stand" }, element("span", { class: "stance" }, column), element("div", {}, ...inColumn.map((edge) => position(edge, nodeOf.get(bidOf(edge).by), selection))))];
  });
}

function fillMemberships(selection) {
  const edges = shownEdges(selection, MEMBERSHIP);
  const bodies = new Map();
  for (const edge of edges) bodies.set(bidOf(edge).body, (bodies.get(bidOf(edge).body) || 0) + selection.counts.get(edge.id));
  const columns = [...bodies].sort((one, other) => other[1] - one[1]).map(([body]) => body);
  const candidates = byWeight(new Set(edges.map((edge) => bidOf(edge).candidate)));
  const lines = candidates.map((candidate) => {
    const own = edges.filter((edge) => bidOf(edge).candidate === candidate.id);
    return [name(titleOf(candidate)), ...columns.map((body) => membershipCell(own.filter((edge) => bidOf(edge).body === body), selection))];
  });
  const content = edges.length ? grid("Who opposes, supports or seeks whose membership of which organization", ["Candidate", ...columns.map(name)], lines) : nothing("No claim that is shown is about a membership.");
  find("memberships").replaceChildren(content);
}

function fillExclusions(selection) {
  const edges = shownEdges(selection, EXCLUSION);
  // Columns in which nobody stands would only push the others off a small screen.
  const heads = data.exclusion.map(([head]) => head).filter((head) => edges.some((edge) => columnOf(EXCLUSION, edge) === head));
  const lines = byWeight(new Set(edges.map((edge) => edge.target))).map((event) => {
    const own = edges.filter((edge) => edge.target === event.id);
    const cells = heads.map((head) => own.filter((edge) => columnOf(EXCLUSION, edge) === head).map((edge) => position(edge, nodeOf.get(edge.source), selection)));
    const when = event.date ? element("small", {}, name(event.date)) : null;
    const parties = (event.parties || []).length ? element("small", {}, "Who met: ", ...event.parties.flatMap((party, place) => [place ? ", " : "", name(party)])) : null;
    return [element("span", {}, name(titleOf(event)), when, parties), ...cells];
  });
  const content = edges.length ? grid("Who was kept out of which event, who stayed away, and who took part", ["Event", ...heads.map((head) => head[0].toUpperCase() + head.slice(1))], lines) : nothing("No claim that is shown is about taking part in an event or being absent from one.");
  find("exclusions").replaceChildren(content);
}
