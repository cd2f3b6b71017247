// Neighbours and paths over the edges that are shown, whichever way these point.

function adjacency(edges) {
  const adjacent = new Map();
  const join = (one, other, edge) => {
    if (!adjacent.has(one)) adjacent.set(one, []);
    adjacent.get(one).push([other, edge]);
  };
  for (const edge of data.edges) {
    if (!edges.has(edge.id) || edge.from === edge.to) continue;
    join(edge.from, edge.to, edge);
    join(edge.to, edge.from, edge);
  }
  return adjacent;
}

// Steps from a node to every node that it reaches within the depth.
function distances(start, depth, adjacent) {
  const steps = new Map([[start, 0]]);
  const queue = [start];
  for (const node of queue) {
    if (steps.get(node) === depth) continue;
    for (const [other] of adjacent.get(node) || []) {
      if (steps.has(other)) continue;
      steps.set(other, steps.get(node) + 1);
      queue.push(other);
    }
  }
  return steps;
}

const within = (start, depth, edges) => new Set(distances(start, depth, adjacency(edges)).keys());

// {steps, edges}: every edge that lies on some shortest path, in order from the start; steps is null where there is none.
function shortestPaths(start, end, shown) {
  const adjacent = adjacency(shown);
  const steps = distances(start, Infinity, adjacent);
  if (!steps.has(end)) return { steps: null, edges: [] };
  const back = new Map([[end, 0]]);
  const queue = [end];
  const edges = new Map();
  for (const node of queue) {
    for (const [other, edge] of adjacent.get(node) || []) {
      if (steps.get(other) !== steps.get(node) - 1) continue;
      edges.set(edge, steps.get(other));
      if (!back.has(other)) queue.push(other);
      back.set(other, 0);
    }
  }
  return { steps: steps.get(end), edges: [...edges].sort((one, other) => one[1] - other[1]).map(([edge]) => edge) };
}
