// The legend is the filter: each box shows or hides what its sample stands for.

const relationBoxes = (family) => [...document.querySelectorAll(`[data-filter="relation"][data-family="${family}"]`)];

function switchOff(values, isOn) {
  const off = new Set(state.off);
  values.forEach((value) => (isOn ? off.delete(value) : off.add(value)));
  go({ off }, true);
}

function fillChoice(id, values, all) {
  const counts = new Map();
  values.filter(Boolean).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
  const sorted = [...counts].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
  find(id).replaceChildren(element("option", { value: "" }, all), ...sorted.map(([value, number]) => element("option", { value }, `${value.length > 60 ? `${value.slice(0, 59)}…` : value} (${number})`)));
  find(id).closest("label").hidden = counts.size === 0;
}

function setUpFilters() {
  document.querySelectorAll("[data-filter]").forEach((box) => box.addEventListener("change", () => {
    const values = box.dataset.filter === "family" ? relationBoxes(box.value).map((inner) => inner.value) : [box.value];
    switchOff(values, box.checked);
  }));
  fillChoice("speaker", data.claims.map((claim) => claim.speaker), "Anyone");
  fillChoice("outlet", data.claims.map((claim) => claim.outlet), "Any outlet");
  for (const id of ["speaker", "outlet"]) find(id).addEventListener("change", () => go({ [id]: find(id).value }, true));
  find("confidence").addEventListener("input", () => go({ confidence: Number(find("confidence").value) }, true));
  find("clear").addEventListener("click", clearFilters);
}

function showFilters(selection) {
  document.querySelectorAll("[data-filter]").forEach((box) => {
    if (box.dataset.filter === "family") {
      const on = relationBoxes(box.value).filter((inner) => !state.off.has(inner.value)).length;
      box.checked = on > 0;
      box.indeterminate = on > 0 && on < relationBoxes(box.value).length;
    } else box.checked = !state.off.has(box.value);
  });
  find("speaker").value = state.speaker;
  find("outlet").value = state.outlet;
  find("confidence").value = String(state.confidence);
  find("confidence-value").textContent = state.confidence.toFixed(2);
  find("clear").hidden = !hasFilters();
  find("shown").textContent = selection.isPart ? `${selection.claims.length.toLocaleString("en")} of ${counted(data.claims.length, "claim")} shown` : "";
}
