// The only two charts a browser draws: flows between cities, and a measure over the years.
import { LineChart, SankeyChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { line } from "./line.js";
import { sankey } from "./sankey.js";

echarts.use([LineChart, SankeyChart, GridComponent, TooltipComponent, CanvasRenderer]);

const OPTIONS = { line, sankey };

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

export function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
  const chart = echarts.init(place);
  const show = () => {
    const font = getComputedStyle(document.body).fontFamily;
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: font },
      // drawn on the canvas: a tooltip of markup would need styles in the page
      tooltip: { renderMode: "richText", confine: true },
      ...OPTIONS[place.dataset.chart](data, colours(), place.clientWidth),
    });
  };
  show();
  new ResizeObserver(() => {
    chart.resize();
    show();
  }).observe(place);
  document.addEventListener("bashu:theme", show);
}
