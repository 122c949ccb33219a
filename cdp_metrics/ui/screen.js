// Tells Python the width class and the theme: Streamlit reports neither a
// resize nor a change of theme, and a chart's labels depend on both. Tells the
// print rules the theme too, and how wide each chart was drawn.
export default function ({ data, setStateValue }) {
  const app = document.querySelector(".stApp");
  let told = { width: data.width, scheme: data.scheme };
  const tell = () => {
    if (matchMedia("print").matches) return; // paper is light, its charts are not
    const width = innerWidth >= 1700 ? "l" : innerWidth >= 1100 ? "m" : "s";
    const scheme = getComputedStyle(app).colorScheme.includes("dark") ? "dark" : "light";
    if (width !== told.width) setStateValue("width", width);
    if (scheme !== told.scheme) setStateValue("scheme", scheme);
    told = { width, scheme };
    document.documentElement.dataset.scheme = scheme;
  };
  const measure = () => {
    for (const chart of document.querySelectorAll(".stPlotlyChart"))
      chart.style.setProperty("--wide", chart.clientWidth);
  };
  tell();
  const watch = new MutationObserver(tell);
  watch.observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  addEventListener("resize", tell);
  addEventListener("beforeprint", measure);
  return () => {
    watch.disconnect();
    removeEventListener("resize", tell);
    removeEventListener("beforeprint", measure);
  };
}
