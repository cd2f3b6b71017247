// A claim with all that proves it, and claims that contradict each other side by side.

function quoteOf(evidence) {
  const [before, trigger, after] = evidence.quote;
  return element("blockquote", { dir: "auto" }, before, trigger ? element("mark", {}, trigger) : null, after);
}

// What a claim rests on: its quotes, else how the row of coded events that it is was coded.
const groundsOf = (claim) => [...claim.evidence.map((evidence) => evidence.quote.join("")), ...(claim.coding ? [claim.coding] : [])];

function linkTo(article) {
  if (!/^https?:\/\//i.test(article.link || "")) return name(article.title);
  return element("a", { href: article.link, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, article.title);
}

const MOST_TITLES = 5;
function linksTo(articles) {
  const links = articles.slice(0, MOST_TITLES).flatMap((article, place) => [place ? ", " : "", linkTo(article)]);
  const more = articles.length - MOST_TITLES;
  return articles.length ? element("span", {}, ...links, more > 0 ? ` and ${counted(more, "other")}` : "") : null;
}

function describe(entries) {
  const list = element("dl");
  for (const [term, content] of entries) {
    if (content !== null && content !== undefined && content !== "") {
      list.append(element("dt", {}, term), element("dd", { dir: "auto" }, content));
    }
  }
  return list;
}

const whereOf = ({ place, country }) => (place && country && place !== country ? element("span", {}, name(place), ", ", name(country)) : place || country);

const chip = (value, strong) => element("span", { class: strong ? "chip strong" : "chip" }, WORDS[value]);
const chips = ({ polarity, modality }) => element("p", { class: "chips" }, chip(polarity, polarity === "negated"), chip(modality, modality !== "actual"));

function meter(confidence) {
  const bar = element("meter", { min: 0, max: 1, value: confidence, "aria-hidden": "true" });
  return element("span", { class: "confidence" }, bar, confidence.toFixed(2));
}

function card(claim, withSentence) {
  const { article, line } = claim;
  return element(
    "article", { class: `claim family-${line.family}${state.wrong.has(claim.id) ? " wrong" : ""}`, "data-claim": claim.id },
    withSentence ? element("p", { class: "sentence" }, ...sentence(claim)) : null,
    ...claim.evidence.map(quoteOf),
    claim.coding ? element("p", { class: "coding", dir: "auto" }, claim.coding) : null,
    chips(line),
    describe([
      ["Speaker", claim.speaker],
      ["Role", claim.role],
      ["Outlet", claim.outlet],
      [claim.coding ? "Record" : "Article", linkTo(article)],
      ["Same story in", linksTo(sameStory(article))],
      ["Published", article.date],
      ["Address", article.url && !article.link ? article.url : null],
      ["When", claim.date],
      ["Where", whereOf(claim)],
      ["Trigger", claim.evidence.map((evidence) => evidence.trigger).filter(Boolean).join(", ")],
      ["Confidence", meter(claim.confidence)],
    ]),
    element("p", { class: "marking" }, article.text && state.view !== "articles" ? element("button", { type: "button", class: "mark", onclick: () => go({ view: "articles", article: article.id }) }, "Read the article") : null, markButton(claim)),
  );
}

// Contradictions: the same relation denied and affirmed, or a contrary affirmed, between the same two over the same body.

const contrariesOf = (kind) => data.contraries.flatMap(([one, other]) => (one === kind ? [other] : other === kind ? [one] : []));
const alikeKey = (line, kind) => [...[line.source, line.target].sort(), kind, line.organization].join("\n");
const linesAlike = new Map();
for (const line of data.edges) {
  const key = alikeKey(line, kindOf(line));
  linesAlike.set(key, [...(linesAlike.get(key) || []), line]);
}

function contradicting(line) {
  const isSameWay = (other) => other.source === line.source && other.target === line.target;
  const alike = (kind) => linesAlike.get(alikeKey(line, kind)) || [];
  const same = alike(kindOf(line)).filter((other) => other.polarity !== line.polarity);
  const opposite = line.polarity === "affirmed" ? contrariesOf(kindOf(line)).flatMap(alike).filter((other) => other.polarity === "affirmed") : [];
  const isSymmetric = !line.arrows.to || Boolean(line.arrows.from);
  return [...same, ...opposite].filter((other) => isSymmetric || isSameWay(other));
}

function sideBySide(claims, others) {
  const column = (side) => element("div", { class: "side" }, element("p", { class: "sentence" }, ...sentence(side[0])), ...side.map((claim) => card(claim, false)));
  return element("div", { class: "sides", role: "group", "aria-label": "Claims that contradict each other" }, column(claims), column(others));
}
