// Enlarging and moving the chain map; where the reader looks is kept in the address, so a view can be handed on.
import { say } from "./words.js";

const LEAST = 0.5;
const MOST = 3;
const FACTOR = 1.25;
/** pixels that a pointer moves before it drags instead of choosing */
const SLACK = 5;
// survives the exchange of the map when a filter or the selection changes
let looking = null;

export function prepareView(part) {
  const view = part.querySelector?.(".chain-view");
  const map = view?.querySelector(".chain");
  if (!map) {
    return;
  }
  const asked = new URLSearchParams(location.search);
  looking ??= { zoom: bounded(Number(asked.get("zoom")) / 100 || 1), x: Number(asked.get("x")) || 0, y: Number(asked.get("y")) || 0 };
  const tools = part.querySelector(`[data-zoom-tools="${view.id}"]`);
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const kind = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (kind) {
      step(view, map, tools, kind);
    }
  });
  view.addEventListener("keydown", (event) => {
    const kind = { "+": "in", "=": "in", "-": "out", 0: "reset" }[event.key];
    if (kind && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      step(view, map, tools, kind);
    }
  });
  view.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        step(view, map, tools, event.deltaY < 0 ? "in" : "out", event);
      }
    },
    { passive: false },
  );
  view.addEventListener("scroll", () => {
    looking.x = Math.round(view.scrollLeft);
    looking.y = Math.round(view.scrollTop);
    remember();
  });
  prepareDragging(view);
  show(view, map, tools);
  view.scrollTo(looking.x, looking.y);
  if (asked.get("q") && looking.zoom > 1) {
    map.querySelector(".chip.found")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

const bounded = (zoom) => Math.min(MOST, Math.max(LEAST, zoom));

function step(view, map, tools, kind, at) {
  const before = looking.zoom;
  looking.zoom = kind === "reset" ? 1 : bounded(kind === "in" ? before * FACTOR : before / FACTOR);
  if (Math.abs(looking.zoom - 1) < 0.05) {
    looking.zoom = 1;
  }
  // what lies under the pointer, else in the middle, stays where it is
  const frame = view.getBoundingClientRect();
  const x = at ? at.clientX - frame.left : frame.width / 2;
  const y = at ? at.clientY - frame.top : Math.min(frame.height, innerHeight) / 2;
  const grown = looking.zoom / before;
  const left = (view.scrollLeft + x) * grown - x;
  const top = (view.scrollTop + y) * grown - y;
  show(view, map, tools);
  view.scrollTo(left, top);
  remember();
}

function show(view, map, tools) {
  const plain = looking.zoom === 1;
  view.classList.toggle("zoomed", !plain);
  map.style.zoom = plain ? "" : looking.zoom;
  // the map keeps its own layout and grows as a picture does
  map.style.width = looking.zoom > 1 ? `${Math.max(view.clientWidth, 960)}px` : "";
  tools.querySelector("output").textContent = `${Math.round(looking.zoom * 100)} %`;
}

let waiting = 0;

function remember() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = new URL(location.href);
    const parts = looking.zoom === 1 ? {} : { zoom: Math.round(looking.zoom * 100), x: looking.x, y: looking.y };
    for (const name of ["zoom", "x", "y"]) {
      address.searchParams.delete(name);
      if (parts[name]) {
        address.searchParams.set(name, parts[name]);
      }
    }
    history.replaceState(history.state, "", address);
    const shared = document.getElementById("share-address");
    if (shared) {
      shared.value = address.href;
    }
  }, 200);
}

function prepareDragging(view) {
  let from = null;
  let moved = false;
  view.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse" && view.classList.contains("zoomed")) {
      from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop, id: event.pointerId };
      moved = false;
    }
  });
  view.addEventListener("pointermove", (event) => {
    if (!from) {
      return;
    }
    const x = from.x - event.clientX;
    const y = from.y - event.clientY;
    if (!moved && Math.hypot(x - view.scrollLeft, y - view.scrollTop) > SLACK) {
      moved = true;
      view.setPointerCapture(from.id);
      view.classList.add("dragged");
    }
    if (moved) {
      view.scrollTo(x, y);
    }
  });
  const end = () => {
    from = null;
    view.classList.remove("dragged");
  };
  view.addEventListener("pointerup", end);
  view.addEventListener("pointercancel", end);
  view.addEventListener("dragstart", (event) => event.preventDefault());
  // the end of a drag chooses nothing
  view.addEventListener(
    "click",
    (event) => {
      if (moved) {
        event.preventDefault();
        event.stopPropagation();
        moved = false;
      }
    },
    true,
  );
}

/** A button that copies the address of the view, where the browser allows it. */
export function prepareSharing(part) {
  const field = part.querySelector?.("#share-address");
  if (!field) {
    return;
  }
  remember();
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) {
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("复制", "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = say("已复制", "Copied");
  });
  field.after(button);
}
