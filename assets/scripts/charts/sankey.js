// Flows from suppliers' cities on the left to buyers' cities on the right.
import { say } from "../words.js";

export function sankey({ nodes, links, unit }, colour, width) {
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const paint = (region) => colour(region === "chongqing" ? "chongqing" : "sichuan");
  const side = width < 480 ? 84 : 144;
  return {
    tooltip: {
      renderMode: "richText",
      confine: true,
      formatter: ({ dataType, data, name, value }) =>
        dataType === "edge"
          ? `${names.get(data.source)} → ${names.get(data.target)}\n${data.value} ${unit}`
          : `${names.get(name)} ${value} ${unit}`,
    },
    series: [
      {
        type: "sankey",
        left: side,
        right: side,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 8,
        draggable: false,
        emphasis: { focus: "adjacency" },
        data: nodes.map(({ id, region, depth }) => ({
          name: id,
          depth,
          itemStyle: { color: paint(region), borderWidth: 0 },
          label: { position: depth === 0 ? "left" : "right" },
        })),
        links,
        label: {
          color: colour("ink"),
          fontSize: 12,
          width: side - 8,
          overflow: "truncate",
          formatter: ({ name, value }) => `${names.get(name)} ${value}`,
        },
        lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
      },
    ],
    aria: { enabled: false, label: { description: say("城市间流向图", "Flows between cities") } },
  };
}
