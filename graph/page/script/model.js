// The data that the page carries, by id. Claims know their edge, and through it relation, family, polarity and modality.

// Lists of records come as columns, as text.py packs them; what has no value is null.
function unpacked({ length, columns }) {
  const cells = Object.entries(columns).map(([key, column]) => [key, Array.isArray(column) ? column : column.places.map((place) => column.values[place])]);
  return Array.from({ length }, (_, place) => Object.fromEntries(cells.map(([key, column]) => [key, column[place]])));
}
for (const list of ["nodes", "edges", "claims", "documents"]) if (!Array.isArray(data[list])) data[list] = unpacked(data[list]);
const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
const edgeOf = new Map(data.edges.map((edge) => [edge.id, edge]));
const claimsOf = new Map(data.edges.map((edge) => [edge.id, []]));
for (const claim of data.claims) {
  claim.line = edgeOf.get(claim.edge);
  claim.article = data.documents[claim.document];
  claimsOf.get(claim.edge).push(claim);
}

// Articles that tell one story in nearly the same words are one source.
const toldIn = new Map();
for (const article of data.documents) if (article.story !== null && article.story !== undefined) toldIn.set(article.story, [...(toldIn.get(article.story) || []), article]);
const sameStory = (article) => (toldIn.get(article.story) || []).filter((other) => other !== article);
function sourcesOf(claims) {
  const articles = new Set(claims.map((claim) => claim.document));
  const sources = new Set(claims.map((claim) => claim.article.story ?? claim.document));
  return articles.size < 2 ? "" : `${counted(articles.size, "article")}, ${counted(sources.size, "independent source")}`;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const WORDS = Object.fromEntries(Object.entries(data.words).map(([term, words]) => [term, capital(words)]));
const KINDS = {
  state: "State", territory: "Territory", igo: "International organization", armed: "Armed group", organization: "Organization", person: "Person",
  group: "Group", event: "Event", actor: "Actor",
};

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const titleOf = (node) => node.title || node.names[0];
const namesOf = (node) => [...node.names, ...node.aliases];

// What tables and contradictions go by: a relation, in one of its manners where the text tells it.
const kindOf = (line) => (line.manner === null ? line.relation : `${line.relation}/${line.manner}`);

// Names at even places, our own words between them.
function sentenceParts(claim) {
  const { organization } = claim.line;
  const subject = nodeOf.get(claim.from);
  const words = subject.plural ? claim.line.plural : claim.line.words;
  // "is said to aid": a charge stands in no sentence without whose it is.
  const isCharge = claim.line.modality === "alleged" && claim.speaker;
  const [said, told] = words.split(/ said (.*)/);
  const middle = isCharge ? [` ${said} said by `, claim.speaker, ` ${told} `] : [` ${words} `];
  const parts = [titleOf(subject), ...middle, titleOf(nodeOf.get(claim.to))];
  return organization === null ? parts : [...parts, " in ", organization];
}
// How the claims of a line are put: each status once, nothing of those that state a fact in the article's own name.
const PLAIN_STATUS = data.words.actual;
const statusBeside = (claim) => (claim.line.modality === "alleged" ? PLAIN_STATUS : claim.beside || claim.status);
function puttingOf(edge, status) {
  const found = [...new Set(claimsOf.get(edge.id).map(status))];
  const others = found.filter((one) => one !== PLAIN_STATUS).join("; ");
  return others && found.includes(PLAIN_STATUS) ? `also ${others}` : others;
}
const statusOf = (edge) => puttingOf(edge, (claim) => claim.status);
const statusBesideSentence = (edge) => puttingOf(edge, statusBeside);
const plain = (claim) => sentenceParts(claim).join("");
const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// Days since 1970 of a claim under either clock: [first, last], or null where the texts do not say.
const CLOCKS = {
  event: (claim) => claim.days || null,
  published: (claim) => (claim.article.day === null ? null : [claim.article.day, claim.article.day]),
};
const dated = (clock) => data.claims.filter((claim) => CLOCKS[clock](claim) !== null).length;
const DEFAULT_CLOCK = dated("event") * 2 >= Math.max(dated("published"), 1) ? "event" : "published";
const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
const dayOfIso = (text) => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text || "") ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / 86400000);
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function writtenDay(day) {
  const date = new Date(day * 86400000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
