// Every claim shown as a row, and the same rows as a file.

const ROWS = 200;
let rows = ROWS;
const quotesOf = (claim) => groundsOf(claim).join(" […] ");

function statusWords({ polarity, modality }) {
  if (polarity !== "negated") return WORDS[modality];
  return modality === "actual" ? WORDS[polarity] : `${WORDS[modality]}, ${data.words[polarity]}`;
}
const sourceOf = (claim) => [...(claim.outlet ? [name(claim.outlet), ": "] : []), linkTo(claim.article)];
const placeOfClaim = ({ place, country }) => (place && country && place !== country ? `${place}, ${country}` : place || country || "");
const first = (days) => (days ? days[0] : null);

// What is the same for all claims of a sentence is told once for these.
const COLUMNS = {
  claim: { head: "Claim", cell: (claim) => [element("button", { type: "button", onclick: () => go({ edge: claim.edge }) }, ...sentence(claim))], order: plain },
  quote: { head: "Quote", cell: (claim) => [quotesOf(claim)], order: quotesOf, ofSentence: true },
  speaker: { head: "Speaker", cell: (claim) => [claim.speaker || ""] },
  status: { head: "Put as", cell: (claim) => [statusWords(claim.line)] },
  manner: { head: "Manner", cell: (claim) => [claim.line.manner || ""], ifAny: true },
  when: { head: "When", cell: (claim) => [claim.date || ""], order: (claim) => first(claim.days) },
  where: { head: "Where", cell: (claim) => [placeOfClaim(claim)], ifAny: true },
  source: { head: "Source", cell: sourceOf, order: (claim) => `${claim.outlet || ""} ${claim.article.title}`, ofSentence: true },
  published: { head: "Published", cell: (claim) => [claim.article.date || ""], order: (claim) => claim.article.day, ofSentence: true },
  confidence: { head: "Confidence", cell: (claim) => [claim.confidence.toFixed(2)], order: (claim) => claim.confidence },
};
const textIn = (column, claim) => column.cell(claim)[0];
const shownColumns = (claims) => SORTS.filter((key) => !COLUMNS[key].ifAny || claims.some((claim) => textIn(COLUMNS[key], claim)));
const collator = new Intl.Collator("en", { numeric: true });

// What has nothing in a column stands last, whichever way it is sorted.
function inOrder(claims) {
  if (!state.sort) return claims;
  const isDown = state.sort.startsWith("-");
  const column = COLUMNS[isDown ? state.sort.slice(1) : state.sort];
  const value = column.order || ((claim) => textIn(column, claim));
  const keyed = claims.map((claim) => [value(claim), claim]);
  const isNone = (key) => key === null || key === undefined || key === "";
  keyed.sort(([one], [other]) => {
    if (isNone(one) || isNone(other)) return isNone(one) - isNone(other);
    const step = typeof one === "number" ? one - other : collator.compare(one, other);
    return isDown ? -step : step;
  });
  return keyed.map(([, claim]) => claim);
}

