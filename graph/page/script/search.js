// The search field: suggests actors and events by any of their names; Enter without a suggestion searches the sentences.

const MOST_SUGGESTIONS = 9;
const known = data.nodes.map((node) => ({ node, names: namesOf(node).map((text) => [text, folded(text)]) }));
let suggestions = [];
let active = -1;

// Best first: the name itself, its beginning, the beginning of a word in it, then anywhere; among equals the weightier.
function rank(entry, wanted) {
  let best = [Infinity, ""];
  entry.names.forEach(([text, plainText], place) => {
    const at = plainText.indexOf(wanted);
    if (at < 0) return;
    const score = (plainText === wanted ? 0 : at === 0 ? 1 : /[\s\-('"]/.test(plainText[at - 1]) ? 2 : 3) + (place ? 0.5 : 0);
    if (score < best[0]) best = [score, text];
  });
  return best;
}

function suggest() {
  const wanted = folded(find("query").value.trim());
  const found = wanted ? known.map((entry) => [entry.node, ...rank(entry, wanted)]).filter(([, score]) => score < Infinity) : [];
  found.sort((one, other) => one[1] - other[1] || other[0].weight - one[0].weight);
  suggestions = found.slice(0, MOST_SUGGESTIONS).map(([node, , text]) => ({ node, text }));
  active = -1;
  fillSuggestions(wanted);
}

function fillSuggestions(wanted) {
  const options = suggestions.map(({ node, text }, place) => element(
    "li", { role: "option", id: `suggestion-${place}`, "aria-selected": "false", onclick: () => choose(place) },
    element("span", {}, name(titleOf(node)), text === titleOf(node) ? null : element("span", { class: "alias" }, " also ", name(text))),
    element("span", { class: "number" }, `${KINDS[node.group]} · ${node.weight}`),
  ));
  if (wanted && !picking) options.push(element("li", { role: "option", id: `suggestion-${options.length}`, "aria-selected": "false", onclick: () => choose(suggestions.length) }, element("span", {}, "Search the sentences for “", name(find("query").value.trim()), "”")));
  find("suggestions").replaceChildren(...options);
  const isOpen = options.length > 0 && document.activeElement === find("query");
  find("suggestions").hidden = !isOpen;
  find("query").setAttribute("aria-expanded", String(isOpen));
  find("query").removeAttribute("aria-activedescendant");
}

function closeSuggestions() {
  find("suggestions").hidden = true;
  find("query").setAttribute("aria-expanded", "false");
}

function choose(place) {
  closeSuggestions();
  if (place >= suggestions.length) return go({ q: find("query").value.trim(), edge: null, node: null, path: null });
  const { node } = suggestions[place];
  find("query").value = "";
  if (picking) return finishPath(node.id);
  go({ node: node.id, edge: null, path: null, q: "" });
  return bringIntoView();
}

function moveActive(step) {
  const options = [...find("suggestions").children];
  if (find("suggestions").hidden || !options.length) return suggest();
  active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
  options[active].scrollIntoView({ block: "nearest" });
  return find("query").setAttribute("aria-activedescendant", options[active].id);
}

function searchByKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") moveActive(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") choose(active >= 0 ? active : picking ? 0 : suggestions.length);
  else if (event.key === "Escape" && !find("suggestions").hidden) closeSuggestions();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function setUpSearch() {
  const query = find("query");
  query.addEventListener("input", suggest);
  query.addEventListener("keydown", searchByKey);
  query.addEventListener("blur", () => setTimeout(closeSuggestions, 200));
  // The little cross of a search field empties it.
  query.addEventListener("search", () => { if (!query.value && state.q) go({ q: "" }); });
  find("search").addEventListener("submit", (event) => event.preventDefault());
}
