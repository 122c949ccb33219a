// Copies the address of the page, which holds its whole state.
export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  const old = (text) => {  // without HTTPS a browser offers no clipboard
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    button.focus();
    if (!done) throw new Error("not allowed");
  };
  let timer;
  button.onclick = async () => {
    const link = location.href;
    try {
      await (navigator.clipboard?.writeText(link) ?? old(link));
      said.textContent = "Copied";
    } catch {
      said.textContent = "Not copied: copy the address above";
    }
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = ""; }, 4000);
  };
  return () => clearTimeout(timer);
}
