// How the drawing fits its window: what each node takes with its name, and the scale at which nothing is cut at the edge.

const SQUARE = 19000; // pixels for each node
const MOST_STRETCH = 1.5;
const MOST_SQUEEZE = 0.65;
const APART = 10; // pixels between shapes
const PUSHES = 60;
const MOST_ZOOM = 1.5; // of a drawing that fits
const EVENT_WIDTH = 16 * EVENT_SIZE; // of a box for an event, whose words break beyond
const LOOP = 16; // radius of a line from a node to itself
let placeOf = (node) => ({ x: node.x, y: node.y });
// Between the layout and what is drawn of it in this window: pins are kept in the layout's own measure.
let fromLayout = (at) => at;
let toLayout = (at) => at;
const pencil = document.createElement("canvas").getContext("2d");

// What the window leaves of the drawing uncovered, in its pixels: the buttons and notes that lie over it are no room.
function freePane() {
  const { clientWidth, clientHeight } = find("drawing");
  const edge = Math.max(8, Math.min(clientWidth, clientHeight) / 40);
  const shown = (element) => element.offsetHeight > 0;
  const above = [find("focus")].filter(shown).map((bar) => bar.offsetTop + bar.offsetHeight);
  const below = [document.querySelector(".tools"), find("part")].filter(shown).map((bar) => bar.offsetTop);
  return { left: edge, right: clientWidth - edge, top: Math.max(0, ...above) + edge, bottom: Math.min(clientHeight, ...below) - edge };
}

// Half the width and height of a node's shape, at zoom 1.
function halfShape(node) {
  if (node.group !== "event") return { aside: node.size + 3, high: node.size + 3 };
  // vis-network breaks the words of a box that would be wider.
  const widths = node.label.split("\n").map((line) => textWidth(pencil, line, `${EVENT_SIZE}px ${fontFace()}`));
  const rows = widths.reduce((sum, width) => sum + Math.ceil(width / EVENT_WIDTH), 0);
  return { aside: Math.min(Math.max(...widths), EVENT_WIDTH) / 2 + 10, high: (EVENT_SIZE * 2 / 3) * Math.max(rows, 1) + 6 };
}

// Shapes that cover each other are moved apart, the shorter way, each by half of what is lacking.
function pushApart(part, places) {
  const halves = part.map(halfShape);
  for (let [round, moved] = [0, true]; moved && round < PUSHES; round += 1) {
    moved = false;
    for (let one = 0; one < part.length; one += 1) {
      for (let next = one + 1; next < part.length; next += 1) {
        const [from, to] = [places[one], places[next]];
        const lacking = {
          x: halves[one].aside + halves[next].aside + APART - Math.abs(from.x - to.x),
          y: halves[one].high + halves[next].high + APART - Math.abs(from.y - to.y),
        };
        if (lacking.x <= 0.5 || lacking.y <= 0.5) continue;
        const axis = lacking.x < lacking.y ? "x" : "y";
        const step = (from[axis] > to[axis] ? 1 : -1) * lacking[axis] / 2;
        from[axis] += step;
        to[axis] -= step;
        moved = true;
      }
    }
  }
}

// The layout is drawn to the form of the window, turned by a right angle where that is higher than wide, and as close as
// leaves nodes apart: a small graph fills the window at zoom 1.
function fitLayout() {
  const { clientWidth, clientHeight } = find("drawing");
  const part = data.nodes.filter((node) => !node.rest);
  if (!part.length || !clientWidth) return;
  const extent = (axis) => Math.max(part.reduce((most, node) => Math.max(most, node[axis]), -Infinity) - part.reduce((least, node) => Math.min(least, node[axis]), Infinity), 1);
  const isTurned = clientHeight > 1.15 * clientWidth === extent("x") > extent("y");
  const [width, height] = isTurned ? [extent("y"), extent("x")] : [extent("x"), extent("y")];
  const room = Math.max(1, Math.sqrt((part.length * SQUARE) / (clientWidth * clientHeight)));
  const [across, down] = [(room * (clientWidth - 120)) / width, (room * (clientHeight - 150)) / height];
  const least = Math.max(MOST_SQUEEZE, Math.min(across, down, 1.4));
  const stretch = { x: Math.max(1, Math.min(across / down, MOST_STRETCH)), y: Math.max(1, Math.min(down / across, MOST_STRETCH)) };
  const scaled = (node) => ({ x: (isTurned ? node.y : node.x) * least * stretch.x, y: (isTurned ? node.x : node.y) * least * stretch.y });
  fromLayout = scaled;
  toLayout = ({ x, y }) => {
    const [aside, below] = [x / least / stretch.x, y / least / stretch.y];
    return isTurned ? { x: below, y: aside } : { x: aside, y: below };
  };
  const places = new Map(part.map((node) => [node.id, scaled(node)]));
  if (part.length <= LABELLED_EDGES) pushApart(part, [...places.values()]);
  placeOf = (node) => places.get(node.id) || scaled(node);
}

