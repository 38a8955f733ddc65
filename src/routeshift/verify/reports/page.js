"use strict";
const operation = document.getElementById("operation");
const words = document.getElementById("words");
const articles = [...document.querySelectorAll("article")];

function filter() {
  const wanted = words.value.toLowerCase();
  let count = 0;
  for (const article of articles) {
    const fits = (!operation.value || article.dataset.operation === operation.value)
      && article.textContent.toLowerCase().includes(wanted);
    article.hidden = !fits;
    count += fits;
  }
  document.getElementById("shown").textContent = `${count} of ${articles.length}`;
  const query = new URLSearchParams();
  if (operation.value) query.set("operation", operation.value);
  history.replaceState(null, "", "#" + query);
}

if (operation) {
  operation.value = new URLSearchParams(location.hash.slice(1)).get("operation") || "";
  operation.addEventListener("change", filter);
  words.addEventListener("input", filter);
  filter();
}
for (const line of document.querySelectorAll("pre.curl")) {
  line.title = "click to copy";
  line.addEventListener("click", () => navigator.clipboard.writeText(line.textContent));
}
