// What is painted over vis-network's drawing: the veil over all that is not chosen, and every name and label.

// vis-network hands over a context in its own coordinates; everything here is in screen pixels.
function paintOver(ctx) {
  const scale = network.getScale();
  const ratio = ctx.canvas.width / find("drawing").clientWidth;
  const { chosen } = drawn;
  lettering = [];
  if (chosen) paintVeil(ctx, chosen);
  for (const id of state.pins.keys()) pinMark(ctx, id);
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const places = nodePlaces(scale);
  const occupied = makeOccupied();
  const { clientWidth, clientHeight } = find("drawing");
  // A halo of some pixels surrounds what is written.
  const pane = { left: 3, right: clientWidth - 3, top: 3, bottom: clientHeight - 3 };
  // What is veiled takes no room from what is chosen: its names come last.
  const inFront = (node) => !chosen || chosen.nodes.has(node.id);
  const front = drawn.order.filter(inFront);
  const behind = drawn.order.filter((node) => !inFront(node));
  for (const node of front) takeShape(ctx, node, places.get(node.id), occupied, scale);
  const isCrowded = drawn.order.length > 150;
  const nameFont = `${isCrowded ? NAME_SIZE - 2 : NAME_SIZE}px ${fontFace()}`;
  const [denied, others] = wantedLabels();
  const denials = placeLineLabels(ctx, denied, places, occupied, lineFont, pane);
  const names = placeNames(ctx, front, places, occupied, nameFont, isCrowded ? 14 : 2, pane);
  const headed = drawn.lines.filter((edge) => !chosen || chosen.edges.has(edge.id));
  if (headed.length <= LABELLED_EDGES) headed.forEach((edge) => takeHeads(edge, places, occupied));
  paintLineLabels(ctx, [...denials, ...placeLineLabels(ctx, others, places, occupied, lineFont, pane)]);
  for (const node of behind) takeShape(ctx, node, places.get(node.id), occupied, scale);
  names.push(...placeNames(ctx, behind, places, occupied, nameFont, isCrowded ? 14 : 2, pane));
  ctx.font = nameFont;
  for (const { node, x, y } of names) paintText(ctx, node.label, x, y, colour("ink"), inFront(node) ? 1 : 0.4);
  paintCodes(ctx, drawn.order, places, new Set(names.map(({ node }) => node)));
  ctx.restore();
}

function takeShape(ctx, node, at, occupied, scale) {
  if (!at.visible || drawn.order.length > LABELLED_EDGES) return;
  const { aside, high } = node.group === "event" ? halfShape(node) : { aside: at.radius / scale, high: at.radius / scale };
  occupied.take(boxAt(at.x, at.y, 2 * aside * scale, 2 * high * scale, 0));
}

// Room for the heads of lines, which labels would hide.
function takeHeads(edge, places, occupied) {
  const ends = [[edge.arrows.to, edge.to, edge.from, edge.bend], [edge.arrows.from, edge.from, edge.to, -edge.bend]];
  for (const [head, there, here, bend] of ends) {
    const [to, from] = [places.get(there), places.get(here)];
    if (!head || !to || !from || to === from) continue;
    const via = controlPoint(from, to, bend);
    const part = (to.radius + 7) / Math.max(Math.hypot(via.x - to.x, via.y - to.y), 1);
    occupied.take(boxAt(to.x + (via.x - to.x) * part, to.y + (via.y - to.y) * part, 9, 9, 0));
  }
}

function paintVeil(ctx, chosen) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 0.82;
  ctx.fillStyle = colour("paper");
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
  // network.body is vis-network's own list of what it draws: it has no call to draw a part of it.
  const lines = [...chosen.edges].map((id) => network.body.edges[id]).filter((line) => line && line.connected && !line.options.hidden);
  const chosenLine = network.body.edges[state.edge];
  if (chosenLine && chosenLine.connected) underline(ctx, edgeOf.get(state.edge));
  for (const line of lines) line.options.color.opacity = strength(edgeOf.get(line.id));
  if (!areHeadsShown) setHeads(lines, true);
  for (const line of lines) line.draw(ctx);
  for (const line of lines) line.drawArrows(ctx);
  if (!areHeadsShown) setHeads(lines, false);
  for (const line of lines) line.options.color.opacity *= STRENGTH;
  for (const id of chosen.nodes) {
    const node = network.body.nodes[id];
    if (node && !node.options.hidden) node.draw(ctx);
  }
  if (state.node && isHidden.get(state.node) === false) ring(ctx, nodeOf.get(state.node));
}

