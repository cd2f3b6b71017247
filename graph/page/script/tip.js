// The tip beside the pointer: what a node or a line is.

function showTip({ node, edge }, at) {
  hovered = edge || null;
  const tip = find("tip");
  if (node) {
    tip.replaceChildren(element("strong", {}, name(titleOf(node))), element("span", {}, `${KINDS[node.group]} · ${counted(node.weight, "claim")}`));
  } else {
    const [claim] = claimsOf.get(edge.id);
    const [quote = ""] = groundsOf(claim);
    const status = statusBesideSentence(edge);
    const more = drawn.counts.get(edge.id) - 1;
    tip.replaceChildren(
      element("strong", {}, ...sentence(claim)),
      status ? element("span", {}, name(capital(status))) : "",
      element("span", { dir: "auto", class: "quoted" }, quote.length > 220 ? `${quote.slice(0, 219)}…` : quote),
      element("span", {}, more > 0 ? `and ${counted(more, "more claim")}` : ""),
    );
  }
  tip.hidden = false;
  const { x, y } = tipPlace(at, tip.offsetWidth, tip.offsetHeight);
  tip.style.left = `${x}px`;
  tip.style.top = `${y}px`;
  find("drawing").style.cursor = "pointer";
}

// Beside the pointer, or in a corner: where it covers nothing of what is chosen, or the least.
function tipPlace(at, width, height) {
  const { clientWidth, clientHeight } = find("stage");
  const [right, bottom] = [clientWidth - width - 8, clientHeight - height - 8];
  const within = (x, y) => ({ x: Math.max(8, Math.min(x, right)), y: Math.max(8, Math.min(y, bottom)) });
  const spots = [within(at.x + 14, at.y + 16), within(at.x - width - 14, at.y + 16), within(at.x + 14, at.y - height - 16), within(at.x - width - 14, at.y - height - 16), ...[[right, 8], [right, bottom], [8, bottom], [8, 8]].map(([x, y]) => within(x, y))];
  if (!drawn.chosen) return spots[0];
  const places = nodePlaces(network.getScale());
  const marks = [...drawn.chosen.nodes].map((id) => places.get(id)).filter(Boolean);
  for (const id of drawn.chosen.edges) {
    const [from, to] = [places.get(edgeOf.get(id).from), places.get(edgeOf.get(id).to)];
    if (from && to) marks.push(...[0.25, 0.5, 0.75].map((part) => ({ ...pointOn(from, to, edgeOf.get(id).bend, part), radius: 14 })));
  }
  const covered = ({ x, y }) => marks.filter((mark) => mark.x + mark.radius > x && mark.x - mark.radius < x + width && mark.y + mark.radius + NAME_SIZE > y && mark.y - mark.radius < y + height).length;
  return spots.reduce((best, spot) => (covered(spot) < covered(best) ? spot : best));
}

function hideTip() {
  hovered = null;
  find("tip").hidden = true;
  find("drawing").style.cursor = "";
}
