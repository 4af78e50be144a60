"use strict";
(() => {
  // Every section of every chapter is in the page: { chapter, heading, href, text }.
  const sections = JSON.parse(document.getElementById("sections").textContent);
  const form = document.querySelector(".search"), input = form.querySelector("input");
  const found = document.querySelector(".found"), list = found.querySelector("ol"), status = found.querySelector("p");
  const chapters = document.querySelector(".chapters");
  const most = 20;

  const score = (section, words) => {
    const heading = (section.chapter + " " + section.heading).toLowerCase(), text = section.text.toLowerCase();
    let sum = 0;
    for (const word of words) {
      if (heading.includes(word)) sum += 10;
      else if (text.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };
  // Appends the text with each of the words marked.
  const marked = (parent, text, words) => {
    const pattern = new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      parent.append(text.slice(from, match.index));
      parent.appendChild(document.createElement("mark")).textContent = match[0];
      from = match.index + match[0].length;
    }
    parent.append(text.slice(from));
  };
  const excerpt = (text, words) => {
    const places = words.map(word => text.toLowerCase().indexOf(word)).filter(place => place >= 0);
    const start = Math.max(0, (places.length ? Math.min(...places) : 0) - 60);
    return (start ? "…" : "") + text.slice(start, start + 180).trim() + (start + 180 < text.length ? "…" : "");
  };
  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.hidden = !words.length;
    chapters.hidden = !!words.length;
    const hits = words.length ? sections.map(section => [score(section, words), section]).filter(hit => hit[0]) : [];
    hits.sort((a, b) => b[0] - a[0]);
    status.textContent = hits.length === 0 ? "Nothing found." : hits.length === 1 ? "1 section" : hits.length + " sections";
    list.replaceChildren(...hits.slice(0, most).map(([, section]) => {
      const item = document.createElement("li"), link = item.appendChild(document.createElement("a"));
      link.href = section.href;
      marked(link, section.heading === section.chapter ? section.chapter : section.chapter + " › " + section.heading, words);
      marked(item.appendChild(document.createElement("p")), excerpt(section.text, words), words);
      return item;
    }));
  };
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  input.addEventListener("input", search);
  search(); // the browser may have kept the words of an earlier visit
})();
