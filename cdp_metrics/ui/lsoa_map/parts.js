// What the map is made of: elements, patterns, legend swatches, ward names.

export function html(name, props = {}, ...children) {
  const element = Object.assign(document.createElement(name), props);
  element.append(...children);
  return element;
}

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export const path = (className, d = "") => svg("path", { class: className, d });
export const layer = (className, ...children) =>
  svg("g", { class: className, "aria-hidden": "true" }, ...children);

// Hatch, visitor dots and "no figure" dashes, each 8 pixels square at every zoom.
export function patterns(id) {
  const tile = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };
  const lines = "M-2 2L2 -2M-2 10L10 -2M6 10L10 6";
  return [
    svg("pattern", { id: `${id}-h`, ...tile }, path("under", lines), path("line", lines)),
    svg("pattern", { id: `${id}-v`, ...tile }, svg("circle", { cx: 4, cy: 4, r: 1.6 })),
    svg("pattern", { id: `${id}-d`, ...tile }, // dots that show on any class
      svg("circle", { cx: 4, cy: 4, r: 2.6, class: "under" }), svg("circle", { cx: 4, cy: 4, r: 1.5 })),
    svg("pattern", { id: `${id}-n`, ...tile }, path("dash", "M1.5 4h5")),
  ];
}

const MARKED = { h: "c1", s: "c0", d: "c1", o: "c1" }; // the class a mark is shown on

export function swatch(kind, id) {
  const box = { width: 38, height: 26 };
  const inner = { x: 8, y: 6, width: 22, height: 14 };
  const picture = svg("svg", { ...box, "aria-hidden": "true" });
  picture.append(svg("rect", { ...box, class: MARKED[kind] ?? `c${kind}` }));
  if ("hvnd".includes(kind)) picture.append(svg("rect", { ...box, fill: `url(#${id}-${kind})` }));
  if (kind === "o") picture.append(svg("rect", { ...inner, class: "hot-under" }),
    svg("rect", { ...inner, class: "hot" }));
  if (kind === "s") picture.append(svg("rect", { ...inner, class: "c2 chosen-under" }),
    svg("rect", { ...inner, class: "chosen" }));
  return picture;
}

export function wardName({ name, at, room }) {
  const lines = name.split(" ").reduce(([last, ...rest], word) => {
    const joined = last ? `${last} ${word}` : word;
    return !last || joined.length <= 9 ? [joined, ...rest] : [word, last, ...rest];
  }, []).reverse();
  const spans = lines.map((line, i) =>
    svg("tspan", { x: 0, y: `${(i - (lines.length - 1) / 2) * 1.08 + 0.35}em` }, line));
  return { at, room, element: svg("g", {}, svg("text", {}, ...spans)) };
}

// Keep names at their size, and hide those that would cover what is `taken`: the buttons,
// the selected area, a roomier ward's name. Boxes are in pixels round their middle.
export function showNames(names, view, taken, none) {
  for (const { element, at } of names) {
    element.setAttribute("transform", `translate(${at}) scale(${view.unit})`);
    const { width, height } = element.getBBox();
    const box = { ...view.pixel(at), width: width - SLACK, height: height - SLACK };
    const hidden = none || taken.some((other) => overlap(box, other));
    element.setAttribute("visibility", hidden ? "hidden" : "visible");
    if (!hidden) taken.push(box);
  }
}

const SLACK = 5; // pixels two names' boxes may share: letters seldom fill them
const overlap = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2
  && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

export function corner({ offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height }) {
  return { x: offsetLeft + width / 2, y: offsetTop + height / 2, width, height };
}