function pinMark(ctx, id) {
  if (isHidden.get(id) !== false) return;
  const { [id]: at } = network.getPositions([id]);
  ctx.save();
  Object.assign(ctx, { fillStyle: colour("ink"), strokeStyle: colour("paper"), lineWidth: 1.5 });
  ctx.beginPath();
  ctx.arc(at.x, at.y, 3, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

function underline(ctx, edge) {
  const { [edge.from]: from, [edge.to]: to } = network.getPositions([edge.from, edge.to]);
  if (!from || !to || edge.from === edge.to) return;
  const via = controlPoint(from, to, edge.bend);
  ctx.save();
  Object.assign(ctx, { strokeStyle: colour("mark"), lineWidth: edge.width + 12, lineCap: "round" });
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.quadraticCurveTo(via.x, via.y, to.x, to.y);
  ctx.stroke();
  ctx.restore();
}

function ring(ctx, node) {
  const { [node.id]: at } = network.getPositions([node.id]);
  ctx.save();
  Object.assign(ctx, { strokeStyle: colour("ink"), lineWidth: 2.5 });
  ctx.beginPath();
  if (node.group === "event") {
    const { left, right, top, bottom } = network.getBoundingBox(node.id);
    ctx.rect(left - 5, top - 5, right - left + 10, bottom - top + 10);
  } else ctx.arc(at.x, at.y, node.size + 5, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

// What was written at the last painting, for the drawing as SVG.
let lettering = [];

function paintText(ctx, text, x, y, ink, alpha) {
  lettering.push({ text, x, y, font: ctx.font, ink, alpha });
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour("paper");
  ctx.lineWidth = 4;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
  ctx.globalAlpha = 1;
}

const lineText = (edge) => (drawn.counts.get(edge.id) > 1 ? `${edge.label} ×${drawn.counts.get(edge.id)}` : edge.label);

const lineFont = (edge) => `${edge.polarity === "negated" ? "600 " : ""}${LINE_SIZE}px ${fontFace()}`;

// Denials apart: they take their place before all names, for a line without its NOT would mislead most.
function wantedLabels() {
  const { chosen } = drawn;
  const few = drawn.lines.length <= LABELLED_EDGES;
  const wanted = drawn.lines.filter((edge) => (chosen ? chosen.edges.has(edge.id) : (lineLabels && few) || hovered === edge));
  const weight = (edge) => drawn.counts.get(edge.id) - (edge.family === "office" ? 1e5 : 0);
  wanted.sort((one, other) => weight(other) - weight(one));
  const labels = wanted.map((edge) => ({ edge, text: lineText(edge) }));
  return [labels.filter(({ edge }) => edge.polarity === "negated"), labels.filter(({ edge }) => edge.polarity !== "negated")];
}

function paintLineLabels(ctx, labels) {
  for (const { edge, rows: parts, x, y } of labels) {
    ctx.font = lineFont(edge);
    const ink = edge.polarity === "negated" ? colour("ink") : colour("ink-soft");
    parts.forEach((part, place) => paintText(ctx, part, x, y + (place - (parts.length - 1) / 2) * LINE_SIZE * 1.15, ink, 1));
  }
}

// Where a name finds no room, a state's code inside its circle says which it is.
function paintCodes(ctx, order, places, named) {
  for (const node of order) {
    const at = places.get(node.id);
    if (named.has(node) || !at.visible || node.group !== "state" || !node.code || at.radius < 9) continue;
    ctx.font = `600 ${Math.min(at.radius * 0.8, 13)}px ${fontFace()}`;
    ctx.globalAlpha = !drawn.chosen || drawn.chosen.nodes.has(node.id) ? 1 : 0.3;
    ctx.fillStyle = colour("paper");
    ctx.fillText(node.code.slice(0, 3), at.x, at.y + 0.5);
    lettering.push({ text: node.code.slice(0, 3), x: at.x, y: at.y + 0.5, font: ctx.font, ink: colour("paper"), alpha: ctx.globalAlpha });
  }
  ctx.globalAlpha = 1;
}
