// Keyboard: arrows go to the nearest node that way, Enter to its claims.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nodeTowards([dx, dy]) {
  const positions = network.getPositions(drawn.order.map((node) => node.id));
  const here = positions[state.node];
  if (!here) return drawn.order[0];
  let best = [Infinity, null];
  for (const node of drawn.order) {
    const [x, y] = [positions[node.id].x - here.x, positions[node.id].y - here.y];
    const ahead = x * dx + y * dy;
    const cost = Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx);
    if (ahead > 1 && cost < best[0]) best = [cost, node];
  }
  return best[1];
}

function moveByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) {
    const node = nodeTowards(ARROWS[event.key]);
    if (node) {
      go({ node: node.id, edge: null, path: null }, true);
      const at = nodePlaces(network.getScale()).get(node.id);
      if (at && !at.visible) network.moveTo({ position: network.getPositions([node.id])[node.id] });
      say(`${titleOf(node)}, ${KINDS[node.group]}, ${counted(node.weight, "claim")}`);
    }
  } else if (event.key === "Enter" && (state.node || state.edge)) find("panel").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}