const sentenceKey = (claim) => `${claim.document} ${quotesOf(claim)}`;
function sentenceGroups(claims) {
  const groups = [];
  for (const claim of claims) {
    const last = groups[groups.length - 1];
    if (last && sentenceKey(last[0]) === sentenceKey(claim)) last.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

// What is long scrolls within its cell, which the keyboard then reaches.
function longCell(content) {
  const cell = element("span", { class: "cell", dir: "auto" }, ...content);
  if (cell.textContent.length > 500) Object.assign(cell, { className: "cell scrolled", tabIndex: 0 });
  return cell;
}

function row(claim, place, group, columns) {
  const cells = columns.filter((key) => !COLUMNS[key].ofSentence || place === 0).map((key) => {
    const content = COLUMNS[key].cell(claim);
    const attributes = { class: `of-${key}${content[0] === "" ? " empty" : ""}`, "data-head": COLUMNS[key].head };
    if (COLUMNS[key].ofSentence && group.length > 1) attributes.rowspan = group.length;
    return element("td", attributes, longCell(content));
  });
  return element("tr", { class: place ? "same" : null }, ...cells);
}

function headCell(key) {
  const isUp = state.sort === key;
  const way = isUp ? "ascending" : state.sort === `-${key}` ? "descending" : null;
  const next = isUp ? `-${key}` : way ? "" : key;
  return element("th", { scope: "col", class: `of-${key}`, "aria-sort": way }, element("button", { type: "button", "data-sort": key, onclick: () => go({ sort: next }, true) }, COLUMNS[key].head));
}

function fillTable(selection) {
  const claims = inOrder(claimsListed(selection));
  if (!claims.length) return find("table").replaceChildren(nothing("No claim passes these filters."));
  const columns = shownColumns(claims);
  const focused = document.activeElement.dataset.sort;
  const table = element(
    "table", { class: "claims" },
    element("caption", {}, claims.length === data.claims.length ? `All ${counted(claims.length, "claim")}` : `${claims.length} of ${counted(data.claims.length, "claim")}`),
    element("thead", {}, element("tr", {}, ...columns.map(headCell))),
    element("tbody", {}, ...sentenceGroups(claims.slice(0, rows)).flatMap((group) => group.map((claim, place) => row(claim, place, group, columns)))),
  );
  const more = moreButton(claims.length - rows, "claim", () => { rows = Infinity; fillTable(selection); });
  find("table").replaceChildren(...[table, more].filter(Boolean));
  if (focused && columns.includes(focused)) table.querySelector(`[data-sort="${focused}"]`).focus();
  return undefined;
}

// By the name of a column: claim_sheet.py says which there are, and in which order.
const CELLS = {
  subject: (claim) => nodeOf.get(claim.from).names[0],
  relation: (claim) => data.relations[claim.line.relation],
  object: (claim) => nodeOf.get(claim.to).names[0],
  organization: (claim) => claim.line.organization,
  polarity: (claim) => data.words[claim.line.polarity],
  modality: (claim) => data.words[claim.line.modality],
  manner: (claim) => claim.line.manner,
  speaker: (claim) => claim.speaker,
  role: (claim) => claim.role,
  outlet: (claim) => claim.outlet,
  date: (claim) => (claim.days ? isoDay(claim.days[0]) : null),
  date_end: (claim) => (claim.days ? isoDay(claim.days[1]) : null),
  date_precision: (claim) => claim.precision,
  place: (claim) => claim.place,
  country: (claim) => claim.country,
  quote: quotesOf,
  document: (claim) => claim.article.id,
  title: (claim) => claim.article.title,
  published: (claim) => (claim.article.day === null ? null : isoDay(claim.article.day)),
  url: (claim) => claim.article.url,
  plover: (claim) => claim.line.plover,
  confidence: (claim) => claim.confidence,
  subject_code: (claim) => nodeOf.get(claim.from).code,
  object_code: (claim) => nodeOf.get(claim.to).code,
  subject_id: (claim) => nodeOf.get(claim.from).iri,
  relation_id: (claim) => data.namespaces.relation + claim.line.relation,
  object_id: (claim) => nodeOf.get(claim.to).iri,
  claim_id: (claim) => data.namespaces.claim + claim.id,
};

// A spreadsheet would run text that begins as a formula does: it gets an apostrophe in front.
function csvField(value) {
  if (typeof value === "number") return String(value);
  const text = value === null || value === undefined ? "" : /^\s*[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toCsv(claims) {
  const lines = claims.map((claim) => data.columns.map((column) => csvField(CELLS[column](claim))).join(","));
  return `\ufeff${[data.columns.join(","), ...lines].join("\r\n")}\r\n`;
}

function saveCsv() {
  download(toCsv(claimsListed(drawn)), "text/csv;charset=utf-8", "claims.csv");
}
