// Which part of the map is in sight: pan, zoom and the way between metres and pixels.

const FINEST = 0.8; // metres a pixel at the closest zoom
const BESIDE = 0.1; // of the larger side of a part of the map
const EDGE = 48; // pixels; nearer the edge than this, a place is brought to the middle

export const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

export class View {
  // `state` ({ zoom, x, y }) is what the reader asked for and outlives the picture; `now`
  // is what fits this size of window. `changed` runs after every move.
  constructor(picture, full, state, changed) {
    Object.assign(this, { picture, full, state, changed });
    this.observer = new ResizeObserver(() => this.place());
    this.observer.observe(picture);
    this.place();
  }

  stop() {
    this.observer.disconnect();
  }

  place(wanted = {}) {
    const { picture, full } = this;
    const state = Object.assign(this.state, wanted);
    const { width, height } = (this.size = picture.getBoundingClientRect());
    if (!width || !height) return;
    const fit = Math.max(full.width / width, full.height / height);
    this.closest = Math.max(1, fit / FINEST);
    const zoom = clamp(state.zoom, 1, this.closest);
    this.unit = fit / zoom; // metres a pixel
    const shown = { width: width * this.unit, height: height * this.unit };
    const x = hold(state.x, full.x, full.width, shown.width);
    const y = hold(state.y, full.y, full.height, shown.height);
    this.now = { zoom, x, y };
    picture.setAttribute("viewBox",
      [x - shown.width / 2, y - shown.height / 2, shown.width, shown.height].join(" "));
    picture.classList.toggle("zoomed", zoom > 1);
    this.changed(this);
  }

  // Show another part of the map, whole; the part that is shown already stays as it is.
  frame(full) {
    const part = Object.values(full).map(Math.round).join(" ");
    const { x, y, width, height } = (this.full = full);
    const home = { part, zoom: 1, x: x + width / 2, y: y + height / 2 };
    this.place(this.state.part === part ? {} : home);
  }

  pan(right, down) {
    const { now, unit } = this;
    this.place({ x: now.x - right * unit, y: now.y - down * unit });
  }

  // A factor of 0 shows everything; the place under `about` (pixels) stays where it is.
  zoom(factor, about = { x: this.size.width / 2, y: this.size.height / 2 }) {
    const { now, size, unit } = this;
    const zoom = clamp(now.zoom * factor, 1, this.closest);
    const change = unit - (unit * now.zoom) / zoom;
    const x = now.x + (about.x - size.width / 2) * change;
    const y = now.y + (about.y - size.height / 2) * change;
    this.place({ zoom, x, y });
  }

  // Two fingers: a pinch is measured from where it began, so that reaching an end of the
  // zoom on the way leaves no trace.
  grip(one, other) {
    this.held = { apart: Math.max(1, distance(one, other)), zoom: this.now.zoom };
  }

  pinch(finger, pivot) {
    const zoom = (this.held.zoom * distance(finger, pivot)) / this.held.apart;
    this.zoom(zoom / this.now.zoom, pivot);
  }

  pixel([x, y]) {
    const { now, unit, size } = this;
    return { x: (x - now.x) / unit + size.width / 2, y: (y - now.y) / unit + size.height / 2 };
  }

  box({ x, y, width, height }) { // the same box in pixels, round its middle
    const middle = this.pixel([x + width / 2, y + height / 2]);
    return { ...middle, width: width / this.unit, height: height / this.unit };
  }

  inside(event) {
    const { left, top } = this.picture.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  reveal(place) {
    const { x, y } = this.pixel(place);
    const { width, height } = this.size;
    if (x > EDGE && x < width - EDGE && y > EDGE && y < height - EDGE) return;
    this.place({ x: place[0], y: place[1] });
  }
}

// The box round some boxes, with a margin that shows what lies beside them.
export function around(boxes) {
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const margin = BESIDE * Math.max(width, height);
  return { x: left - margin, y: top - margin, width: width + 2 * margin, height: height + 2 * margin };
}

// Keep the middle where the window shows as much of the map as it can.
function hold(middle, start, length, shown) {
  if (shown >= length) return start + length / 2;
  return clamp(middle, start + shown / 2, start + length - shown / 2);
}

// The place reached by an arrow key: a circle grows that way, the first it meets is next.
export function neighbour(places, from, right, down) {
  const [x, y] = places[from];
  let [found, smallest] = [from, Infinity];
  places.forEach(([px, py], i) => {
    const along = (px - x) * right + (py - y) * down;
    const across = ((px - x) ** 2 + (py - y) ** 2) / along;
    if (along > 0 && across < smallest) [found, smallest] = [i, across];
  });
  return found;
}
