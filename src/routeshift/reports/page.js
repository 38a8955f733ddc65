"use strict";
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("details.finding")];
const shown = document.querySelector("#shown");

function chosen(name) {
  const boxes = [...form.querySelectorAll(`input[name=${name}]`)];
  return boxes.length ? new Set(boxes.filter((box) => box.checked).map((box) => box.value)) : null;
}

function apply() {
  const levels = chosen("level");
  const verdicts = chosen("verdict");
  const operation = form.elements.operation?.value ?? "";
  const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const text = finding.textContent.toLowerCase();
    const visible =
      (!levels || !finding.dataset.level || levels.has(finding.dataset.level)) &&
      (!verdicts || verdicts.has(finding.dataset.verdict)) &&
      (!operation || JSON.parse(finding.dataset.operations).includes(operation)) &&
      words.every((word) => text.includes(word));
    finding.hidden = !visible;
    count += visible ? 1 : 0;
  }
  shown.textContent = `${count} of ${findings.length} findings`;
}

function remember() {
  const operation = form.elements.operation?.value ?? "";
  const query = new URLSearchParams(operation ? { operation } : {});
  history.replaceState(null, "", `#${query}`);
}

if (form) {
  const asked = new URLSearchParams(location.hash.slice(1)).get("operation");
  if (asked && form.elements.operation) form.elements.operation.value = asked;
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
for (const button of document.querySelectorAll(".command button")) {
  // A page that came over plain HTTP may not write there.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
  });
}

// What is wider or higher than its place can be scrolled by keys, too; nothing else is a stop.
function reach() {
  for (const one of document.querySelectorAll("pre, .scrolled")) {
    const more = one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight;
    if (more) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
}

addEventListener("resize", reach);
document.addEventListener("toggle", reach, true);
reach();
