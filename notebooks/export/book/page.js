"use strict";
(() => {
  // The scheme is the system's until the reader chooses; storage may be missing or forbidden, for instance in a sandbox.
  const root = document.documentElement, button = document.querySelector(".theme");
  const stored = value => {
    try {
      if (value) localStorage.setItem("interleave-theme", value);
      return localStorage.getItem("interleave-theme");
    } catch { return null; }
  };
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = theme => {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
  };
  show(stored());
  button.hidden = false;
  button.addEventListener("click", () => { const theme = dark() ? "light" : "dark"; show(theme); stored(theme); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());

  // An area that does not scroll needs no stop of the Tab key.
  const areas = [...document.querySelectorAll("[role=group][tabindex='0']")];
  const stops = () => areas.forEach(area =>
    area.tabIndex = area.scrollWidth > area.clientWidth + 1 || area.scrollHeight > area.clientHeight + 1 ? 0 : -1);
  stops();
  addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);

  // The contents beside the text mark the section that is being read.
  const links = new Map([...document.querySelectorAll(".contents a")].map(link => [link.hash.slice(1), link]));
  const headings = [...document.querySelectorAll("article h2, article h3")].filter(heading => links.has(heading.id));
  const mark = () => {
    const above = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 4);
    links.forEach(link => link.removeAttribute("aria-current"));
    const current = above.length ? links.get(above.at(-1).id) : null;
    if (current) current.setAttribute("aria-current", "location");
  };
  if (links.size) { addEventListener("scroll", mark, { passive: true }); mark(); }
})();
