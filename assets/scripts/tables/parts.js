// Buttons and menus that scripts add; a menu closes with Escape and with a click elsewhere.
export function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  if (act) {
    made.addEventListener("click", act);
  }
  return made;
}

export function menuOf(words) {
  const menu = document.createElement("details");
  menu.className = "menu";
  const summary = document.createElement("summary");
  summary.textContent = words;
  const list = document.createElement("div");
  menu.append(summary, list);
  closing(menu);
  return { menu, list };
}

export function closing(menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const elsewhere = (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  };
  menu.addEventListener("toggle", () => {
    const listen = menu.open ? document.addEventListener : document.removeEventListener;
    listen.call(document, "click", elsewhere);
  });
}
