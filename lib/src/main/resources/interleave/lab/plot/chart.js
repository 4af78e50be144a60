// Draws the charts of a page: each figure.il-chart holds a picture and the JSON that plotly draws in its place. A chart
// announces itself by a push onto window.interleaveCharts, an array until this function takes it over; so it does not
// matter which of the two comes first, and without this script the pictures stay. `dark` has for each colour of the
// theme the one that takes its place on a dark page.
dark => {
  "use strict";
  const waiting = window.interleaveCharts;
  if (waiting && !Array.isArray(waiting)) return;

  const HEIGHT = 420, TITLE = 28, TITLE_RISE = 6, SUBTITLE = 18, LEGEND_ROW = 22, EDGE = 24;
  const style = document.createElement("style");
  style.textContent = `.il-chart[data-live] > img { display: none !important; }
    @media print { .il-chart[data-live] > img { display: block !important; } .il-chart > .il-live { display: none !important; } }`;
  document.head.append(style);

  const channels = colour => (colour.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
  const isDark = colour => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128; };
  // The paper is the first thing behind the chart that is not transparent; a page that paints none is the browser's.
  const paperOf = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor, alpha = channels(colour)[3] ?? 1;
      if (alpha > 0.5) return colour;
    }
    return isDark(getComputedStyle(element).color) ? "rgb(255, 255, 255)" : "rgb(21, 23, 27)";
  };
  const recoloured = value =>
    typeof value === "string" ? dark[value] ?? value
      : Array.isArray(value) ? value.map(recoloured)
        : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recoloured(each)]))
          : value;

  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (text, font) => {
    pen.font = `${font.weight || 400} ${font.size}px ${font.family}`;
    return pen.measureText(text.replace(/<[^>]*>/g, "").replace(/&[a-z]+;|&#\w+;/g, "x")).width;
  };
  // Breaks at blanks only, and none of the tags in our texts holds one.
  const wrapped = (text, width, font) => String(text).split(/<br ?\/?>/).map(line => {
    const lines = [];
    for (const word of line.split(" ")) {
      if (lines.length && widthOf(`${lines.at(-1)} ${word}`, font) <= width) lines.push(`${lines.pop()} ${word}`);
      else lines.push(word);
    }
    return lines.join("<br>");
  }).join("<br>");
  const linesOf = text => text.split(/<br ?\/?>/).length;

  // How many rows plotly needs for a legend above the plot; entries of several rows stand in columns.
  const legendRows = (names, width, font) => {
    const widths = names.map(name => widthOf(name, font) + 45);
    if (widths.reduce((sum, each) => sum + each, 0) <= width) return 1;
    return Math.ceil(names.length / Math.max(1, Math.floor(width / Math.max(...widths))));
  };

  // The JSON is broken into lines for a page of common width; here the width is known.
  const fit = ({ data, layout }, width) => {
    const family = layout.font?.family || "system-ui, sans-serif", font = { family, size: layout.font?.size || 13 };
    let more = 0;
    const block = (title, whole, line) => {
      const before = linesOf(title.text);
      title.text = wrapped(whole ?? title.text, width - EDGE, { ...font, ...title.font, family });
      const lines = linesOf(title.text) - before;
      more += lines * line;
      return lines;
    };
    if (layout.title?.text) {
      const lines = block(layout.title, layout.meta?.title, TITLE);
      // Plotly lifts a title by a part of each line that it has more.
      if (layout.title.pad?.t) layout.title.pad = { ...layout.title.pad, t: layout.title.pad.t + lines * TITLE_RISE };
    }
    if (layout.title?.subtitle?.text) block(layout.title.subtitle, layout.meta?.subtitle, SUBTITLE);
    const listed = data.filter(trace => trace.showlegend !== false && trace.name).map(trace => trace.name);
    if (layout.showlegend && layout.legend?.orientation === "h" && listed.length) {
      const inner = width - (layout.margin?.r || 0) - Math.max(60, labelWidth(layout, data, width, font) + 20);
      more += (legendRows(listed, inner, font) - legendRows(listed, 640, font)) * LEGEND_ROW;
    }
    if (more) layout.margin = { ...layout.margin, t: Math.max(12, (layout.margin?.t ?? 100) + more) };
    layout.width = width;
    layout.height = (layout.height || HEIGHT) + more;
    if (width < 560) for (const [name, axis] of Object.entries(layout)) if (/^yaxis\d*$/.test(name)) narrow(axis, name, data, width * 0.3, font);
  };
  const isName = text => typeof text === "string" && isNaN(text) && isNaN(Date.parse(text));
  const namesAt = (axis, name, data) => axis.categoryarray
    ?? [...new Set(data.filter(trace => (trace.yaxis || "y").replace("y", "yaxis") === name).flatMap(trace => trace.y || []))];
  // The room that names beside the plot take from it.
  const labelWidth = (layout, data, width, font) => {
    const names = namesAt(layout.yaxis || {}, "yaxis", data).filter(isName).slice(0, 60);
    const widest = Math.max(0, ...names.map(name => widthOf(name, font)));
    return width < 560 ? Math.min(widest, width * 0.3) : widest;
  };
  // Long names beside a narrow plot go onto several lines.
  const narrow = (axis, name, data, width, font) => {
    const names = namesAt(axis, name, data);
    if (axis.tickvals || !names.length || names.length > 60 || !names.every(isName)) return;
    Object.assign(axis, { tickmode: "array", tickvals: names, ticktext: names.map(text => wrapped(text, width, font)) });
  };

  const specOf = (figure, width) => {
    const spec = JSON.parse(figure.querySelector(":scope > script[type='application/json']").textContent);
    const { data, layout, config } = isDark(paperOf(figure)) ? recoloured(spec) : spec;
    fit({ data, layout }, width);
    // On a touch screen a drag scrolls the page.
    if (matchMedia("(pointer: coarse)").matches) layout.dragmode = false;
    return [data, layout, { ...config, displayModeBar: false, responsive: false, showTips: false }];
  };

  const draw = async figure => {
    const width = Math.floor(figure.clientWidth);
    if (!figure.isConnected || width < 40) return;
    const live = figure.querySelector(":scope > .il-live") || document.createElement("div");
    try {
      if (!live.isConnected) {
        live.className = "il-live";
        live.setAttribute("role", "img");
        live.setAttribute("aria-label", figure.getAttribute("aria-label") || "Chart");
        figure.querySelector(":scope > img").after(live);
      }
      await window.Plotly.react(live, ...specOf(figure, width));
      figure.dataset.live = width;
    } catch (problem) {
      // The picture says the same; a chart that was taken away meanwhile needs neither.
      live.remove();
      delete figure.dataset.live;
      if (figure.isConnected) console.warn("The chart stays a picture:", problem);
    }
  };
  // One at a time, so that two reasons to draw a chart do not meet in it.
  const drawings = new WeakMap();
  const drawNext = figure => {
    const next = (drawings.get(figure) || Promise.resolve()).then(() => draw(figure));
    drawings.set(figure, next);
    return next;
  };

  // A chart is drawn when it comes near the window: it has its width then, and a long page opens at once. One that is
  // taken away before is never drawn, and nothing here keeps it alive.
  const live = new Set();
  const near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      live.add(new WeakRef(target));
      drawNext(target).then(() => sizes.observe(target));
    }
  }, { rootMargin: "300px" });
  const sizes = new ResizeObserver(entries => requestAnimationFrame(() => {
    for (const { target } of entries) {
      const width = Math.floor(target.clientWidth);
      if (width >= 40 && target.dataset.live && Math.abs(width - target.dataset.live) > 1) drawNext(target);
    }
  }));

  let frame = 0;
  const repaint = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      for (const reference of live) {
        const figure = reference.deref();
        if (!figure) live.delete(reference);
        else if (figure.isConnected) drawNext(figure);
      }
    });
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  const themes = new MutationObserver(repaint);
  for (const root of [document.documentElement, document.body]) {
    if (root) themes.observe(root, { attributeFilter: ["data-theme", "data-jp-theme-light", "data-jp-theme-name"] });
  }

  const taken = new WeakSet();
  const take = figure => {
    for (const each of figure ? [figure] : document.querySelectorAll(".il-chart")) {
      if (taken.has(each) || !each.querySelector("script[type='application/json']")) continue;
      taken.add(each);
      near.observe(each);
    }
  };
  window.interleaveCharts = { push: take };
  for (const figure of waiting || []) take(figure);
}
