// Which claims the filters let through, and which edges and nodes these draw.

const haystacks = new Map();
function matches(claim, wanted) {
  if (!haystacks.has(claim)) {
    const ends = [claim.from, claim.to].flatMap((end) => namesOf(nodeOf.get(end)));
    const parts = [plain(claim), ...ends, claim.speaker, claim.outlet, claim.article.title, ...groundsOf(claim)];
    haystacks.set(claim, folded(parts.filter(Boolean).join("\n")));
  }
  return haystacks.get(claim).includes(wanted);
}

function isWithinTime(claim) {
  const days = CLOCKS[state.clock](claim);
  if (days === null) return state.undated;
  return (state.since === null || days[1] >= state.since) && (state.until === null || days[0] <= state.until);
}

const isOffered = (id) => !state.hidden.has(id) && (state.only === null || state.only.has(id));

function passes(claim) {
  const { line } = claim;
  if ((state.hidden.size || state.only !== null) && !(isOffered(drawnEnd(claim.from)) && isOffered(drawnEnd(claim.to)))) return false;
  if (state.off.size) {
    if (state.off.has(line.relation) || state.off.has(line.polarity) || state.off.has(line.modality)) return false;
    if (state.off.has(nodeOf.get(claim.from).group) || state.off.has(nodeOf.get(claim.to).group)) return false;
  }
  if (state.speaker && claim.speaker !== state.speaker) return false;
  if (state.outlet && claim.outlet !== state.outlet) return false;
  return claim.confidence >= state.confidence && isWithinTime(claim);
}

// {claims, counts: number of claims of each edge shown, nodes, isPart: whether less than everything is shown}
function select() {
  let claims = data.claims.filter(passes);
  if (state.focus !== null) {
    const near = within(state.focus, state.depth, new Set(claims.map((claim) => claim.edge)));
    claims = claims.filter((claim) => near.has(drawnEnd(claim.from)) && near.has(drawnEnd(claim.to)));
  }
  const counts = new Map();
  const nodes = new Set([...(state.only || [])].filter(isOffered));
  if (state.focus !== null) nodes.add(state.focus);
  for (const claim of claims) {
    counts.set(claim.edge, (counts.get(claim.edge) || 0) + 1);
    nodes.add(drawnEnd(claim.from)).add(drawnEnd(claim.to));
  }
  return { claims, counts, nodes, isPart: claims.length < data.claims.length };
}

// The claims of tables, timeline and export: those shown, and of a search only what it finds.
function claimsListed(selection) {
  if (!state.q) return selection.claims;
  const wanted = folded(state.q);
  return selection.claims.filter((claim) => matches(claim, wanted));
}

// What stands out while the rest is veiled, as sets of ids; null where nothing is chosen.
function chosenParts(selection) {
  const nodes = new Set();
  const edges = new Set();
  const take = (edge) => {
    edges.add(edge.id);
    nodes.add(edge.from).add(edge.to);
  };
  if (state.path) {
    state.path.forEach((end) => nodes.add(end));
    shortestPaths(...state.path, selection.counts).edges.forEach(take);
  } else if (state.edge) {
    take(edgeOf.get(state.edge));
  } else if (state.node) {
    nodes.add(state.node);
    data.edges.filter((edge) => selection.counts.has(edge.id) && (edge.from === state.node || edge.to === state.node)).forEach(take);
  } else if (state.q) {
    claimsListed(selection).forEach((claim) => take(claim.line));
  } else {
    return null;
  }
  return { nodes, edges };
}
