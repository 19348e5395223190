// Dark mode, large text: two buttons in the header that say whether they are on.
const root = document.documentElement;

export function keep(name, value) {
  try {
    localStorage.setItem(`bashu-${name}`, value);
  } catch {
    // a browser that keeps nothing still switches for this page
  }
}

function isDark(link) {
  return window.matchMedia(link.media).matches;
}

export function prepareSwitches() {
  const link = document.getElementById("dark-theme");
  const theme = document.querySelector("[data-switch=theme]");
  const text = document.querySelector("[data-switch=text]");
  if (!link || !theme || !text) {
    return;
  }
  theme.setAttribute("aria-pressed", String(isDark(link)));
  theme.addEventListener("click", () => {
    const dark = !isDark(link);
    link.media = dark ? "all" : "not all";
    keep("theme", dark ? "dark" : "light");
    theme.setAttribute("aria-pressed", String(dark));
    document.dispatchEvent(new CustomEvent("bashu:theme"));
  });
  text.setAttribute("aria-pressed", String(root.dataset.text === "large"));
  text.addEventListener("click", () => {
    const large = root.dataset.text !== "large";
    root.dataset.text = large ? "large" : "usual";
    keep("text", root.dataset.text);
    text.setAttribute("aria-pressed", String(large));
    document.dispatchEvent(new CustomEvent("bashu:theme"));
  });
}
