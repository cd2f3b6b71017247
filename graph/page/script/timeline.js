// The claims in time: how many of each family in each span, and below them the sentences, day by day.

const SPANS = 48;
const LANE = 34;
const LEFT = 110;
let entries = ROWS;

const FAMILIES = [...new Set(data.edges.map((edge) => edge.family))];
const familyLabel = (family) => family[0].toUpperCase() + family.slice(1);

function lanes(found) {
  const families = FAMILIES.filter((family) => found.some(([claim]) => claim.line.family === family));
  const first = Math.min(...found.map(([, [start]]) => start));
  const last = Math.max(...found.map(([, [start]]) => start));
  const length = Math.max(1, Math.ceil((last - first + 1) / SPANS));
  const spans = Math.ceil((last - first + 1) / length);
  // As wide as it is shown, so that its words are as large as others.
  const WIDTH = Math.max(280, Math.min(find("timeline").clientWidth - 36, 1100));
  const width = Math.min((WIDTH - LEFT) / spans, 60);
  const bins = new Map();
  for (const [claim, [start]] of found) {
    const key = `${claim.line.family} ${Math.floor((start - first) / length)}`;
    bins.set(key, (bins.get(key) || 0) + 1);
  }
  const most = Math.max(...bins.values());
  const drawing = shape("svg", { class: "lanes", viewBox: `0 0 ${WIDTH} ${families.length * LANE + 22}`, role: "img", "aria-label": "Number of claims of each family in time; the list below holds the same claims" });
  families.forEach((family, lane) => {
    const base = (lane + 1) * LANE;
    drawing.append(shape("text", { x: 0, y: base - 4 }, familyLabel(family)), shape("line", { x1: LEFT, x2: LEFT + spans * width, y1: base, y2: base, class: "base" }));
    for (let span = 0; span < spans; span += 1) {
      const number = bins.get(`${family} ${span}`);
      if (!number) continue;
      const height = Math.max(4, ((LANE - 8) * number) / most);
      const [start, end] = [first + span * length, Math.min(first + (span + 1) * length - 1, last)];
      const told = `${familyLabel(family)}, ${start === end ? writtenDay(start) : `${writtenDay(start)} to ${writtenDay(end)}`}: ${counted(number, "claim")}`;
      const bar = shape("rect", { x: LEFT + span * width + 1, y: base - height, width: Math.max(width - 2, 1.5), height, class: `bar family-${family}` }, shape("title", {}, told));
      bar.addEventListener("click", () => go({ since: start, until: end }));
      drawing.append(bar);
    }
  });
  const axis = families.length * LANE + 16;
  drawing.append(shape("text", { x: LEFT, y: axis }, writtenDay(first)));
  if (last > first) drawing.append(shape("text", { x: LEFT + spans * width, y: axis, "text-anchor": "end" }, writtenDay(last)));
  return drawing;
}

function entry(claim) {
  const { line } = claim;
  const status = statusBeside(claim);
  const notes = [status === PLAIN_STATUS ? "" : capital(status), claim.outlet || ""].filter(Boolean);
  return element("li", {}, button(sentence(claim), { edge: claim.edge, path: null }, line.family), element("span", { class: "notes" }, ...notes.flatMap((note, place) => [place ? " · " : "", name(note)])));
}

function headOf(claim, days) {
  if (days === null) return "Without a date";
  if (state.clock === "published" || !claim.date) return writtenDay(days[0]);
  return claim.date;
}

function fillTimeline(selection) {
  const found = claimsListed(selection).map((claim) => [claim, CLOCKS[state.clock](claim)]);
  const timed = found.filter(([, days]) => days !== null).sort((one, other) => one[1][0] - other[1][0] || one[1][1] - other[1][1]);
  const all = [...timed, ...found.filter(([, days]) => days === null)];
  const groups = [];
  for (const [claim, days] of all.slice(0, entries)) {
    const head = headOf(claim, days);
    if (!groups.length || groups[groups.length - 1][0] !== head) groups.push([head, []]);
    groups[groups.length - 1][1].push(claim);
  }
  const lead = `${counted(timed.length, "claim")} by ${state.clock === "event" ? "the time of what is claimed" : "day of publication"}${found.length > timed.length ? `, ${found.length - timed.length} without a date` : ""}`;
  const more = moreButton(all.length - entries, "claim", () => { entries = Infinity; fillTimeline(selection); });
  if (!found.length) return find("timeline").replaceChildren(nothing("No claim passes these filters."));
  find("timeline").replaceChildren(...[
    element("h2", { class: "unseen" }, "Claims in time"),
    element("p", { class: "lead" }, lead),
    timed.length ? lanes(timed) : null,
    ...groups.flatMap(([head, claims]) => [element("h3", {}, head), element("ul", { class: "choices dated" }, ...claims.map(entry))]),
    more,
  ].filter(Boolean));
  return undefined;
}
