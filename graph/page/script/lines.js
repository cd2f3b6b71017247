// Thousands of lines, painted many at once: vis-network paints each by itself, which takes most of the time of a change.

// Lines of one path do not darken each other where they cross: so few of them seldom do.
const LINES_AT_ONCE = 24;

// Lines that look alike, a path at a time; those from a node to itself are left to vis-network.
let bundled = { of: null, loops: [], bundles: [] };
function bundles() {
  if (bundled.of === drawn.lines) return bundled;
  const loops = drawn.lines.filter((edge) => edge.from === edge.to);
  const [open, all] = [new Map(), []];
  for (const edge of drawn.lines) {
    if (edge.from === edge.to) continue;
    const look = `${edge.family} ${edge.width} ${edge.dashes} ${edge.faint}`;
    if (!open.has(look) || open.get(look).length === LINES_AT_ONCE) {
      open.set(look, []);
      all.push(open.get(look)); // as they come, so that no family lies over all others
    }
    open.get(look).push(edge);
  }
  bundled = { of: drawn.lines, loops, bundles: all };
  return bundled;
}

function traceLine(ctx, edge) {
  const { [edge.from]: from, [edge.to]: to } = network.body.nodes;
  ctx.moveTo(from.x, from.y);
  if (!edge.bend) return ctx.lineTo(to.x, to.y);
  const via = controlPoint(from, to, edge.bend);
  return ctx.quadraticCurveTo(via.x, via.y, to.x, to.y);
}

function paintLines(ctx) {
  const scale = network.getScale();
  ctx.save();
  for (const lines of bundles().bundles) {
    const [{ family, width, dashes }] = lines;
    ctx.strokeStyle = colour(`family-${family}`);
    ctx.globalAlpha = strength(lines[0]) * STRENGTH;
    ctx.lineWidth = Math.max(width, 0.3 / scale);
    ctx.setLineDash(dashes || []);
    ctx.beginPath();
    for (const edge of lines) traceLine(ctx, edge);
    ctx.stroke();
  }
  ctx.restore();
  for (const edge of [...bundled.loops, hovered].filter(Boolean)) network.body.edges[edge.id].draw(ctx);
}

// Where heads are shown, lines are few enough on the screen, and end at their heads.
function paintManyLinesAtOnce({ renderer }) {
  const [drawEdges, drawArrows] = [renderer._drawEdges.bind(renderer), renderer._drawArrows.bind(renderer)];
  renderer._drawEdges = (ctx) => (areHeadsShown ? drawEdges(ctx) : paintLines(ctx));
  renderer._drawArrows = (ctx) => areHeadsShown && drawArrows(ctx);
}
