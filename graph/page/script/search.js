// The search field: suggests actors and events by any of their names; Enter without a suggestion searches the sentences.

const MOST_SUGGESTIONS = 8;
const MOST_WORDS = 3;
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

// Words of the quotes with the number of claims that they stand in; read from these once somebody types.
let words = null;
function wordsOfQuotes() {
  if (words !== null) return words;
  words = new Map();
  for (const claim of data.claims) {
    const found = new Set(claim.evidence.flatMap((evidence) => folded(evidence.quote.join("")).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]{2,}/gu) || []));
    found.forEach((word) => words.set(word, (words.get(word) || 0) + 1));
  }
  return words;
}

function suggestWords(wanted) {
  if (wanted.length < 2 || picking) return [];
  const named = new Set(suggestions.map(({ text }) => folded(text)));
  const found = [...wordsOfQuotes()].filter(([word]) => word.startsWith(wanted) && word !== wanted && !named.has(word));
  return found.sort((one, other) => other[1] - one[1] || collator.compare(one[0], other[0])).slice(0, MOST_WORDS).map(([word, number]) => ({ word, number }));
}

function suggest() {
  const wanted = folded(find("query").value.trim());
  const found = wanted ? known.map((entry) => [entry.node, ...rank(entry, wanted)]).filter(([, score]) => score < Infinity) : [];
  found.sort((one, other) => one[1] - other[1] || other[0].weight - one[0].weight);
  suggestions = found.slice(0, MOST_SUGGESTIONS).map(([node, , text]) => ({ node, text }));
  suggestions.push(...suggestWords(wanted));
  active = -1;
  fillSuggestions(wanted);
}

function fillSuggestions(wanted) {
  const option = (place, ...content) => element("li", { role: "option", id: `suggestion-${place}`, "aria-selected": "false", onclick: () => choose(place) }, ...content);
  const options = suggestions.map(({ node, text, word, number }, place) => (word
    ? option(place, element("span", {}, "Sentences with “", name(word), "”"), element("span", { class: "number" }, counted(number, "claim")))
    : option(place, element("span", {}, name(titleOf(node)), text === titleOf(node) ? null : element("span", { class: "alias" }, " also ", name(text))), element("span", { class: "number" }, `${KINDS[node.group]} · ${node.weight}`))));
  if (wanted && !picking) options.push(option(options.length, element("span", {}, "Search the sentences for “", name(find("query").value.trim()), "”")));
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
  const { node, word } = suggestions[place];
  if (word) {
    find("query").value = word;
    return go({ q: word, edge: null, node: null, path: null });
  }
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
