// Charts are loaded only by a page that has one; the table below each chart says the same.
export async function showCharts(part) {
  const places = [...(part.querySelectorAll?.("[data-chart]") ?? [])].filter((place) => !place.dataset.prepared);
  if (!places.length) {
    return;
  }
  places.forEach((place) => {
    place.dataset.prepared = "yes";
  });
  const { draw } = await import("./charts/draw.js");
  places.forEach((place) => draw(place));
}
