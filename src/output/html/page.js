"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const events = data.events, expressions = data.expressions;
  const byId = new Map(events.map((e) => [e.id, e]));
  const entryOf = new Map();
  for (const li of document.querySelectorAll(".entry")) entryOf.set(li.dataset.e, li);

  // ---- time: milliseconds, also before our era and to the minute
  const moment = (text, isEnd) => {
    const m = /^(-?\d+)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text || "");
    if (!m) return null;
    const d = new Date(0);
    d.setUTCFullYear(+m[1], +m[2] - 1, +m[3]);
    if (m[4]) d.setUTCHours(+m[4], +m[5], +(m[6] || 0));
    else if (isEnd) d.setUTCDate(d.getUTCDate() + 1);
    return d.getTime();
  };
  for (const e of events) {
    e.from = moment(e.start, false);
    e.to = moment(e.end, true);
    if (e.from === null) e.from = e.to;
    if (e.to === null) e.to = e.from;
    e.words = (entryOf.get(e.id) ? entryOf.get(e.id).textContent : "").toLowerCase();
  }
  let shown = events;
  let chosen = null;

  // ---- choosing
  const choose = (id, scroll) => {
    for (const n of document.querySelectorAll(".chosen")) n.classList.remove("chosen");
    for (const n of document.querySelectorAll('[aria-current="true"]')) n.removeAttribute("aria-current");
    chosen = id && byId.get(id) ? id : null;
    if (chosen) {
      const e = byId.get(chosen), li = entryOf.get(chosen);
      if (li) {
        li.classList.add("chosen");
        const b = li.querySelector(".pick");
        b.setAttribute("aria-current", "true");
        if (scroll === "list") { li.scrollIntoView({ block: "nearest" }); b.focus({ preventScroll: true }); }
      }
      let first = null;
      for (const s of e.s) for (const n of document.querySelectorAll('[data-s="' + s + '"]')) { n.classList.add("chosen"); first = first || n; }
      for (const x of e.x) { const n = $("x-" + x); if (n) n.classList.add("chosen"); }
      if (scroll === "text" && first) {
        const box = $("articles");
        if (getComputedStyle(box).position === "sticky") {
          box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
        }
      }
      if (e.from !== null && (e.to < view.from || e.from > view.to)) centre((e.from + e.to) / 2);
      $("live").textContent = li ? li.textContent.trim().replace(/\s+/g, " ") : "";
    }
    draw();
  };
  $("list").addEventListener("click", (ev) => {
    const li = ev.target.closest(".entry");
    if (li) choose(li.dataset.e, "text");
  });
  const fromText = (target) => {
    const s = target.closest("[data-s]");
    if (!s) return;
    const about = shown.filter((e) => e.s.includes(s.dataset.s));
    if (!about.length) return;
    const at = about.findIndex((e) => e.id === chosen);
    choose(about[(at + 1) % about.length].id, "list");
  };
  $("articles").addEventListener("click", (ev) => fromText(ev.target));
  $("articles").addEventListener("keydown", (ev) => {
    if (ev.key === "Enter" || ev.key === " ") { ev.preventDefault(); fromText(ev.target); }
  });

  // ---- filters and search
  const controls = $("controls");
  const apply = () => {
    const on = (name) => new Set([...controls.querySelectorAll('input[name="' + name + '"]:checked')].map((i) => i.value));
    const kinds = on("kind"), statuses = on("status");
    const doc = controls.elements.document ? controls.elements.document.value : "";
    const sure = +controls.elements.confidence.value / 100;
    const words = controls.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = events.filter((e) => kinds.has(e.kind) && statuses.has(e.status) && (!doc || e.document === doc)
      && e.confidence >= sure && words.every((w) => e.words.includes(w)));
    const ids = new Set(shown.map((e) => e.id));
    for (const day of document.querySelectorAll(".day")) {
      let any = false;
      for (const li of day.querySelectorAll(".entry")) { li.hidden = !ids.has(li.dataset.e); any = any || !li.hidden; }
      day.hidden = !any;
    }
    $("sure").textContent = controls.elements.confidence.value + " %";
    $("count").textContent = shown.length + " of " + events.length + " entries";
    draw();
  };
  controls.addEventListener("input", apply);
  controls.addEventListener("submit", (ev) => ev.preventDefault());

  // ---- keyboard: j/k or arrows through the list, / to the search, Escape to let go
  document.addEventListener("keydown", (ev) => {
    if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(ev.target.tagName);
    if (ev.key === "Escape") { hideTip(); if (!typing) choose(null); return; }
    if (typing) return;
    if (ev.key === "/") { ev.preventDefault(); controls.elements.search.focus(); return; }
    const inList = ev.target.closest && ev.target.closest("#list");
    const step = ev.key === "j" || (inList && ev.key === "ArrowDown") ? 1 : ev.key === "k" || (inList && ev.key === "ArrowUp") ? -1 : 0;
    if (!step || !shown.length) return;
    ev.preventDefault();
    const at = shown.findIndex((e) => e.id === chosen);
    const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1);
    choose(shown[next].id, "list");
  });

  // ---- what an expression is
  const tip = $("tip");
  const hideTip = () => { tip.hidden = true; };
  const row = (dl, name, value) => {
    if (!value) return;
    const dt = document.createElement("dt"), dd = document.createElement("dd");
    dt.textContent = name; dd.textContent = value;
    dl.append(dt, dd);
  };
  const showTip = (n) => {
    const x = expressions[n.dataset.x];
    if (!x) return;
    const dl = document.createElement("dl");
    row(dl, "value", x.value + (x.mod ? " " + x.mod : ""));
    row(dl, "EDTF", x.edtf);
    if (x.interval) row(dl, "bounds", (x.interval.start || "..") + " to " + (x.interval.end || ".."));
    row(dl, "counted from", x.anchor);
    row(dl, "because", (x.because || []).join("; "));
    row(dl, "or", (x.alternatives || []).map((a) => a.value + " (" + Math.round(a.confidence * 100) + " %)").join(", "));
    row(dl, "sure", Math.round(x.confidence * 100) + " %");
    row(dl, "rule", x.rule);
    tip.replaceChildren(dl);
    tip.hidden = false;
    const r = n.getBoundingClientRect(), t = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(r.left, innerWidth - t.width - 4)) + "px";
    tip.style.top = (r.bottom + t.height + 8 < innerHeight ? r.bottom + 6 : Math.max(4, r.top - t.height - 6)) + "px";
  };
  for (const kind of ["mouseover", "focusin"]) $("articles").addEventListener(kind, (ev) => {
    const x = ev.target.closest(".x");
    if (x) showTip(x); else hideTip();
  });
  $("articles").addEventListener("mouseleave", hideTip);
  $("articles").addEventListener("focusout", hideTip);
  addEventListener("scroll", hideTip, true);

  // ---- the axis
  const svg = $("axis"), NS = "http://www.w3.org/2000/svg";
  const MIN = 60e3, HOUR = 3600e3, DAY = 864e5;
  const dated = events.filter((e) => e.from !== null);
  const all = (() => {
    if (!dated.length) return { from: 0, to: DAY };
    let a = Infinity, b = -Infinity;
    for (const e of dated) { a = Math.min(a, e.from); b = Math.max(b, e.to); }
    const pad = Math.max((b - a) * 0.04, HOUR);
    return { from: a - pad, to: b + pad };
  })();
  // The densest part first, when a few far dates would press the rest into one spot.
  const dense = (() => {
    if (dated.length < 5) return all;
    const starts = dated.map((e) => e.from).sort((a, b) => a - b);
    const n = Math.ceil(starts.length * 0.7);
    let best = [starts[0], starts[starts.length - 1]];
    for (let i = 0; i + n - 1 < starts.length; i++) if (starts[i + n - 1] - starts[i] < best[1] - best[0]) best = [starts[i], starts[i + n - 1]];
    const width = Math.max(best[1] - best[0], DAY);
    if ((all.to - all.from) / width < 8) return all;
    return { from: best[0] - width * 0.3 - DAY, to: best[1] + width * 0.3 + 2 * DAY };
  })();
  let view = { ...dense };
  const centre = (t) => { const w = view.to - view.from; view = { from: t - w / 2, to: t + w / 2 }; };
  const zoom = (factor, at) => {
    const t = at === undefined ? (view.from + view.to) / 2 : at;
    const w = Math.min(Math.max((view.to - view.from) * factor, 10 * MIN), (all.to - all.from) * 4 + DAY);
    const share = (t - view.from) / (view.to - view.from);
    view = { from: t - w * share, to: t + w * (1 - share) };
    draw();
  };
  const el = (name, attributes, text) => {
    const n = document.createElementNS(NS, name);
    for (const k in attributes) n.setAttribute(k, attributes[k]);
    if (text !== undefined) n.textContent = text;
    return n;
  };
  const two = (n) => String(n).padStart(2, "0");
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const year = (y) => (y > 0 ? String(y) : 1 - y + " BC");
  const STEPS = [
    ...[1, 5, 15, 30].map((n) => ({ ms: n * MIN, next: (d) => d.setUTCMinutes(d.getUTCMinutes() + n), floor: (d) => d.setUTCMinutes(Math.floor(d.getUTCMinutes() / n) * n, 0, 0), name: (d) => two(d.getUTCHours()) + ":" + two(d.getUTCMinutes()) })),
    ...[1, 3, 6, 12].map((n) => ({ ms: n * HOUR, next: (d) => d.setUTCHours(d.getUTCHours() + n), floor: (d) => d.setUTCHours(Math.floor(d.getUTCHours() / n) * n, 0, 0, 0), name: (d) => (d.getUTCHours() ? two(d.getUTCHours()) + ":00" : d.getUTCDate() + " " + months[d.getUTCMonth()]) })),
    ...[1, 2, 7, 14].map((n) => ({ ms: n * DAY, next: (d) => d.setUTCDate(d.getUTCDate() + n), floor: (d) => { d.setUTCHours(0, 0, 0, 0); if (n >= 7) d.setUTCDate(d.getUTCDate() - ((d.getUTCDay() + 6) % 7)); }, name: (d) => d.getUTCDate() + " " + months[d.getUTCMonth()] + (n >= 7 ? " " + year(d.getUTCFullYear()) : "") })),
    ...[1, 3, 6].map((n) => ({ ms: n * 30.4 * DAY, next: (d) => d.setUTCMonth(d.getUTCMonth() + n), floor: (d) => { d.setUTCHours(0, 0, 0, 0); d.setUTCMonth(Math.floor(d.getUTCMonth() / n) * n, 1); }, name: (d) => months[d.getUTCMonth()] + " " + year(d.getUTCFullYear()) })),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => ({ ms: n * 365.25 * DAY, next: (d) => d.setUTCFullYear(d.getUTCFullYear() + n), floor: (d) => { d.setUTCHours(0, 0, 0, 0); d.setUTCFullYear(Math.floor(d.getUTCFullYear() / n) * n, 0, 1); }, name: (d) => year(d.getUTCFullYear()) })),
  ];
  const shape = (kind, x, y, r) => {
    if (kind === "photo") return "M" + x + " " + (y - r - 1) + "L" + (x + r + 1) + " " + y + "L" + x + " " + (y + r + 1) + "L" + (x - r - 1) + " " + y + "Z";
    if (kind === "statement") return "M" + (x - r) + " " + (y - r) + "h" + 2 * r + "v" + 1.5 * r + "h" + -r + "l" + -r * 0.6 + " " + r * 0.6 + "v" + -r * 0.6 + "h" + -r * 0.4 + "Z";
    return "M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0Z";
  };
  const draw = () => {
    const w = svg.clientWidth || 600, h = svg.clientHeight || 150, base = h - 22;
    const X = (t) => ((t - view.from) / (view.to - view.from)) * w;
    const nodes = [];
    const room = (view.to - view.from) / Math.max(w / 90, 2);
    const step = STEPS.find((s) => s.ms >= room) || STEPS[STEPS.length - 1];
    const d = new Date(view.from);
    step.floor(d);
    for (let n = 0; d.getTime() < view.to && n < 60; n++, step.next(d)) {
      const x = X(d.getTime());
      if (x < -60) continue;
      nodes.push(el("line", { class: "tick", x1: x, x2: x, y1: 0, y2: base }), el("text", { x: x + 3, y: h - 7 }, step.name(d)));
    }
    nodes.push(el("line", { class: "tick", x1: 0, x2: w, y1: base, y2: base }));
    const rows = [], r = 5;
    const seen = shown.filter((e) => e.from !== null && e.to >= view.from && e.from <= view.to);
    if (seen.length > 400) {
      // More marks than the eye can part: how many, in columns.
      const columns = new Array(Math.ceil(w / 6)).fill(0);
      for (const e of seen) columns[Math.max(0, Math.min(columns.length - 1, Math.floor(X((e.from + e.to) / 2) / 6)))]++;
      const most = Math.max(...columns);
      columns.forEach((n, i) => { if (n) nodes.push(el("rect", { class: "event", fill: "currentColor", x: i * 6, width: 5, y: base - (n / most) * (base - 8), height: (n / most) * (base - 8) })); });
    } else {
      for (const e of seen) {
        const a = Math.max(X(e.from), -10), b = Math.min(X(e.to), w + 10), mid = Math.min(Math.max((a + b) / 2, 6), w - 6);
        const left = Math.min(a, mid - 9), right = Math.max(b, mid + 9);
        let k = rows.findIndex((end) => end < left);
        if (k < 0) k = rows.length < 9 ? rows.length : rows.length - 1;
        rows[k] = right;
        const y = base - 10 - k * 13;
        const g = el("g", { class: "hit " + e.kind, "data-e": e.id });
        if (b - a > 10) g.append(el("rect", { class: "span", x: a, width: b - a, y: y - 4, height: 8, rx: 4, fill: "currentColor" }));
        g.append(el("path", { class: "shape " + e.status, d: shape(e.kind, mid, y, e.id === chosen ? r + 2 : r) }));
        if (e.status === "denied" || e.status === "cancelled") g.append(el("path", { class: "shape", d: "M" + (mid - 6) + " " + (y + 6) + "L" + (mid + 6) + " " + (y - 6) }));
        if (e.id === chosen) g.append(el("line", { class: "shape", x1: mid, x2: mid, y1: y + r + 2, y2: base }));
        g.append(el("title", {}, e.title));
        nodes.push(g);
      }
    }
    svg.replaceChildren(...nodes);
  };
  let drag = null;
  svg.addEventListener("pointerdown", (ev) => { drag = { x: ev.clientX, view: { ...view }, moved: false, target: ev.target }; svg.setPointerCapture(ev.pointerId); });
  svg.addEventListener("pointermove", (ev) => {
    if (!drag) return;
    const dx = ev.clientX - drag.x;
    if (Math.abs(dx) > 3) drag.moved = true;
    const dt = (dx / (svg.clientWidth || 600)) * (drag.view.to - drag.view.from);
    view = { from: drag.view.from - dt, to: drag.view.to - dt };
    draw();
  });
  svg.addEventListener("pointerup", () => {
    const g = drag && !drag.moved && drag.target.closest ? drag.target.closest("[data-e]") : null;
    drag = null;
    if (g) choose(g.dataset.e, "list");
  });
  svg.addEventListener("wheel", (ev) => {
    if (!ev.ctrlKey && !ev.shiftKey && Math.abs(ev.deltaY) > Math.abs(ev.deltaX) && document.activeElement !== svg) return;
    ev.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(ev.deltaY > 0 ? 1.25 : 0.8, view.from + ((ev.clientX - box.left) / box.width) * (view.to - view.from));
  }, { passive: false });
  svg.addEventListener("keydown", (ev) => {
    const w = view.to - view.from;
    if (ev.key === "ArrowLeft") view = { from: view.from - w / 8, to: view.to - w / 8 };
    else if (ev.key === "ArrowRight") view = { from: view.from + w / 8, to: view.to + w / 8 };
    else if (ev.key === "+" || ev.key === "=") return zoom(0.7);
    else if (ev.key === "-") return zoom(1.4);
    else return;
    ev.preventDefault();
    draw();
  });
  $("zoom-in").addEventListener("click", () => zoom(0.6));
  $("zoom-out").addEventListener("click", () => zoom(1.6));
  $("fit").addEventListener("click", () => { view = { ...all }; draw(); });
  $("dense").addEventListener("click", () => { view = { ...dense }; draw(); });
  addEventListener("resize", draw);

  // ---- dark and light
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  apply();
})();
