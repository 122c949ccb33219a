// Which part of the map is in sight: pan, zoom and the way between metres and pixels.

const FINEST = 0.8; // metres a pixel at the closest zoom
const EDGE = 48; // pixels; nearer the edge than this, a place is brought to the middle

export const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

export class View {
  // `state` ({ zoom, x, y }) outlives the picture; `changed` runs after every move.
  constructor(picture, full, state, changed) {
    Object.assign(this, { picture, full, state, changed });
    this.observer = new ResizeObserver(() => this.place());
    this.observer.observe(picture);
    this.place();
  }

  stop() {
    this.observer.disconnect();
  }

  place() {
    const { picture, full, state } = this;
    const { width, height } = (this.size = picture.getBoundingClientRect());
    if (!width || !height) return;
    const fit = Math.max(full.width / width, full.height / height);
    this.closest = Math.max(1, fit / FINEST);
    state.zoom = clamp(state.zoom, 1, this.closest);
    this.unit = fit / state.zoom; // metres a pixel
    const shown = { width: width * this.unit, height: height * this.unit };
    state.x = hold(state.x, full.x, full.width, shown.width);
    state.y = hold(state.y, full.y, full.height, shown.height);
    picture.setAttribute("viewBox", [state.x - shown.width / 2, state.y - shown.height / 2,
      shown.width, shown.height].join(" "));
    picture.classList.toggle("zoomed", state.zoom > 1);
    this.changed(this);
  }

  pan(right, down) {
    this.state.x -= right * this.unit;
    this.state.y -= down * this.unit;
    this.place();
  }

  // A factor of 0 shows everything; the place under `about` (pixels) stays where it is.
  zoom(factor, about = { x: this.size.width / 2, y: this.size.height / 2 }) {
    const { state, size, unit } = this;
    const zoom = clamp(state.zoom * factor, 1, this.closest);
    const change = unit - (unit * state.zoom) / zoom;
    state.x += (about.x - size.width / 2) * change;
    state.y += (about.y - size.height / 2) * change;
    state.zoom = zoom;
    this.place();
  }

  // Two fingers: a pinch is measured from where it began, so that reaching an end of the
  // zoom on the way leaves no trace.
  grip(one, other) {
    this.held = { apart: Math.max(1, distance(one, other)), zoom: this.state.zoom };
  }

  pinch(finger, pivot) {
    const zoom = (this.held.zoom * distance(finger, pivot)) / this.held.apart;
    this.zoom(zoom / this.state.zoom, pivot);
  }

  pixel([x, y]) {
    const { state, unit, size } = this;
    return { x: (x - state.x) / unit + size.width / 2, y: (y - state.y) / unit + size.height / 2 };
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
    [this.state.x, this.state.y] = place;
    this.place();
  }
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
