// The slider over the timetables: the map shows each of them without asking the server again; the address follows.
export function prepareTimetables(part) {
  const steps = part.querySelector?.("[data-steps-of=reach]");
  const map = part.querySelector?.(".tilemap[data-rings]");
  if (!steps || !map) {
    return;
  }
  const links = [...steps.querySelectorAll("a")];
  const rings = map.dataset.rings.split(",").map(Number);
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(links.length - 1);
  slider.step = "1";
  slider.value = String(links.findIndex((link) => link.hasAttribute("aria-current")));
  slider.setAttribute("aria-labelledby", "steps-label");
  slider.setAttribute("aria-valuetext", links[Number(slider.value)].textContent);
  steps.querySelector("ol").before(slider);
  const go = (index) => {
    slider.value = String(index);
    slider.setAttribute("aria-valuetext", links[index].textContent);
    choose(links, index);
    paint(map, rings, index, links[index].dataset.year);
    steps.querySelector("[data-steps-said]").textContent = `${links[index].textContent}: ${mark(index)}`;
    history.replaceState(history.state, "", links[index].href);
  };
  slider.addEventListener("input", () => go(Number(slider.value)));
  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        go(index);
      }
    });
  });
}

function choose(links, index) {
  links.forEach((link, number) => {
    link.toggleAttribute("aria-current", number === index);
    if (number === index) {
      link.setAttribute("aria-current", "true");
    }
  });
  const year = document.querySelector("form.filters input[name=year]");
  if (year) {
    year.value = links[index].dataset.year;
    year.disabled = !year.value;
  }
}

function paint(map, rings, index, year) {
  for (const tile of map.querySelectorAll("a[data-steps]")) {
    follow(tile, year);
    const box = tile.querySelector("rect");
    if (box.classList.contains("tile-start")) {
      continue;
    }
    const minutes = tile.dataset.steps.split(",")[index];
    const ring = rings.findIndex((limit) => minutes !== "" && Number(minutes) <= limit);
    box.setAttribute("class", minutes === "" ? "tile-unknown" : `tile-ring-${ring + 1}`);
    tile.querySelector(".value").textContent = minutes;
    const name = tile.querySelector(".place").textContent;
    tile.querySelector("title").textContent = minutes === "" ? name : `${name} ${minutes}`;
  }
}

// a tile leads to the same timetable seen from there
function follow(tile, year) {
  const address = new URL(tile.getAttribute("href"), location.href);
  if (year) {
    address.searchParams.set("year", year);
  } else {
    address.searchParams.delete("year");
  }
  tile.setAttribute("href", address.pathname + address.search);
}

// the column of the chosen timetable, and in words how many places lie within each limit
function mark(index) {
  for (const row of document.querySelectorAll("#within tr, #reached thead tr")) {
    [...row.children].slice(1).forEach((cell, number) => cell.classList.toggle("chosen", number === index));
  }
  const rows = [...document.querySelectorAll("#within tbody tr")];
  return rows.map((row) => `${row.children[0].textContent} ${row.children[index + 1].textContent}`).join(", ");
}
