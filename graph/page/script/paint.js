// Colours and shapes of nodes and lines, from the custom properties of the style sheet.

// The words in the box of an event shrink with the drawing, which a small screen shows from farther away.
const EVENT_SIZE = isPhone() ? 30 : 15;
const colours = new Map();
const colour = (key) => {
  if (!colours.has(key)) colours.set(key, getComputedStyle(document.documentElement).getPropertyValue(`--${key}`).trim());
  return colours.get(key);
};

const GLYPHS = {
  person: '<circle cx="48" cy="26" r="22"/><path d="M6 94c0-27 15-40 42-40s42 13 42 40z"/>',
  group: '<circle cx="28" cy="34" r="17"/><circle cx="68" cy="34" r="17"/><path d="M2 84c0-20 10-30 26-30s26 10 26 30zM60 84c0-12-3-20-8-26 4-3 9-4 16-4 16 0 26 10 26 30z"/>',
};

const fillOf = (node) => colour(state.colour === "community" && node.community !== null ? `community-${Math.min(node.community, data.communities - 1)}` : `kind-${node.group}`);

function glyph(kind, fill) {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" fill="${fill}">${GLYPHS[kind]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}

const fontFace = () => getComputedStyle(document.body).fontFamily;

function paintNode(node) {
  const isEvent = node.group === "event";
  const line = fillOf(node);
  const both = { background: isEvent ? colour("event-fill") : line, border: isEvent ? line : colour("paper") };
  return {
    color: { ...both, highlight: both, hover: { ...both, border: colour("ink") } },
    image: GLYPHS[node.group] ? glyph(node.group, line) : undefined,
    borderWidth: 1.5,
    font: { color: colour("ink"), face: fontFace(), size: EVENT_SIZE },
  };
}

// Thousands of lines in full strength are a blot.
const STRENGTH = data.edges.length > 6000 ? 0.28 : data.edges.length > 800 ? 0.5 : 1;
const strength = (edge) => (edge.faint ? 0.75 : 1);

function paintEdge(edge) {
  const base = colour(`family-${edge.family}`);
  return { color: { color: base, highlight: base, hover: base, inherit: false, opacity: strength(edge) * STRENGTH } };
}

// Among thousands of lines heads are no more than dust and take half of the time: they come closer in, and on what is chosen.
const HEADED_EDGES = 3000;
const HEADED_SCALE = 0.6;
let areHeadsShown = data.edges.length <= HEADED_EDGES;
function setHeads(lines, isOn) {
  for (const line of lines) {
    const { arrows } = edgeOf.get(line.id);
    for (const end of Object.keys(arrows)) line.options.arrows[end].enabled = isOn;
  }
}
function showHeads() {
  if (data.edges.length <= HEADED_EDGES || areHeadsShown === network.getScale() >= HEADED_SCALE) return;
  areHeadsShown = !areHeadsShown;
  setHeads(Object.values(network.body.edges).filter((line) => edgeOf.has(line.id)), areHeadsShown);
}
const headsOf = ({ arrows }) => Object.fromEntries(Object.entries(arrows).map(([end, head]) => [end, { ...head, enabled: areHeadsShown }]));

const newNode = (node, place) => ({
  id: node.id, x: place.x, y: place.y, shape: node.shape, size: node.size, label: node.group === "event" ? node.label : undefined, ...paintNode(node),
});

function newEdge(edge) {
  const smooth = edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false;
  return { id: edge.id, from: edge.from, to: edge.to, arrows: headsOf(edge), dashes: edge.dashes, width: edge.width, smooth, ...paintEdge(edge) };
}
