// The tip beside the pointer: what a node or a line is.

function showTip({ node, edge }, at) {
  hovered = edge || null;
  const tip = find("tip");
  if (node) {
    tip.replaceChildren(element("strong", {}, name(titleOf(node))), element("span", {}, `${KINDS[node.group]} · ${counted(node.weight, "claim")}`));
  } else {
    const [claim] = claimsOf.get(edge.id);
    const [quote = ""] = groundsOf(claim);
    const status = statusBesideSentence(edge);
    const more = drawn.counts.get(edge.id) - 1;
    tip.replaceChildren(
      element("strong", {}, ...sentence(claim)),
      status ? element("span", {}, name(capital(status))) : "",
      element("span", { dir: "auto", class: "quoted" }, quote.length > 220 ? `${quote.slice(0, 219)}…` : quote),
      element("span", {}, more > 0 ? `and ${counted(more, "more claim")}` : ""),
    );
  }
  tip.hidden = false;
  const stage = find("stage");
  tip.style.left = `${Math.max(8, Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(at.y + 16, stage.clientHeight - tip.offsetHeight - 8))}px`;
  find("drawing").style.cursor = "pointer";
}

function hideTip() {
  hovered = null;
  find("tip").hidden = true;
  find("drawing").style.cursor = "";
}
