// Draws the page: the Rust front end and the editor load side by side, then the one gets the other.

import { frontEnd } from "./load.js";

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

// Before anything is drawn.
document.documentElement.dataset.theme = theme();

try {
  const [app, editor] = await Promise.all([frontEnd, import(document.getElementById("weft-editor").src)]);
  // A program that is to run already goes its way before the page is drawn.
  await new Promise((resolve) => setTimeout(resolve));
  app.start(root, editor);
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
