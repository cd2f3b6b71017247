// Persons under the state that they represent, in the drawing alone: their lines begin at its node; sentences stay theirs.

for (const edge of data.edges) Object.assign(edge, { source: edge.from, target: edge.to, ownBend: edge.bend });

// By what an office says as a fact, of the most claims; else by the state whose code the person has.
const stateOf = new Map();
{
  const offices = data.edges.filter((edge) => edge.family === "office" && edge.polarity === "affirmed" && edge.modality === "actual");
  offices.sort((one, other) => claimsOf.get(one.id).length - claimsOf.get(other.id).length);
  const isState = (node) => node.group === "state";
  const byCode = new Map(data.nodes.filter((node) => isState(node) && node.code).map((node) => [node.code, node.id]));
  for (const node of data.nodes) if (node.group === "person" && byCode.has(node.code)) stateOf.set(node.id, byCode.get(node.code));
  for (const edge of offices) if (nodeOf.get(edge.source).group === "person" && isState(nodeOf.get(edge.target))) stateOf.set(edge.source, edge.target);
}

const drawnEnd = (id) => (state.fold ? stateOf.get(id) || id : id);

// Lines between the same two are spread, as the layout does it.
const LANE_BEND = 0.26;
let isFolded = false;
function applyFolding() {
  if (isFolded === state.fold) return [];
  isFolded = state.fold;
  const moved = [];
  const between = new Map();
  for (const edge of data.edges) {
    const [from, to] = [drawnEnd(edge.source), drawnEnd(edge.target)];
    if (from !== edge.from || to !== edge.to) moved.push(edge);
    Object.assign(edge, { from, to, bend: edge.ownBend });
    const key = [from, to].sort().join();
    between.set(key, [...(between.get(key) || []), edge]);
  }
  for (const lines of state.fold ? between.values() : []) {
    lines.forEach((edge, place) => { edge.bend = Math.min(LANE_BEND, 1.6 / lines.length) * (place - (lines.length - 1) / 2) * (edge.from <= edge.to ? 1 : -1); });
  }
  return data.edges;
}
