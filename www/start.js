// Draws the page: the Rust front end at once, the editor into it afterwards.

import { frontEnd, keepForLater, pause } from "./load.js";

const root = document.getElementById("app");

/** "light" or "dark": the one chosen earlier (crates/app/src/theme.rs keeps it), or else the system's. */
function theme() {
  try {
    const chosen = localStorage.getItem("weft.theme");
    if (chosen === "light" || chosen === "dark") return chosen;
  } catch {
    // Storage may be forbidden; the system's theme does.
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// How long the page waits in all for a program that somebody ran before there was anything to see, in milliseconds.
const PATIENCE = 400;

/** A run that is under way comes first: drawing would keep what it prints from whoever waits for it. */
async function calm(app) {
  while (app.isRunning() && performance.now() < patient) await pause(10);
}

let patient;

// Before anything is drawn.
document.documentElement.dataset.theme = theme();

try {
  const app = await frontEnd;
  patient = performance.now() + PATIENCE;
  await pause();
  await calm(app);
  // The editor is a large part of the work until the page stands: it comes when the rest can be seen.
  let drawn;
  const editor = new Promise((resolve) => { drawn = resolve; }).then(() => import("./editor.js"));
  app.start(root, editor);
  await pause();
  await calm(app);
  drawn();
  await editor;
  keepForLater(app.isRunning);
} catch (error) {
  const chinese = navigator.language.startsWith("zh");
  const message = document.createElement("p");
  message.className = "start-failure";
  message.setAttribute("role", "alert");
  message.textContent = (chinese
    ? "Weft 无法启动。请检查网络后重新加载；浏览器需支持 WebAssembly。"
    : "Weft could not start. Check the connection and reload; the browser needs WebAssembly.") + ` (${error})`;
  root.replaceChildren(message);
  throw error;
} finally {
  root.removeAttribute("aria-busy");
}
