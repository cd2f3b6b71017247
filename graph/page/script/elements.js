// Elements. Every text of the data reaches the document through here, as text.

const find = (id) => document.getElementById(id);
// As narrow as media.css has it for a phone.
const isPhone = () => matchMedia("(max-width: 720px)").matches;

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function shape(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const name = (text) => element("bdi", { dir: "auto", class: text.length > 300 ? "long" : null }, text);
const sentence = (claim) => sentenceParts(claim).map((part, place) => (place % 2 ? part : name(part)));

function button(content, change, family) {
  const swatch = family ? element("span", { class: `swatch family-${family}` }) : null;
  return element("button", { type: "button", onclick: () => go(change) }, swatch, element("span", {}, ...content));
}

const listed = (items) => element("ul", { class: "choices" }, ...items.map((item) => element("li", {}, item)));

function moreButton(left, noun, show) {
  return left > 0 ? element("button", { type: "button", class: "more", onclick: show }, `Show ${counted(left, noun)} more`) : null;
}

// What a view shows where nothing passes, and the way back.
function nothing(text) {
  const again = state.off.size || hasFilters() || state.q || state.focus ? element("button", { type: "button", class: "again", onclick: showEverything }, "Show everything again") : null;
  return element("p", { class: "nothing" }, text, again);
}
