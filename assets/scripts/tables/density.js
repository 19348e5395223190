// Dense rows, kept for every table of this browser.
import { keep } from "../switches.js";
import { say } from "../words.js";
import { button } from "./parts.js";

const root = document.documentElement;

export function densitySwitch() {
  const toggle = button(say("紧凑", "Dense"));
  toggle.classList.add("wide-only");
  const show = () => toggle.setAttribute("aria-pressed", String(root.dataset.density === "dense"));
  show();
  toggle.addEventListener("click", () => {
    root.dataset.density = root.dataset.density === "dense" ? "usual" : "dense";
    keep("density", root.dataset.density);
    show();
  });
  return toggle;
}
