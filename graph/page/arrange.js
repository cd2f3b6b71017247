// Makes room for the labels of a small drawing: turns it to the angle at which fewest labels collide, widens it to its
// window, then moves single nodes by small steps while that helps. No chance is involved: same input, same places.
const arrange = (() => {
  "use strict";

  const ANGLES = 24;
  const ROUNDS = 6;
  const STEPS = [180, 120, 80, 50, 30, 18, 10];
  const NODE_GAP = 10;
  const DIRECTIONS = Array.from({ length: 12 }, (_, step) => [Math.cos((step * Math.PI) / 6), Math.sin((step * Math.PI) / 6)]);

  const ARROW = 16;

  // Where the line ends that leads to the node from another point: vis-network stops it at the arrow's base.
  function end(node, from, hasArrow) {
    if (!hasArrow) return node;
    const dx = from.x - node.x;
    const dy = from.y - node.y;
    const length = Math.hypot(dx, dy) || 1;
    const border = node.isBox ? Math.min((node.width * length) / (2 * Math.abs(dx) || 1), (node.above * length) / (Math.abs(dy) || 1)) : node.size;
    const part = Math.min((border + ARROW) / length, 1);
    return { x: node.x + dx * part, y: node.y + dy * part };
  }

  // The middle of an edge, where vis-network puts the label; bends as its curvedCW and curvedCCW have them.
  function middle(edge, source, target) {
    let via = null;
    if (edge.bend) {
      const dx = target.x - source.x;
      const dy = source.y - target.y;
      const reach = (Math.abs(edge.bend) * 0.5 + 0.5) * Math.hypot(dx, dy);
      const angle = Math.atan2(dy, dx) + (edge.bend * 0.5 + 0.5) * Math.PI;
      via = { x: source.x + reach * Math.sin(angle), y: source.y + reach * Math.cos(angle) };
    }
    const from = end(source, via || target, edge.arrows.from);
    const to = end(target, via || source, edge.arrows.to);
    if (!via) return [(from.x + to.x) / 2, (from.y + to.y) / 2];
    return [from.x / 4 + via.x / 2 + to.x / 4, from.y / 4 + via.y / 2 + to.y / 4];
  }

  function overlap(a, b) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 0 && high > 0 ? wide * high : 0;
  }

  // How far an edge, taken as a straight line, runs into the node.
  function crossing(node, from, to) {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = dx * dx + dy * dy || 1;
    const along = ((node.x - from.x) * dx + (node.y - from.y) * dy) / length;
    if (along <= 0 || along >= 1) return 0;
    const away = Math.hypot(from.x + along * dx - node.x, from.y + along * dy - node.y);
    return Math.max(0, node.size + NODE_GAP - away);
  }

  const nodeBox = (node) => ({
    left: node.x - node.width / 2 - NODE_GAP, right: node.x + node.width / 2 + NODE_GAP,
    top: node.y - node.above - NODE_GAP, bottom: node.y + node.below + NODE_GAP,
  });

  function labelBox(edge) {
    const [x, y] = middle(edge, edge.source, edge.target);
    return { left: x - edge.width / 2, right: x + edge.width / 2, top: y - 11, bottom: y + 11 };
  }

  // The cost of node's place: what its own box and the labels and lines of its edges run into.
  function costAround(node, nodes, edges) {
    let cost = 0.006 * ((node.x - node.home.x) ** 2 + (node.y - node.home.y) ** 2);
    const box = nodeBox(node);
    const own = new Set(node.edges);
    for (const other of nodes) if (other !== node) cost += 4 * overlap(box, nodeBox(other));
    for (const edge of edges) {
      if (own.has(edge)) continue;
      cost += 1.5 * overlap(box, labelBox(edge));
      if (!edge.bend) cost += 60 * crossing(node, edge.source, edge.target);
    }
    for (const edge of own) {
      const label = labelBox(edge);
      for (const other of edges) if (other !== edge) cost += (own.has(other) ? 0.5 : 1) * overlap(label, labelBox(other));
      for (const other of nodes) {
        cost += 1.5 * overlap(label, nodeBox(other));
        if (other !== edge.source && other !== edge.target && !edge.bend) cost += 60 * crossing(other, edge.source, edge.target);
      }
    }
    return cost;
  }

  const total = (nodes, edges) => nodes.reduce((sum, node) => sum + costAround(node, nodes, edges), 0);

  function turn(nodes, angle, aspect) {
    for (const node of nodes) {
      node.x = node.start.x * Math.cos(angle) - node.start.y * Math.sin(angle);
      node.y = node.start.x * Math.sin(angle) + node.start.y * Math.cos(angle);
    }
    const extent = (axis) => Math.max(...nodes.map((node) => node[axis])) - Math.min(...nodes.map((node) => node[axis]));
    const wider = Math.min(Math.max((aspect * extent("y")) / (extent("x") || 1), 1), 1.7);
    for (const node of nodes) {
      node.x *= wider;
      node.home = { x: node.x, y: node.y };
    }
  }

  function settle(nodes, edges) {
    for (const step of STEPS) {
      let moved = true;
      for (let round = 0; moved && round < ROUNDS; round += 1) {
        moved = false;
        for (const node of nodes) moved = improve(node, step, nodes, edges) || moved;
      }
    }
  }

  function improve(node, step, nodes, edges) {
    const { x, y } = node;
    let best = costAround(node, nodes, edges);
    let place = null;
    for (const [dx, dy] of DIRECTIONS) {
      node.x = x + step * dx;
      node.y = y + step * dy;
      const cost = costAround(node, nodes, edges);
      if (cost < best - 1) [best, place] = [cost, [node.x, node.y]];
    }
    [node.x, node.y] = place || [x, y];
    return place !== null;
  }

  // nodes: {id, x, y, size, width, above, below, isBox}; edges: {from, to, arrows, bend, width}; all in pixels at zoom 1; changes x and y.
  return (nodes, edges, aspect) => {
    const nodeOf = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) Object.assign(node, { start: { x: node.x, y: node.y }, edges: [] });
    for (const edge of edges) {
      Object.assign(edge, { source: nodeOf.get(edge.from), target: nodeOf.get(edge.to) });
      edge.source.edges.push(edge);
      if (edge.target !== edge.source) edge.target.edges.push(edge);
    }
    let best = [Infinity, 0];
    for (let place = 0; place < ANGLES; place += 1) {
      const angle = (place * 2 * Math.PI) / ANGLES;
      turn(nodes, angle, aspect);
      const cost = total(nodes, edges);
      if (cost < best[0]) best = [cost, angle];
    }
    turn(nodes, best[1], aspect);
    settle(nodes, edges);
    return nodes;
  };
})();
