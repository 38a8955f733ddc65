"use strict";
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("details.finding")];
const shown = document.querySelector("#shown");

function chosen(name) {
  return new Set([...form.elements[name]].filter((box) => box.checked).map((box) => box.value));
}

function apply() {
  const levels = chosen("level");
  const verdicts = chosen("verdict");
  const operation = form.elements.operation.value;
  const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const text = finding.textContent.toLowerCase();
    const visible =
      levels.has(finding.dataset.level) &&
      verdicts.has(finding.dataset.verdict) &&
      (!operation || JSON.parse(finding.dataset.operations).includes(operation)) &&
      words.every((word) => text.includes(word));
    finding.hidden = !visible;
    count += visible ? 1 : 0;
  }
  shown.textContent = `${count} of ${findings.length} findings`;
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
apply();
