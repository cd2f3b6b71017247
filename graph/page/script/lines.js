// Thousands of lines, painted many at once: vis-network paints each by itself, which takes most of the time of a change.

// Lines of one path do not darken each other where they cross: so few of them seldom do.
const LINES_AT_ONCE = 24;
const DOTS_AT_ONCE = 20;

// Lines that look alike, a path at a time; those from a node to itself are left to vis-network.
const looks = new Map();
function lookOf(edge) {
  if (!looks.has(edge)) looks.set(edge, `${edge.family} ${edge.width} ${edge.dashes} ${edge.faint}`);
  return looks.get(edge);
}
let bundled = { of: null, loops: [], bundles: [] };
function bundles() {
  if (bundled.of === drawn.lines) return bundled;
  const loops = drawn.lines.filter((edge) => edge.from === edge.to);
  const [open, all] = [new Map(), []];
  for (const edge of drawn.lines) {
    if (edge.from === edge.to) continue;
    const look = lookOf(edge);
    if (!open.has(look) || open.get(look).length === LINES_AT_ONCE) {
      open.set(look, []);
      all.push(open.get(look)); // as they come, so that no family lies over all others
    }
    open.get(look).push(edge);
  }
  bundled = { of: drawn.lines, loops, bundles: all };
  return bundled;
}

function traceLine(ctx, edge, bodies) {
  const [from, to] = [bodies[edge.from], bodies[edge.to]];
  ctx.moveTo(from.x, from.y);
  if (!edge.bend) return ctx.lineTo(to.x, to.y);
  const via = controlPoint(from, to, edge.bend);
  return ctx.quadraticCurveTo(via.x, via.y, to.x, to.y);
}

function paintLines(ctx) {
  const scale = network.getScale();
  const bodies = network.body.nodes;
  ctx.save();
  for (const lines of bundles().bundles) {
    const [{ family, width, dashes }] = lines;
    ctx.strokeStyle = colour(`family-${family}`);
    ctx.globalAlpha = strength(lines[0]) * STRENGTH;
    ctx.lineWidth = Math.max(width, 0.3 / scale);
    ctx.setLineDash(dashes || []);
    ctx.beginPath();
    for (const edge of lines) traceLine(ctx, edge, bodies);
    ctx.stroke();
  }
  ctx.restore();
  for (const edge of [...bundled.loops, hovered].filter(Boolean)) network.body.edges[edge.id].draw(ctx);
}

// Nodes too small to tell a shape are dots, those of a colour together. vis-network paints each once where it now lies, to
// know what lies under the pointer, and those that it marks itself.
const SMALLEST_SHAPE = 4; // pixels, half of what is seen of it
const SMALLEST_DOT = 2; // a square is as good
const HALO = 0.8;
const laid = new Map();
function isLaid(id, { x, y, options }) {
  const last = laid.get(id);
  if (last && last.x === x && last.y === y && last.size === options.size) return true;
  laid.set(id, { x, y, size: options.size });
  return false;
}

function paintDots(ctx, dots, scale) {
  for (const [ink, more] of [[colour("paper"), HALO / scale], [fillOf(dots[0]), 0]]) {
    ctx.fillStyle = ink;
    ctx.beginPath();
    for (const { id, size } of dots) {
      const { x, y } = network.body.nodes[id];
      const radius = Math.max(size, 0.6 / scale) + more;
      if (radius * scale < SMALLEST_DOT) ctx.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
      else {
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    ctx.fill();
  }
}

function paintNodes(ctx, drawNodes) {
  const { body } = network;
  const scale = network.getScale();
  const [dots, others] = [new Map(), []];
  for (const node of drawn.order) {
    const at = body.nodes[node.id];
    if (node.size * scale >= SMALLEST_SHAPE || node.group === "event" || at.hover || at.isSelected() || !isLaid(node.id, at)) {
      others.push(node.id);
      continue;
    }
    const ink = fillOf(node);
    if (!dots.has(ink)) dots.set(ink, []);
    dots.get(ink).push(node);
  }
  ctx.save();
  for (const ofColour of dots.values()) for (let next = 0; next < ofColour.length; next += DOTS_AT_ONCE) paintDots(ctx, ofColour.slice(next, next + DOTS_AT_ONCE), scale);
  ctx.restore();
  const { nodeIndices } = body;
  body.nodeIndices = others;
  try {
    return drawNodes(ctx);
  } finally {
    body.nodeIndices = nodeIndices;
  }
}

// Where heads are shown, lines are few enough on the screen, and end at their heads.
function paintManyLinesAtOnce({ renderer }) {
  const [drawEdges, drawArrows] = [renderer._drawEdges.bind(renderer), renderer._drawArrows.bind(renderer)];
  renderer._drawEdges = (ctx) => (areHeadsShown ? drawEdges(ctx) : paintLines(ctx));
  renderer._drawArrows = (ctx) => areHeadsShown && drawArrows(ctx);
  const drawNodes = renderer._drawNodes.bind(renderer);
  renderer._drawNodes = (ctx, isAll) => (areHeadsShown || isAll ? drawNodes(ctx, isAll) : paintNodes(ctx, drawNodes));
}
