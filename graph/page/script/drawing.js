// The drawing: vis-network shows nodes and lines where the layout put them; names, labels and the veil over what is not
// chosen are painted on top, so that a choice in a large graph changes no node and no edge.

const LABELLED_EDGES = 400;
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const isHidden = new Map();
let network = null;
let drawn = { counts: new Map(), nodes: new Set(), chosen: null, places: [] };
let lineLabels = true;
let movedByHand = false;
let hovered = null;

// What lies outside the part drawn at first is added as soon as it is chosen.
function revealed(selection) {
  if (!data.nodes.some((node) => node.rest)) return null;
  const wanted = new Set([state.node, state.focus, ...(state.path || [])].filter(Boolean));
  if (state.edge) wanted.add(edgeOf.get(state.edge).from).add(edgeOf.get(state.edge).to);
  if (selection.chosen && (state.path || state.node)) selection.chosen.nodes.forEach((node) => wanted.add(node));
  if (state.focus) selection.nodes.forEach((node) => wanted.add(node));
  return wanted;
}

// What is hidden vis-network is told directly, and what is left: its own ways of finding out take seconds for thousands of lines.
function sync(set, kind, items, make, isShown) {
  const added = [];
  for (const item of items) {
    const hidden = !isShown(item);
    if (!isHidden.has(item.id)) {
      if (hidden) continue;
      added.push(make(item));
    } else if (isHidden.get(item.id) !== hidden) {
      network.body[kind][item.id].options.hidden = hidden;
    } else continue;
    isHidden.set(item.id, hidden);
  }
  if (added.length) set.add(added);
}

function updateDrawing(selection) {
  if (network === null) fitLayout();
  applySize();
  const refolded = applyFolding();
  const extra = revealed(selection);
  const isDrawn = (id) => extra === null || !nodeOf.get(id).rest || extra.has(id);
  sync(nodes, "nodes", data.nodes, (node) => newNode(node, placeOf(node)), (node) => selection.nodes.has(node.id) && isDrawn(node.id));
  sync(edges, "edges", data.edges, newEdge, (edge) => selection.counts.has(edge.id) && !(state.fold && edge.from === edge.to && edge.source !== edge.target) && isDrawn(edge.from) && isDrawn(edge.to));
  drawn = selection;
  drawn.order = data.nodes.filter((node) => isHidden.get(node.id) === false);
  drawn.lines = data.edges.filter((edge) => isHidden.get(edge.id) === false);
  const [nodeIndices, edgeIndices] = [drawn.order, drawn.lines].map((parts) => parts.map(({ id }) => id));
  if (refolded.length) edges.update(refolded.filter((edge) => isHidden.has(edge.id)).map(newEdge));
  const isFirst = network === null;
  if (isFirst) start();
  else Object.assign(network.body, { nodeIndices, edgeIndices });
  applyPins();
  if (isFirst && state.pins.size) fit();
  applyColour();
  network.redraw();
}

function repaint() {
  colours.clear();
  if (network === null) return;
  nodes.update(data.nodes.filter((node) => isHidden.has(node.id)).map((node) => ({ id: node.id, ...paintNode(node) })));
  edges.update(data.edges.filter((edge) => isHidden.has(edge.id)).map((edge) => ({ id: edge.id, ...paintEdge(edge) })));
}

function start() {
  const large = drawn.lines.length > 3000;
  network = new vis.Network(find("drawing"), { nodes, edges }, {
    ...data.options,
    autoResize: true,
    interaction: { ...data.options.interaction, hideEdgesOnDrag: large, hideEdgesOnZoom: large, tooltipDelay: 1e9 },
    nodes: { margin: 7, shapeProperties: { borderRadius: 6 }, chosen: false, widthConstraint: { maximum: EVENT_WIDTH } },
    edges: { arrowStrikethrough: false, hoverWidth: 0.6, selectionWidth: 0, chosen: false, selfReference: { size: LOOP } },
  });
  // The element around it is the one that the keyboard reaches.
  find("drawing").querySelector(".vis-network").tabIndex = -1;
  if (data.edges.length > HEADED_EDGES) paintManyLinesAtOnce(network);
  network.on("beforeDrawing", showHeads);
  network.on("afterDrawing", paintOver);
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node && picking) return finishPath(node);
    return go({ node: node || null, edge: node ? null : edge || null, path: node || edge ? state.path : null });
  });
  network.on("doubleClick", ({ nodes: [node] }) => node && (go({ focus: node, node }), refit()));
  for (const part of ["Node", "Edge"]) {
    network.on(`hover${part}`, (event) => showTip(event.node ? { node: nodeOf.get(event.node) } : { edge: edgeOf.get(event.edge) }, event.pointer.DOM));
    network.on(`blur${part}`, hideTip);
  }
  for (const event of ["zoom", "dragEnd"]) network.on(event, () => { movedByHand = true; });
  network.on("dragStart", hideTip);
  network.on("dragEnd", ({ nodes: dragged }) => dragged.length && pin(dragged));
  network.once("afterDrawing", () => { document.body.dataset.ready = "true"; });
  new ResizeObserver(() => movedByHand || fit()).observe(find("drawing"));
  fit();
}

function nodePlaces(scale) {
  const { nodes: bodies } = network.body;
  const { clientWidth, clientHeight } = find("drawing");
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  return new Map(drawn.order.map((node) => {
    const at = { x: bodies[node.id].x * scale + origin.x, y: bodies[node.id].y * scale + origin.y, radius: node.size * scale };
    at.visible = at.x > -at.radius && at.y > -at.radius && at.x < clientWidth + at.radius && at.y < clientHeight + at.radius;
    return [node.id, at];
  }));
}

function zoom(factor) {
  movedByHand = true;
  network.moveTo({ scale: network.getScale() * factor });
}

// Whoever chooses elsewhere, in a list or by search, is shown where it lies.
function bringIntoView() {
  const ids = drawn.chosen ? [...drawn.chosen.nodes].filter((id) => isHidden.get(id) === false) : [];
  if (!ids.length) return;
  const places = nodePlaces(network.getScale());
  if (ids.some((id) => !places.get(id).visible) || network.getScale() < 0.35) {
    movedByHand = true;
    fit(state.node && ids.length > 40 ? [state.node] : ids);
  }
}

const say = (text) => { find("message").textContent = text; };
