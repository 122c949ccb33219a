// Shows escaped HTML; a plain click on a link of ours goes to Python, so the
// app is not loaded again. Every other click stays the browser's.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cdp");
  if (root.shown !== data.html) {
    root.innerHTML = data.html;
    root.shown = data.html;
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[data-go]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href").replace(/^\.\//, "overview"));
  };
}
