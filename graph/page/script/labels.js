// Names and line labels, written over the drawing as a map does: the same size at every zoom, the weightier first, and only
// where nothing is covered. Closer in, more of them fit.

const NAME_SIZE = 14;
const LINE_SIZE = 12;
const MOST_LABELS = 500;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
const widths = new Map();

function textWidth(ctx, text, font) {
  if (!widths.has(font)) widths.set(font, new Map());
  const known = widths.get(font);
  if (!known.has(text)) {
    ctx.save();
    ctx.font = font;
    known.set(text, ctx.measureText(text).width);
    ctx.restore();
  }
  return known.get(text);
}

// Boxes in screen pixels, sorted into cells, so that a test looks at what is near alone.
function makeOccupied() {
  const CELL = 90;
  const ROW = 4096; // cells of a row: no screen has more
  const cells = new Map();
  // Whether every cell that a box touches is passed, until one is not.
  function everyCell(box, isPassed) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) if (!isPassed(x * ROW + y)) return false;
    }
    return true;
  }
  const meet = (one, other) => one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  return {
    isFree: (box) => everyCell(box, (key) => !cells.has(key) || !cells.get(key).some((other) => meet(box, other))),
    take: (box) => everyCell(box, (key) => {
      if (cells.has(key)) cells.get(key).push(box);
      else cells.set(key, [box]);
      return true;
    }),
  };
}

// Where vis-network's curvedCW and curvedCCW put the control point of an edge.
function controlPoint(from, to, bend) {
  if (!bend) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const reach = (Math.abs(bend) + 1) / 2;
  const [along, across] = [reach * Math.cos((bend * Math.PI) / 2), reach * Math.sin((bend * Math.PI) / 2)];
  return { x: from.x + along * dx + across * dy, y: from.y + along * dy - across * dx };
}

function pointOn(from, to, bend, at) {
  const via = controlPoint(from, to, bend);
  const mix = (axis) => (1 - at) ** 2 * from[axis] + 2 * at * (1 - at) * via[axis] + at ** 2 * to[axis];
  return { x: mix("x"), y: mix("y") };
}

const boxAt = (x, y, width, height, gap) => ({
  left: x - width / 2 - gap, right: x + width / 2 + gap, top: y - height / 2 - gap, bottom: y + height / 2 + gap,
});

const isInside = (box, pane) => box.left >= pane.left && box.right <= pane.right && box.top >= pane.top && box.bottom <= pane.bottom;

// How far what is `width` wide around x moves to stand in the pane.
const shiftInwards = (x, width, pane) => Math.max(0, pane.left + width / 2 + 1 - x) - Math.max(0, x + width / 2 + 1 - pane.right);

// places: node id to screen position and radius of each node shown; order: nodes, the most important first. A name is
// written whole or not at all: what would be cut at the edge of the window finds no room.
function placeNames(ctx, order, places, occupied, font, gap, pane) {
  const written = [];
  for (const node of order) {
    if (written.length >= MOST_LABELS) break;
    const at = places.get(node.id);
    if (!at.visible || node.group === "event") continue;
    const width = textWidth(ctx, node.label, font);
    const below = at.radius + NAME_SIZE / 2 + 4;
    const aside = at.radius + 6 + width / 2;
    // At the edge of the window a name moves inwards.
    const inwards = Math.max(-width / 2, Math.min(width / 2, shiftInwards(at.x, width, pane)));
    const slant = width / 2 + 3;
    const spots = [[inwards, below], [inwards, -below], [aside, 0], [-aside, 0], [slant, below], [-slant, below], [slant, -below], [-slant, -below]];
    const boxes = spots.map(([dx, dy]) => boxAt(at.x + dx, at.y + dy, width, NAME_SIZE, 1));
    const place = boxes.findIndex((box) => isInside(box, pane) && occupied.isFree(box));
    if (place < 0) continue;
    const spot = spots[place];
    occupied.take(boxAt(at.x + spot[0], at.y + spot[1], width, NAME_SIZE, gap));
    written.push({ node, x: at.x + spot[0], y: at.y + spot[1] });
  }
  return written;
}

// Long labels of a membership take two lines: the relation, and the organization.
const linesOf = (text) => (text.length > 22 && text.includes(": ") ? text.replace(": ", ":\n").split("\n") : [text]);

function placeLineLabels(ctx, edges, places, occupied, fontOf, pane) {
  const written = [];
  for (const { edge, text } of edges) {
    if (written.length >= MOST_LABELS) break;
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to || from === to || !(from.visible || to.visible)) continue;
    const rows = linesOf(text);
    const [width, height] = [Math.max(...rows.map((part) => textWidth(ctx, part, fontOf(edge)))), LINE_SIZE * (1.15 * rows.length - 0.15)];
    if (Math.hypot(from.x - to.x, from.y - to.y) < Math.min(width * 0.6, 60) + from.radius + to.radius) continue;
    const points = ALONG.map((at) => pointOn(from, to, edge.bend, at));
    const beside = [1, -1].map((side) => ({ x: points[0].x + side * (width / 2 + 5), y: points[0].y }));
    // At the edge of the window a label moves inwards, as far as it still touches its line.
    const inwards = points.map(({ x, y }) => ({ x: x + shiftInwards(x, width, pane), y })).filter(({ x }, place) => Math.abs(x - points[place].x) < width / 2);
    const spot = [...points, ...inwards, ...beside].find(({ x, y }) => {
      const box = boxAt(x, y, width, height, 1);
      return isInside(box, pane) && occupied.isFree(box);
    });
    if (!spot) continue;
    occupied.take(boxAt(spot.x, spot.y, width, height, 2));
    written.push({ edge, rows, ...spot });
  }
  return written;
}
