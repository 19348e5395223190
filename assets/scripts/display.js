// Before the first paint: dark or light, text size and density as this browser was told; nothing leaves it.
const root = document.documentElement;
root.dataset.scripts = "";

function kept(name) {
  try {
    return localStorage.getItem(`bashu-${name}`);
  } catch {
    return null;
  }
}

const dark = document.getElementById("dark-theme");
if (dark && kept("theme")) {
  dark.media = kept("theme") === "dark" ? "all" : "not all";
}
for (const name of ["text", "density"]) {
  if (kept(name)) {
    root.dataset[name] = kept(name);
  }
}
