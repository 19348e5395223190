// The links of the chain map as curves between the chips; the address says which product is selected.
const SVG = "http://www.w3.org/2000/svg";

export function drawWires(part) {
  const map = part.querySelector?.(".chain[data-links]");
  if (!map) {
    return;
  }
  const links = JSON.parse(document.getElementById(map.dataset.links).textContent);
  const canvas = map.querySelector(".wires");
  const draw = () => {
    canvas.replaceChildren(...links.map((link) => wire(map, link)).filter(Boolean));
  };
  new ResizeObserver(draw).observe(map);
}

function middle(map, product) {
  const chip = map.querySelector(`[data-product="${CSS.escape(product)}"]`);
  if (!chip || !chip.offsetParent) {
    return null;
  }
  const frame = map.getBoundingClientRect();
  const box = chip.getBoundingClientRect();
  // an enlarged map is drawn in its own units
  const scale = frame.width / map.offsetWidth || 1;
  return {
    left: (box.left - frame.left) / scale,
    right: (box.right - frame.left) / scale,
    y: (box.top - frame.top + box.height / 2) / scale,
  };
}

function wire(map, { input, product, essential }) {
  const from = middle(map, input);
  const to = middle(map, product);
  if (!from || !to) {
    return null;
  }
  const forward = from.right <= to.left;
  const start = forward ? from.right : from.left;
  const end = forward ? to.left : to.right;
  const bend = Math.max(24, Math.abs(end - start) / 2) * (forward ? 1 : -1);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${start},${from.y}C${start + bend},${from.y} ${end - bend},${to.y} ${end},${to.y}`);
  if (!essential) {
    path.setAttribute("class", "optional");
  }
  return path;
}
