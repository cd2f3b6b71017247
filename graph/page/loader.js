// Unpacks what the page carries and opens it. The library (vis-network and the page's own script) runs by its hash, which the
// policy admits beside this text and no other: so it may come from this file or, in a notebook, from another frame there.
(() => {
  "use strict";
  const asItCame = document.documentElement.cloneNode(true);
  const { library: hash } = document.currentScript.dataset;
  const policy = window.trustedTypes ? trustedTypes.createPolicy("page", { createScript: (text) => text }) : null;
  const hasData = document.getElementById("data") !== null;
  const isFramed = window.parent !== window;
  let library = null;

  const say = (text) => { document.getElementById("message").textContent = text; };

  async function unpack(id) {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  }

  async function open(text) {
    if (hasData) {
      const script = document.createElement("script");
      script.text = policy ? policy.createScript(text) : text;
      document.body.append(script);
      script.remove(); // a copy that a browser saves holds it once, packed
      if (!window.openPage) return; // the policy has refused what is not the library
    }
    library = text;
    offer();
    if (!hasData) return;
    say("");
    window.openPage(JSON.parse(await unpack("data")), asItCame);
  }

  // Frames of one notebook: whoever has the library gives it to whoever asks, or hears that there is one.
  const tellAll = (message) => {
    for (let place = 0; place < window.parent.length; place += 1) if (window.parent[place] !== window) tell(window.parent[place], message);
  };
  const tell = (other, message) => other.postMessage({ diplograph: hash, ...message }, "*");
  const offer = () => isFramed && tellAll({ has: true });

  function listen({ data: told, source }) {
    if (!told || told.diplograph !== hash || !source) return;
    if (library !== null && told.wants) tell(source, { library });
    else if (library === null && told.has) tell(source, { wants: true });
    else if (library === null && typeof told.library === "string") open(told.library);
  }

  async function start() {
    if (isFramed) addEventListener("message", listen);
    if (document.getElementById("library")) return open(await unpack("library"));
    say("The script of this page is in another frame of the notebook: run the cell with share_library() again.");
    return tellAll({ wants: true });
  }

  if (typeof DecompressionStream !== "function") say("This page needs a browser of 2023 or later.");
  else start().catch((error) => {
    say("This file is not whole: fetch or make it anew.");
    throw error;
  });
})();
