// One act of the reader is one step of the browser's history. Streamlit adds an entry
// for the page and another for the query that the page then writes, so that "back"
// would first lead to a page without its choices.
if (!window.cdpSteps) {
  window.cdpSteps = true;
  const push = history.pushState.bind(history);
  let stepped = true;  // what a page writes when it is opened is no step
  const act = () => { stepped = false; };
  for (const name of ["pointerdown", "keydown", "click"]) addEventListener(name, act, true);
  addEventListener("popstate", () => { stepped = true; }, true);
  history.pushState = (...entry) => {
    if (stepped) return history.replaceState(...entry);
    stepped = true;
    return push(...entry);
  };
}
