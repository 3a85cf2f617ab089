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
    // An open end is known at one side only; it is drawn as an arrow there.
    e.open = e.from === null ? "left" : e.to === null ? "right" : null;
    if (e.from === null) e.from = e.to;
    if (e.to === null) e.to = e.from;
    e.words = (entryOf.get(e.id) ? entryOf.get(e.id).textContent : "").toLowerCase();
  }
  let shown = events;
  let chosen = null;

  // ---- what an entry and an expression are, as a list of names and values
  const row = (dl, name, value) => {
    if (!value) return;
    const dt = document.createElement("dt"), dd = document.createElement("dd");
    dt.textContent = name; dd.textContent = value;
    dl.append(dt, dd);
  };
  const percent = (n) => Math.round(n * 100) + " %";
  // A whole day is bounded by midnights; the clock is left out where both are.
  const bounds = (from, to) => {
    const bare = [from, to].every((t) => !t || t.endsWith("T00:00"));
    const say = (t) => (t ? (bare ? t.slice(0, -6) : t.replace("T", " ")) : "open");
    return say(from) + " to before " + say(to);
  };
  const BASIS = {
    explicit: "a full date in the text", relative: "counted from another day", event: "counted from another event",
    caption: "the date of its caption", inherited: "the date of its passage", published: "the day of publication",
  };
  const details = (e) => {
    const dl = document.createElement("dl");
    dl.className = "details";
    row(dl, "when", e.display || "no date");
    row(dl, "EDTF", e.edtf);
    const days = e.start === e.end ? e.start : (e.start || "open") + " to " + (e.end || "open");
    if (days && days !== e.edtf) row(dl, "bounds", days);
    row(dl, "dated by", BASIS[e.basis]);
    row(dl, "who", (e.who || []).join(", "));
    row(dl, "sure", percent(e.confidence));
    // On a narrow page the article is out of sight.
    if (getComputedStyle($("articles")).position !== "sticky") {
      row(dl, "text", [...document.querySelectorAll('[data-s="' + e.s[0] + '"]')].map((n) => n.textContent.trim().replace(/\s+/g, " ")).join(" "));
    }
    return dl;
  };

  // ---- choosing
  const choose = (id, scroll) => {
    for (const n of document.querySelectorAll(".entry .details")) n.remove();
    for (const n of document.querySelectorAll(".chosen")) n.classList.remove("chosen");
    for (const n of document.querySelectorAll('[aria-current="true"]')) n.removeAttribute("aria-current");
    chosen = id && byId.get(id) ? id : null;
    if (chosen) {
      const e = byId.get(chosen), li = entryOf.get(chosen);
      if (li) {
        li.classList.add("chosen");
        const b = li.querySelector(".pick");
        b.setAttribute("aria-current", "true");
        li.append(details(e));
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
      if (e.from !== null && (e.to < view.from || e.from > view.to)) {
        // Out of sight: with its neighbours where the whole is not too wide for that, else alone.
        if (all.to - all.from < 15 * (view.to - view.from)) view = { ...all };
        else centre((e.from + e.to) / 2);
      }
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
  if (innerWidth < 700) $("filters").open = false;
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
    for (const article of document.querySelectorAll("article")) article.hidden = Boolean(doc) && article.dataset.d !== doc;
    $("none").hidden = Boolean(shown.length) || !events.length;
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

  // ---- the box beside the pointer
  const tip = $("tip");
  const hideTip = () => { tip.hidden = true; };
  const showTip = (content, box) => {
    tip.replaceChildren(content);
    tip.hidden = false;
    const t = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(box.left, innerWidth - t.width - 4)) + "px";
    tip.style.top = (box.bottom + t.height + 8 < innerHeight ? box.bottom + 6 : Math.max(4, box.top - t.height - 6)) + "px";
  };
  const explain = (n) => {
    const x = expressions[n.dataset.x];
    if (!x) return;
    const dl = document.createElement("dl");
    row(dl, "value", x.value + (x.mod ? " " + x.mod : ""));
    row(dl, "EDTF", x.edtf);
    if (x.interval) row(dl, "bounds", bounds(x.interval.start, x.interval.end));
    row(dl, "counted from", x.anchor);
    row(dl, "because", (x.because || []).join("; "));
    row(dl, "or", (x.alternatives || []).map((a) => a.value + " (" + percent(a.confidence) + ")").join(", "));
    row(dl, "sure", percent(x.confidence));
    row(dl, "rule", x.rule);
    showTip(dl, n.getBoundingClientRect());
  };
  // The expression with the focus keeps its explanation while the text moves below the pointer.
  const settle = () => {
    const n = document.activeElement;
    if (n && n.classList.contains("x")) explain(n); else hideTip();
  };
  for (const kind of ["mouseover", "focusin"]) $("articles").addEventListener(kind, (ev) => {
    const x = ev.target.closest(".x");
    if (x) explain(x); else settle();
  });
  for (const n of document.querySelectorAll(".x")) n.setAttribute("aria-describedby", "tip");
  $("articles").addEventListener("mouseleave", settle);
  $("articles").addEventListener("focusout", hideTip);
  addEventListener("scroll", settle, true);

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
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => ({ ms: n * 365.25 * DAY, years: n, next: (d) => d.setUTCFullYear(d.getUTCFullYear() + n), floor: (d) => { d.setUTCHours(0, 0, 0, 0); d.setUTCFullYear(Math.floor(d.getUTCFullYear() / n) * n, 0, 1); }, name: (d) => year(d.getUTCFullYear()) })),
  ];
  const shape = (kind, x, y, r) => {
    if (kind === "photo") return "M" + x + " " + (y - r - 1) + "L" + (x + r + 1) + " " + y + "L" + x + " " + (y + r + 1) + "L" + (x - r - 1) + " " + y + "Z";
    if (kind === "statement") return "M" + (x - r) + " " + (y - r) + "h" + 2 * r + "v" + 1.5 * r + "h" + -r + "l" + -r * 0.6 + " " + r * 0.6 + "v" + -r * 0.6 + "h" + -r * 0.4 + "Z";
    return "M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0Z";
  };
  // More marks than the eye can part: how many, in columns; choosing one goes nearer.
  const columns = (seen, X, w, base) => {
    const counts = new Array(Math.ceil(w / 6)).fill(0);
    for (const e of seen) counts[Math.max(0, Math.min(counts.length - 1, Math.floor(X((e.from + e.to) / 2) / 6)))]++;
    const most = Math.max(...counts);
    return counts.flatMap((n, i) => {
      const height = (n / most) * (base - 20);
      return n ? [el("rect", { class: "event column", fill: "currentColor", x: i * 6, width: 5, y: base - height, height })] : [];
    });
  };
  // One mark an entry, in rows from the line upwards; what finds no row is counted above.
  const marks = (seen, X, w, base) => {
    const rows = [], r = 5, most = Math.floor((base - 26) / 13) + 1, over = new Map(), nodes = [];
    for (const e of seen) {
      const x = X(e.from), least = e.approximate ? 13 : 0;
      const a = Math.max(Math.min(x, (x + X(e.to)) / 2 - least), -10), b = Math.min(Math.max(X(e.to), (x + X(e.to)) / 2 + least), w + 10);
      const mid = Math.min(Math.max((a + b) / 2, 6), w - 6);
      const left = Math.min(a, mid - (e.open === "left" ? 26 : 9)), right = Math.max(b, mid + (e.open === "right" ? 26 : 9));
      let k = rows.findIndex((end) => end < left);
      if (k < 0) k = rows.length;
      if (k >= most && e.id !== chosen) {
        const at = Math.round(mid / 26) * 26;
        over.set(at, (over.get(at) || 0) + 1);
        continue;
      }
      k = Math.min(k, most - 1);
      rows[k] = right;
      const y = base - 10 - k * 13;
      const g = el("g", { class: "hit " + e.kind, "data-e": e.id });
      g.append(el("rect", { x: left, width: right - left, y: y - 6, height: 13, fill: "transparent" }));
      if (b - a > 10) g.append(el("rect", { class: "span" + (e.approximate ? " about" : ""), x: a, width: b - a, y: y - 4, height: 8, rx: 4 }));
      if (e.open) {
        const d = e.open === "right" ? 1 : -1;
        g.append(el("path", { class: "open", d: "M" + (mid + d * r) + " " + y + "h" + d * 18 + "m" + -d * 5 + " -4l" + d * 5 + " 4l" + -d * 5 + " 4" }));
      }
      g.append(el("path", { class: "shape " + e.status, d: shape(e.kind, mid, y, e.id === chosen ? r + 2 : r) }));
      if (e.status === "recurring") g.append(el("circle", { class: "shape core", cx: mid, cy: y, r: 1.4 }));
      if (e.status === "denied" || e.status === "cancelled") g.append(el("path", { class: "shape " + e.status, d: "M" + (mid - 6) + " " + (y + 6) + "L" + (mid + 6) + " " + (y - 6) }));
      if (e.id === chosen) g.append(el("line", { class: "shape", x1: mid, x2: mid, y1: y + r + 2, y2: base }));
      nodes.push(g);
    }
    for (const [at, n] of over) nodes.push(el("text", { class: "more", x: Math.min(Math.max(at, 12), w - 12), y: base - most * 13 - 6 }, "+" + n));
    return nodes;
  };
  // What the axis shows, in words as fine as its width is.
  const rangeName = () => {
    const width = view.to - view.from, from = new Date(view.from), to = new Date(view.to);
    const y = (d) => year(d.getUTCFullYear()), day = (d) => d.getUTCDate() + " " + months[d.getUTCMonth()] + " " + y(d);
    const clock = (d) => day(d) + " " + two(d.getUTCHours()) + ":" + two(d.getUTCMinutes());
    const say = width > 3 * 365 * DAY ? y : width > 2 * DAY ? day : clock;
    return say(from) + " \u2013 " + say(to);
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
      const at = new Date(d);
      // There is no year 0: round years before our era are one later as they are counted here.
      if (step.years > 1 && d.getUTCFullYear() <= 0) at.setUTCFullYear(d.getUTCFullYear() + 1);
      const x = X(at.getTime());
      if (x < -60) continue;
      nodes.push(el("line", { class: "tick", x1: x, x2: x, y1: 0, y2: base }));
      // A name that would be cut off at the edge is left out.
      const label = step.name(at);
      if (x >= 0 && x + 6 + label.length * 6.5 <= w) nodes.push(el("text", { x: x + 3, y: h - 7 }, label));
    }
    nodes.push(el("line", { class: "tick", x1: 0, x2: w, y1: base, y2: base }));
    const seen = shown.filter((e) => e.from !== null && e.to >= view.from && e.from <= view.to);
    nodes.push(...(seen.length > 400 ? columns(seen, X, w, base) : marks(seen, X, w, base)));
    nodes.push(el("text", { class: "range", x: 5, y: 13 }, rangeName()));
    svg.setAttribute("viewBox", "0 0 " + w + " " + h);
    svg.replaceChildren(...nodes);
  };
  svg.addEventListener("mouseover", (ev) => {
    const g = ev.target.closest("[data-e]"), e = g && byId.get(g.dataset.e);
    if (!e || drag) return hideTip();
    const li = entryOf.get(e.id), box = document.createElement("div"), what = document.createElement("p");
    what.textContent = li ? li.querySelector(".what").textContent : "";
    box.append(what, details(e));
    showTip(box, g.getBoundingClientRect());
  });
  svg.addEventListener("mouseleave", hideTip);
  let drag = null;
  svg.addEventListener("pointerdown", (ev) => { drag = { x: ev.clientX, view: { ...view }, moved: false, target: ev.target }; svg.setPointerCapture(ev.pointerId); });
  svg.addEventListener("pointermove", (ev) => {
    if (!drag) return;
    hideTip();
    const dx = ev.clientX - drag.x;
    if (Math.abs(dx) > 3) drag.moved = true;
    const dt = (dx / (svg.clientWidth || 600)) * (drag.view.to - drag.view.from);
    view = { from: drag.view.from - dt, to: drag.view.to - dt };
    draw();
  });
  svg.addEventListener("pointerup", () => {
    const hit = drag && !drag.moved && drag.target.closest ? drag.target : null;
    drag = null;
    const g = hit && hit.closest("[data-e]");
    if (g) choose(g.dataset.e, "list");
    else if (hit && hit.closest(".column")) {
      const box = svg.getBoundingClientRect();
      zoom(0.25, view.from + ((ev.clientX - box.left) / box.width) * (view.to - view.from));
    }
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
