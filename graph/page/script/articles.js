// Whole articles beside their claims, and claims that are marked as wrong, which a file of decisions takes to the next build.

const readable = data.documents.filter((article) => article.text);

// Sentences with claims, as places in the text; what overlaps is one.
function passagesOf(claims) {
  const spans = claims.flatMap((claim) => (claim.spans || []).map(([start, end]) => ({ start, end, claims: [claim] })));
  spans.sort((one, other) => one.start - other.start || one.end - other.end);
  const passages = [];
  for (const span of spans) {
    const last = passages[passages.length - 1];
    if (last && span.start < last.end) {
      last.end = Math.max(last.end, span.end);
      if (!last.claims.includes(span.claims[0])) last.claims.push(span.claims[0]);
    } else passages.push(span);
  }
  return passages;
}

function showPassage(number) {
  for (const part of find("articles").querySelectorAll("[data-passage]")) part.classList.toggle("chosen", part.dataset.passage === String(number));
  const told = find("articles").querySelector(`.told-claims [data-passage="${number}"]`);
  if (told) told.scrollIntoView({ block: "nearest" });
}

function fillArticles(selection) {
  if (!readable.length) return find("articles").replaceChildren(nothing("The page holds no articles: make it with --with-text."));
  const article = readable.find((one) => one.id === state.article) || readable[0];
  const claims = claimsListed(selection).filter((claim) => claim.article === article);
  const passages = passagesOf(claims);
  const text = [...article.text]; // Places count characters, not what JavaScript counts.
  const parts = [];
  let at = 0;
  passages.forEach(({ start, end }, number) => {
    parts.push(text.slice(at, start).join(""));
    const passage = element("mark", { role: "button", tabindex: 0, class: "passage", "data-passage": number, onclick: () => showPassage(number) }, text.slice(start, end).join(""));
    passage.addEventListener("keydown", (event) => event.key === "Enter" && showPassage(number));
    parts.push(passage);
    at = end;
  });
  parts.push(text.slice(at).join(""));
  const choice = element("select", { id: "article", "aria-label": "Article" }, ...readable.map((one) => element("option", { value: one.id }, one.title.length > 90 ? `${one.title.slice(0, 89)}…` : one.title)));
  choice.value = article.id;
  choice.addEventListener("change", () => go({ article: choice.value }));
  const told = passages.map(({ claims: own }, number) => element("section", { "data-passage": number }, ...own.map((claim) => card(claim, true))));
  return find("articles").replaceChildren(
    element("p", { class: "lead" }, choice, ` ${counted(claims.length, "claim")} in ${counted(passages.length, "passage")}; what is not marked gave none that is shown.`),
    element("div", { class: "reading" }, element("article", { class: "whole", dir: "auto" }, ...parts), element("div", { class: "told-claims" }, ...(told.length ? told : [nothing("No claim of this article passes the filters.")]))),
  );
}

// Marks

function markButton(claim) {
  const isWrong = state.wrong.has(claim.id);
  return element("button", { type: "button", class: "mark", "aria-pressed": String(isWrong), onclick: () => {
    const wrong = new Set(state.wrong);
    if (!wrong.delete(claim.id)) wrong.add(claim.id);
    go({ wrong }, true);
  } }, isWrong ? "Marked as wrong: take back" : "Mark as wrong");
}

// A text as YAML can hold it on one line, whatever stands in it.
function yamlText(text) {
  const escaped = [...text].map((character) => {
    const code = character.codePointAt(0);
    return code >= 32 && code < 127 && !/["\\]/.test(character) ? character : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped.join("")}"`;
}

function marksAsDecisions() {
  const marked = data.claims.filter((claim) => state.wrong.has(claim.id));
  const entries = marked.map((claim) => `- wrong: ["claim:${claim.id}"]\n  reason: ${yamlText(`marked in the page: ${plain(claim)}`)}\n`);
  return ["# Claims marked as wrong: replayed at every build (diplograph build --decisions).\n", ...entries].join("");
}

function showMarks() {
  find("save-marks").hidden = !state.wrong.size;
  find("save-marks").textContent = `Claims marked wrong (${state.wrong.size}), as decisions`;
}
