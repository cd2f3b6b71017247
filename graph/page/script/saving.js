// What is shown as a file: the drawing as PNG and SVG, the view as a link.

function download(content, type, file) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePng() {
  const source = find("drawing").querySelector("canvas");
  if (!source) return;
  const canvas = element("canvas", { width: source.width, height: source.height });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colour("paper");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, 0);
  canvas.toBlob((content) => download(content, "image/png", "graph.png"), "image/png");
}

// What lies at the border of a node on the way to its middle, and the turn of a line that arrives there.
function arrival(at, via, reach) {
  const [dx, dy] = [at.x - via.x, at.y - via.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: at.x - (dx / length) * reach, y: at.y - (dy / length) * reach, turn: (Math.atan2(dy, dx) * 180) / Math.PI };
}

function reachOf(node, at, via) {
  if (node.group !== "event") return node.size + 3;
  const { aside, high } = halfShape(node);
  const [dx, dy] = [Math.abs(at.x - via.x) || 1e-9, Math.abs(at.y - via.y) || 1e-9];
  return Math.hypot(dx, dy) * Math.min(aside / dx, high / dy);
}

function svgLine(edge, places) {
  const [from, to] = [places[edge.from], places[edge.to]];
  const ink = colour(`family-${edge.family}`);
  const group = shape("g", { fill: "none", stroke: ink, "stroke-width": edge.width, opacity: strength(edge) * STRENGTH });
  if (edge.dashes) group.setAttribute("stroke-dasharray", edge.dashes.join(" "));
  if (edge.from === edge.to) {
    group.append(shape("circle", { cx: from.x, cy: from.y - nodeOf.get(edge.from).size - LOOP / 2, r: LOOP }));
    return group;
  }
  const via = controlPoint(from, to, edge.bend);
  group.append(shape("path", { d: `M${from.x} ${from.y}Q${via.x} ${via.y} ${to.x} ${to.y}` }));
  for (const [end, at, id] of [["to", to, edge.to], ["from", from, edge.from]]) {
    const head = edge.arrows[end];
    if (!head) continue;
    const { x, y, turn } = arrival(at, via, reachOf(nodeOf.get(id), at, via));
    group.append(shape("path", { d: data.shapes.heads[head.type], transform: `translate(${x} ${y}) rotate(${turn})`, "stroke-dasharray": "none", fill: head.type === "crow" ? "none" : ink }));
  }
  return group;
}

function svgNode(node, at) {
  const fill = fillOf(node);
  const group = shape("g", { transform: `translate(${at.x} ${at.y})` }, shape("title", {}, titleOf(node)));
  if (node.group === "event") {
    const { aside, high } = halfShape(node);
    group.append(shape("rect", { x: -aside, y: -high, width: 2 * aside, height: 2 * high, rx: 6, fill: colour("event-fill"), stroke: colour("kind-event"), "stroke-width": 1.5 }));
    const rows = node.label.split("\n");
    rows.forEach((text, place) => group.append(shape("text", { y: EVENT_SIZE / 3 + 1.2 * EVENT_SIZE * (place - (rows.length - 1) / 2), "font-size": EVENT_SIZE, "text-anchor": "middle", fill: colour("ink") }, text)));
  } else {
    group.append(shape("path", { d: data.shapes.outlines[node.shape === "image" ? node.group : node.shape], transform: `scale(${node.size})`, fill, stroke: colour("paper"), "stroke-width": 1.5 / node.size }));
  }
  return group;
}

// The part of the drawing that the window shows, its lettering as it is painted there.
function toSvg() {
  const { clientWidth, clientHeight } = find("drawing");
  const scale = network.getScale();
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const places = network.getPositions(drawn.order.map((node) => node.id));
  const isIn = (edge) => !drawn.chosen || drawn.chosen.edges.has(edge.id);
  const inner = shape("g", { transform: `translate(${origin.x} ${origin.y}) scale(${scale})` });
  const veil = (part, isClear) => { if (!isClear) part.setAttribute("opacity", 0.18); return part; };
  inner.append(...drawn.lines.map((edge) => veil(svgLine(edge, places), isIn(edge))));
  inner.append(...drawn.order.map((node) => veil(svgNode(node, places[node.id]), !drawn.chosen || drawn.chosen.nodes.has(node.id))));
  const letters = lettering.map(({ text, x, y, font, ink, alpha }) => {
    const [, weight, size] = /^(600 )?([\d.]+)px/.exec(font);
    return shape("text", { x, y: y + Number(size) * 0.35, "font-size": size, "font-weight": weight ? 600 : 400, "text-anchor": "middle", fill: ink, opacity: alpha, stroke: colour("paper"), "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }, text);
  });
  const paper = shape("rect", { width: clientWidth, height: clientHeight, fill: colour("paper") });
  const picture = shape("svg", { width: clientWidth, height: clientHeight, viewBox: `0 0 ${clientWidth} ${clientHeight}`, "font-family": "sans-serif" }, paper, inner, ...letters);
  return new XMLSerializer().serializeToString(picture);
}

const saveSvg = () => network && download(toSvg(), "image/svg+xml", "graph.svg");

async function copyLink() {
  find("link").value = location.href;
  try {
    await navigator.clipboard.writeText(location.href);
    find("copy-link").textContent = "Link copied";
    setTimeout(() => { find("copy-link").textContent = "Link to this view"; }, 2000);
  } catch {
    find("link").hidden = false;
    find("link").select();
  }
}

function setUpSaving() {
  const closing = (save) => () => { find("saving").open = false; save(); };
  find("save").addEventListener("click", closing(saveCsv));
  for (const [id, save] of [["save-png", savePng], ["save-svg", saveSvg], ["save-marks", () => download(marksAsDecisions(), "text/yaml", "decisions.yaml")]]) find(id).addEventListener("click", closing(save));
  find("copy-link").addEventListener("click", copyLink);
  document.addEventListener("click", (event) => { if (!find("saving").contains(event.target)) find("saving").open = false; });
}