// What a node takes at a scale: shapes grow with it, names do not.
function nodeExtent(node, pane, loops) {
  const { aside, high } = halfShape(node);
  if (node.group === "event") return (scale) => ({ aside: aside * scale, above: high * scale, below: high * scale });
  // A name at the edge moves inwards rather than make the whole drawing small for it.
  const name = Math.min(textWidth(pencil, node.label, `${NAME_SIZE}px ${fontFace()}`) / 2, (pane.right - pane.left) / 8);
  const loop = loops.has(node.id) ? 2 * LOOP : 0;
  return (scale) => ({ aside: Math.max((aside + loop) * scale, name), above: (high + loop) * scale, below: high * scale + NAME_SIZE + 6 });
}

// What is drawn at a scale around the middle of the layout, in screen pixels; curves are points without extent.
function frameAt(scale, parts) {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y, extent } of parts) {
    const { aside, above, below } = extent(scale);
    frame.left = Math.min(frame.left, x * scale - aside);
    frame.right = Math.max(frame.right, x * scale + aside);
    frame.top = Math.min(frame.top, y * scale - above);
    frame.bottom = Math.max(frame.bottom, y * scale + below);
  }
  return frame;
}

function drawnParts(shown, places, pane) {
  const lines = drawn.lines.filter((edge) => places[edge.from] && places[edge.to]);
  const loops = new Set(lines.filter((edge) => edge.from === edge.to).map((edge) => edge.from));
  const bare = () => ({ aside: 6, above: 6, below: 6 });
  const curves = lines.filter((edge) => edge.bend && edge.from !== edge.to).flatMap((edge) => [0.25, 0.5, 0.75].map((at) => ({
    ...pointOn(places[edge.from], places[edge.to], edge.bend, at), extent: bare,
  })));
  return [...shown.map((id) => ({ ...places[id], extent: nodeExtent(nodeOf.get(id), pane, loops) })), ...curves];
}

function fit(ids) {
  const shown = (ids || drawn.order.map((node) => node.id)).filter((id) => isHidden.get(id) === false);
  if (!shown.length || !find("drawing").clientWidth) return;
  const pane = freePane();
  const parts = drawnParts(shown, network.getPositions(shown), pane);
  let [scale, tooLarge] = [0.01, ids ? 1 : MOST_ZOOM];
  const fits = ({ left, right, top, bottom }) => right - left <= pane.right - pane.left && bottom - top <= pane.bottom - pane.top;
  if (fits(frameAt(tooLarge, parts))) scale = tooLarge;
  while (tooLarge - scale > 0.002 * tooLarge) {
    const middle = (scale + tooLarge) / 2;
    if (fits(frameAt(middle, parts))) scale = middle;
    else tooLarge = middle;
  }
  const frame = frameAt(scale, parts);
  const { clientWidth, clientHeight } = find("drawing");
  // The middle of what is drawn comes to the middle of what the window leaves free.
  const centre = (least, most, from, to, whole) => (least + most - (from + to - whole)) / 2 / scale;
  const x = centre(frame.left, frame.right, pane.left, pane.right, clientWidth);
  const y = centre(frame.top, frame.bottom, pane.top, pane.bottom, clientHeight);
  network.moveTo({ position: { x, y }, scale });
}
