// Views under a name of the reader's, kept in a copy of this file. A name is text like any other, a view a fragment.

const MOST_VIEWS = 100;
// A copy of the file is the page before anything was filled in, with the views.

function readKept() {
  try {
    return JSON.parse(document.querySelector("meta[name=views]").content).filter((kept) => typeof kept.name === "string" && typeof kept.view === "string").slice(0, MOST_VIEWS);
  } catch {
    return []; // somebody has written in the file
  }
}
let keptViews = readKept();
let isInFile = true;

function openKept({ view }) {
  find("kept").open = false;
  remember(present ?? written(state), {});
  read(view);
  readdress(written(state), false);
  listener();
  if (state.view !== "graph") return;
  refit();
  if (drawn.chosen) bringIntoView();
}

function showKept() {
  find("kept").hidden = !keptViews.length;
  find("kept-number").textContent = `(${keptViews.length})`;
  find("kept-note").hidden = isInFile;
  find("kept-list").replaceChildren(...keptViews.map((kept) => element(
    "li", {},
    element("button", { type: "button", onclick: () => openKept(kept) }, name(kept.name)),
    element("button", { type: "button", class: "forget", "aria-label": `Remove the view ${kept.name}`, onclick: () => changeKept(keptViews.filter((other) => other !== kept)) }, "×"),
  )));
}

function changeKept(views) {
  keptViews = views;
  isInFile = false;
  showKept();
}

// A name that is given again stands for the new view.
function keepView() {
  const called = find("view-name").value.trim();
  if (!called) return find("view-name").focus();
  changeKept([...keptViews.filter((kept) => kept.name !== called), { name: called, view: written(state) }].slice(-MOST_VIEWS));
  find("view-name").value = "";
  find("saving").open = false;
  find("kept").open = true;
  return find("open-kept").focus();
}

function savePage() {
  asItCame.querySelector("meta[name=views]").setAttribute("content", JSON.stringify(keptViews));
  download(`<!doctype html>\n${asItCame.outerHTML}\n`, "text/html;charset=utf-8", "graph.html");
  isInFile = true;
  showKept();
}

function setUpKept() {
  showKept();
  find("keep-view").addEventListener("click", keepView);
  find("view-name").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // or Enter would close the list that is opened
    keepView();
  });
  find("save-page").addEventListener("click", savePage);
  document.addEventListener("click", ({ target }) => { if (document.contains(target) && !find("kept").contains(target) && !find("saving").contains(target)) find("kept").open = false; });
}
