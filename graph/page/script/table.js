// Every claim shown as a row, and the same rows as a file.

const ROWS = 200;
let rows = ROWS;
const quotesOf = (claim) => groundsOf(claim).join(" […] ");

function row(claim) {
  const { article, line } = claim;
  const cell = (...content) => element("td", {}, element("span", { class: "cell", dir: "auto" }, ...content));
  const source = [...(claim.outlet ? [name(claim.outlet), ": "] : []), linkTo(article)];
  return element(
    "tr", {},
    cell(element("button", { type: "button", onclick: () => go({ edge: claim.edge }) }, ...sentence(claim))),
    cell(quotesOf(claim)), cell(claim.speaker || ""), cell(...source), cell(article.date || ""), cell(claim.date || ""),
    cell(WORDS[line.polarity]), cell(WORDS[line.modality]), cell(claim.confidence.toFixed(2)),
  );
}

function fillTable(selection) {
  const claims = claimsListed(selection);
  const heads = ["Claim", "Quote", "Speaker", "Source", "Published", "When", "Polarity", "Modality", "Confidence"];
  const table = element(
    "table", { class: "claims" },
    element("caption", {}, claims.length === data.claims.length ? `All ${counted(claims.length, "claim")}` : `${claims.length} of ${counted(data.claims.length, "claim")}`),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...claims.slice(0, rows).map(row)),
  );
  const more = moreButton(claims.length - rows, "claim", () => { rows = Infinity; fillTable(selection); });
  find("table").replaceChildren(...[table, more].filter(Boolean));
}

// By the name of a column: claim_sheet.py says which there are, and in which order.
const CELLS = {
  subject: (claim) => titleOf(nodeOf.get(claim.from)),
  relation: (claim) => data.relations[claim.line.relation],
  object: (claim) => titleOf(nodeOf.get(claim.to)),
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
  const address = URL.createObjectURL(new Blob([toCsv(claimsListed(drawn))], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: "claims.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
