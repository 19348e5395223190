// A table wider than its place scrolls by itself: its frame then keeps the head and the first column in sight.
const watched = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));

export function watchFrame(table) {
  const frame = table.closest(".table-frame");
  if (frame) {
    watched.observe(frame);
  }
}

function fit(frame) {
  const table = frame.querySelector("table");
  frame.classList.toggle("pinned", Boolean(table) && table.offsetWidth > frame.clientWidth + 1);
}
