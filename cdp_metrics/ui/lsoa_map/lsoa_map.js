// The map of small areas. Python sends classes, words and the selected code; the shapes
// come once from a file. All it hears, it hears on its own elements, so removing them
// leaves no listener behind; text is only ever set as text, never as HTML.

import { corner, html, layer, path, patterns, showNames, svg, swatch, wardName } from "./parts.js";
import { shapes } from "./shapes.js";
import { around, clamp, distance, neighbour, View } from "./view.js";

const HEARD = ["pointerdown", "pointermove", "pointerup", "pointerleave", "click", "wheel",
  "touchstart", "keydown"];
const STILL = 4; // pixels a pointer may wander and still click
const NARROW = 480; // pixels; a map this narrow shows ward names once zoomed
const SMALL = 80; // pixels; a selected area this small keeps names off itself
const STEP = 1.5; // one press of + or -
const views = new Map(); // map and file -> where the reader had zoomed to
const maps = new WeakMap(); // element -> its map
let serial = 0;

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".lsoa-map");
  if (!maps.has(root)) maps.set(root, new LsoaMap(root));
  const map = maps.get(root);
  const turn = map.receive(data, (choice) => setStateValue("selected", choice));
  // Streamlit may run the clean-up of an overtaken call late: only the newest one counts.
  return () => map.turn === turn && map.remove();
}

class LsoaMap {
  constructor(root) {
    this.root = root;
    this.id = `lsoa-map-${++serial}`;
    this.turn = 0;
    this.attempt = 0;
    this.asked = null; // time of a selection that Python has yet to answer
    this.pointers = new Map();
    this.legend = html("div", { className: "legend" });
    this.tip = html("div", { className: "tip", hidden: true, ariaHidden: "true" });
    this.notice = html("div", { className: "notice", role: "status" }, "Loading the map…");
    this.frame = html("div", { className: "frame" }, this.notice);
    // Heard here: Chromium puts a picture that listens for focus in the tab order itself.
    for (const type of ["focusin", "focusout"]) this.frame.addEventListener(type, this);
    this.keys = html("p", { className: "keys", id: `${this.id}-keys` },
      "Arrow keys: next area. Enter: select. Esc: clear. + − 0: zoom.");
    const side = html("div", { className: "side" }, this.legend, this.keys);
    root.replaceChildren(html("div", { className: "body" }, side, this.frame));
  }

  remove() {
    this.removed = true;
    this.view?.stop();
    this.root.replaceChildren();
    maps.delete(this.root);
  }

  receive(data, send) {
    Object.assign(this, { data, send });
    this.root.style.setProperty("--map-height", `${data.height}px`);
    this.load();
    return ++this.turn;
  }

  async load(again = false) {
    const attempt = ++this.attempt;
    const file = await shapes(this.data.url, again).catch(() => null);
    if (this.removed || attempt !== this.attempt) return; // a newer attempt draws it
    const { version, classes } = this.data;
    if (!file) return this.say("The map could not be loaded.", "The figures are not affected.");
    if (file.version !== version || file.areas.code.length !== classes.length) {
      return this.say("The map and its figures do not match, so it is not drawn.",
        "They come from different builds. Reload the page, or try again.");
    }
    if (this.file !== file) this.draw(file);
    this.paint();
  }

  say(reason, remedy) {
    const again = html("button", { type: "button", onclick: () => this.load(true) }, "Try again");
    this.file = null;
    this.legend.replaceChildren();
    this.notice.replaceChildren(html("b", {}, reason), html("span", {}, remedy), again);
    this.frame.replaceChildren(this.notice);
  }

