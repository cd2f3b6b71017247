// Working on the drawing: hide, only these, expand, pin, undo, and what sizes and colours stand for.

function hideChosen() {
  if (state.node) go({ hidden: new Set([...state.hidden, state.node]), node: null });
}

function onlyChosen() {
  if (!drawn.chosen) return;
  go({ only: new Set(drawn.chosen.nodes), focus: null });
  refit();
}

// The neighbours of what is chosen come to what is shown, whichever filter of nodes has left them out.
function expandChosen() {
  if (!state.node || (state.only === null && state.focus === null)) return;
  const around = data.edges.filter((edge) => edge.from === state.node || edge.to === state.node).flatMap((edge) => [edge.from, edge.to]);
  const hidden = new Set([...state.hidden].filter((id) => !around.includes(id)));
  go({ only: new Set([...drawn.nodes, ...around]), focus: null, hidden });
  refit();
}

// A node stays where it has been dragged to.
function pin(ids) {
  const places = network.getPositions(ids);
  const pins = new Map(state.pins);
  for (const id of ids) {
    const { x, y } = toLayout(places[id]);
    pins.set(id, { x: Math.round(x), y: Math.round(y) });
  }
  go({ pins }, true);
}

function unpin(id) {
  const pins = new Map(state.pins);
  pins.delete(id);
  go({ pins });
}

const movedTo = new Map();
function applyPins() {
  for (const id of new Set([...movedTo.keys(), ...state.pins.keys()])) {
    if (!isHidden.has(id)) continue;
    const wanted = state.pins.has(id) ? fromLayout(state.pins.get(id)) : placeOf(nodeOf.get(id));
    network.moveNode(id, wanted.x, wanted.y);
    if (state.pins.has(id)) movedTo.set(id, wanted);
    else movedTo.delete(id);
  }
}

// Sizes

for (const node of data.nodes) node.ownSize = node.size;
const neighbours = () => {
  const found = new Map(data.nodes.map((node) => [node.id, new Set()]));
  for (const { from, to } of data.edges) if (from !== to) { found.get(from).add(to); found.get(to).add(from); }
  return found;
};
let sizing = "claims";
function applySize() {
  const wanted = `${state.size} ${state.fold}`;
  if (sizing === wanted || (state.size === "claims" && sizing === "claims")) return;
  sizing = state.size === "claims" ? "claims" : wanted;
  const around = state.size === "links" ? neighbours() : null;
  const most = Math.max(...data.nodes.map((node) => node.between || 0), 0.0001);
  for (const node of data.nodes) {
    if (state.size === "claims") node.size = node.ownSize;
    else if (state.size === "links") node.size = 10 + 4.5 * Math.sqrt(Math.min(around.get(node.id).size, 25));
    else node.size = 9 + 26 * Math.sqrt((node.between || 0) / most);
  }
  nodes.update(data.nodes.filter((node) => isHidden.has(node.id)).map(({ id, size }) => ({ id, size })));
}

let colouring = "kind";
function applyColour() {
  if (colouring === state.colour) return;
  colouring = state.colour;
  repaint();
}

function showWork(selection) {
  find("only").disabled = !selection.chosen || !selection.chosen.nodes.size;
  find("undo").disabled = !past.length;
  find("fold").checked = state.fold;
  find("size").value = state.size;
  find("colour").value = state.colour;
  find("colour-note").hidden = state.colour === "kind";
  const parts = [state.only === null ? "" : `Only ${counted(selection.nodes.size, "node")}`, state.hidden.size ? `${state.hidden.size} hidden` : ""].filter(Boolean);
  find("parted").textContent = parts.join(" · ");
  find("parted").hidden = !parts.length;
}

function setUpWork() {
  const isMeasured = data.nodes.some((node) => node.community !== null);
  find("colour").closest("label").hidden = !isMeasured;
  find("size").querySelector("[value=between]").disabled = !isMeasured;
  find("fold").closest("label").hidden = !stateOf.size;
  find("fold").addEventListener("change", () => go({ fold: find("fold").checked }));
  for (const id of ["size", "colour"]) find(id).addEventListener("change", () => go({ [id]: find(id).value }));
  find("only").addEventListener("click", onlyChosen);
  find("undo").addEventListener("click", undo);
}