  draw(file) {
    const { areas, outlines, viewBox: [, , width, height] } = file;
    const margin = 0.03 * Math.max(width, height);
    const wards = outlines.map((outline) => outline.path).join("");
    this.file = file;
    const full = { x: -margin, y: -margin, width: width + 2 * margin, height: height + 2 * margin };
    const seat = `${this.data.id} ${this.data.url}`;
    if (!views.has(seat)) views.set(seat, { zoom: 1, x: width / 2, y: height / 2 });
    this.areas = areas.path.map((d, index) =>
      Object.assign(svg("path", { d, role: "option", tabindex: -1 }), { index }));
    this.marks = { // on top of the classes, in this order
      dotted: [svg("path", { fill: `url(#${this.id}-d)` })],
      uncertain: [svg("path", { fill: `url(#${this.id}-h)` })],
      outlined: [path("hot-under"), path("hot")],
    };
    this.chosen = [path("chosen-under"), path("chosen")];
    this.focus = [path("focus-under"), path("focus"), path("focus-over")];
    this.names = outlines.map(wardName).sort((a, b) => b.room - a.room);
    this.tiles = patterns(this.id);
    this.svg = svg("svg", { role: "listbox", "aria-describedby": this.keys.id },
      svg("defs", {}, ...this.tiles, ...patterns(`${this.id}-key`)),
      svg("g", { class: "areas", role: "none" }, ...this.areas),
      layer("over", ...this.marks.dotted, ...this.marks.uncertain,
        path("ward-under", wards), path("ward", wards), ...this.marks.outlined),
      layer("names", ...this.names.map((ward) => ward.element)),
      layer("over", ...this.focus, ...this.chosen));
    const button = (d, onclick) => html("button", { type: "button", onclick },
      svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path("", d)));
    this.buttons = html("div", { className: "zoom" },
      button("M12 5v14M5 12h14", () => this.view.zoom(STEP)),
      button("M5 12h14", () => this.view.zoom(1 / STEP)),
      button("M3.5 12L12 4.5l8.5 7.5M6.5 9.5V19h11V9.5", () => this.view.zoom(0)));
    for (const type of HEARD) this.svg.addEventListener(type, this, { passive: false });
    this.frame.replaceChildren(this.svg, this.tip, this.buttons);
    this.current = this.selected = undefined;
    this.rove(0);
    this.view?.stop();
    this.whole = full;
    this.view = new View(this.svg, full, views.get(seat), (view) => this.rescale(view));
  }

  // Areas of the class `outside` are neighbours: seen at the edge, but not visited.
  fit() {
    const { classes, outside } = this.data;
    const all = this.areas.map((_, index) => index);
    this.reach = all.filter((index) => !outside || classes[index] !== outside);
    const met = new Set(this.reach);
    this.areas.forEach((area, index) => {
      area.setAttribute("role", met.has(index) ? "option" : "none");
      area.toggleAttribute("aria-hidden", !met.has(index));
    });
    const boxes = this.reach.map((index) => this.areas[index].getBBox());
    this.view.frame(outside && boxes.length ? around(boxes) : this.whole);
    if (!met.has(this.current) && this.reach.length) this.rove(this.reach[0]);
  }

  paint() {
    const { classes, values, selected, heard, label, legend, home } = this.data;
    const marked = (name, i) => this.data[name]?.[i] === "1";
    const { code, name, group, path: shape } = this.file.areas;
    const says = { v: "Visitor area", n: "No figure", h: "Uncertain",
      ...Object.fromEntries(legend.items) };
    this.svg.setAttribute("aria-label", label);
    ["Zoom in", "Zoom out", home].forEach((words, i) => {
      this.buttons.children[i].title = words;
      this.buttons.children[i].setAttribute("aria-label", words);
    });
    this.fit();
    const said = new Map(this.reach.map((index, at) => [index, values[at]]));
    this.words = this.areas.map((area, i) => {
      const kind = classes[i];
      area.setAttribute("class", `c${kind}`);
      area.setAttribute("fill", "vn".includes(kind) ? `url(#${this.id}-${kind})` : "none");
      const words = [`${name[i]}, ${this.file.groups[group[i]]}`, said.get(i), says[kind],
        marked("uncertain", i) && says.h, marked("dotted", i) && says.d,
        marked("outlined", i) && says.o].filter(Boolean);
      area.setAttribute("aria-label", words.join(". "));
      return words;
    });
    for (const [name, lines] of Object.entries(this.marks)) {
      const d = shape.filter((_, i) => marked(name, i)).join("");
      for (const line of lines) line.setAttribute("d", d);
    }
    this.legend.replaceChildren(html("b", {}, legend.title), ...legend.items.map(([kind, words]) =>
      html("span", {}, swatch(kind, `${this.id}-key`), html("span", {}, words))));
    // Until Python has answered the reader's own click, an older answer must not undo it.
    if (this.asked !== null && this.asked !== heard) return;
    const index = code.indexOf(selected);
    const first = this.selected === undefined; // then the reader's own view is kept
    if (!this.select(index) || index < 0) return;
    if (!this.svg.contains(document.activeElement)) this.rove(index);
    if (!first) this.view.reveal(this.file.areas.at[index]);
  }

  select(index) {
    if (index === this.selected) return false;
    this.selected = index;
    this.areas.forEach((area, i) => area.setAttribute("aria-selected", i === index));
    this.trace(this.chosen, index);
    this.rescale(this.view);
    return true;
  }

  choose(index) {
    if (!this.select(index)) return;
    this.asked = Math.max(Date.now(), (this.asked ?? 0) + 1);
    this.send({ code: this.file.areas.code[index] ?? null, at: this.asked });
  }

  trace(lines, index) {
    for (const line of lines) line.setAttribute("d", this.file.areas.path[index] ?? "");
  }

  rove(index) { // one area at a time is in the tab order: the last one visited
    this.areas[this.current]?.setAttribute("tabindex", -1);
    this.areas[index].setAttribute("tabindex", 0);
    this.current = index;
  }

  // Strokes keep their width by themselves; patterns and names have to be told.
  rescale(view) {
    if (!view.size.width) return; // not on the screen
    for (const tile of this.tiles) tile.setAttribute("patternTransform", `scale(${view.unit})`);
    const chosen = view.box(this.chosen[1].getBBox());
    const taken = chosen.width < SMALL && chosen.height < SMALL ? [chosen] : [];
    const narrow = view.size.width < NARROW && view.now.zoom < STEP;
    showNames(this.names, view, [...taken, corner(this.buttons)], narrow);
    this.tip.hidden = true;
  }

  visit(index) {
    this.view.reveal(this.file.areas.at[index]);
    this.areas[index].focus();
  }

  go(right, down) {
    const places = this.reach.map((index) => this.file.areas.at[index]);
    this.visit(this.reach[neighbour(places, this.reach.indexOf(this.current), right, down)]);
  }

  hint(index, { x, y }) {
    const lines = this.words[index].map((words, i) => html(i ? "span" : "b", {}, words));
    this.tip.replaceChildren(...lines);
    this.tip.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const left = x + 16 + width > this.view.size.width ? x - 12 - width : x + 16;
    const top = y + 16 + height > this.view.size.height ? y - 12 - height : y + 16;
    this.tip.style.translate = `${Math.max(0, left)}px ${Math.max(0, top)}px`;
  }

  handleEvent(event) {
    this[event.type](event);
  }

  pointerdown(event) {
    if (event.button) return;
    if (!this.pointers.size) this.moved = false;
    this.pointers.set(event.pointerId, this.view.inside(event));
    if (this.pointers.size === 2) this.view.grip(...this.pointers.values());
  }

  pointermove(event) {
    const from = this.pointers.get(event.pointerId);
    const to = this.view.inside(event);
    if (!from || !event.buttons) { // nothing held, or let go outside the map
      this.pointers.delete(event.pointerId);
      const { index } = event.target;
      this.tip.hidden = true;
      if (index !== undefined && event.pointerType !== "touch") this.hint(index, to);
      return;
    }
    if (!this.moved && distance(from, to) <= STILL) return;
    if (!this.moved) this.svg.setPointerCapture(event.pointerId);
    this.moved = true;
    const pivot = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (pivot) this.view.pinch(to, pivot);
    else this.view.pan(to.x - from.x, to.y - from.y);
    this.pointers.set(event.pointerId, to);
  }

  pointerup(event) {
    this.pointers.delete(event.pointerId);
  }

  pointerleave(event) { // a cancelled pointer leaves too
    this.pointerup(event);
    this.tip.hidden = true;
  }

  touchstart(event) { // two fingers are the map's; one finger scrolls the page (stylesheet)
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  }

  click(event) {
    const { index } = event.target;
    if (!this.reach.includes(index) || (this.moved && event.detail)) return; // a drag's end
    event.target.focus({ preventScroll: true });
    this.choose(index === this.selected ? -1 : index);
  }

  wheel(event) {
    const wanted = event.ctrlKey || event.metaKey;
    if (!wanted && !this.svg.contains(document.activeElement)) return;
    const before = this.view.now.zoom;
    const notch = clamp(event.deltaY * (event.deltaMode ? 16 : 1), -60, 60);
    this.view.zoom(Math.exp(-notch * 0.006), this.view.inside(event));
    // At either end the page scrolls on.
    if (wanted || this.view.now.zoom !== before) event.preventDefault();
  }

  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.current;
    const at = this.reach.indexOf(here);
    const last = this.reach.length - 1;
    const middle = this.view.pixel(this.file.areas.at[here]);
    const acts = {
      ArrowLeft: () => this.go(-1, 0), ArrowRight: () => this.go(1, 0),
      ArrowUp: () => this.go(0, -1), ArrowDown: () => this.go(0, 1),
      Home: () => this.visit(this.reach[0]), End: () => this.visit(this.reach[last]),
      PageUp: () => this.visit(this.reach[Math.max(at - 1, 0)]),
      PageDown: () => this.visit(this.reach[Math.min(at + 1, last)]),
      Enter: () => this.choose(here), " ": () => this.choose(here), Escape: () => this.choose(-1),
      "+": () => this.view.zoom(STEP, middle), "=": () => this.view.zoom(STEP, middle),
      "-": () => this.view.zoom(1 / STEP, middle), 0: () => this.view.zoom(0),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
    if (event.key === "Escape") this.tip.hidden = true;
  }

  focusin(event) {
    const { index } = event.target;
    if (index === undefined) return; // a button
    this.rove(index);
    if (!event.target.matches(":focus-visible")) return;
    this.view.reveal(this.file.areas.at[index]);
    this.trace(this.focus, index);
    this.hint(index, this.view.pixel(this.file.areas.at[index]));
  }

  focusout() {
    if (this.file) this.trace(this.focus, -1);
    this.tip.hidden = true;
  }
}
