// One measure over the years: only figures of the same unit and the same stated scope come here.
export function line({ points, unit, region, most }, colour) {
  const paint = colour(region === "chongqing" ? "chongqing" : region === "sichuan" ? "sichuan" : "accent");
  const quiet = { color: colour("ink-2"), fontSize: 12 };
  return {
    grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
    tooltip: {
      renderMode: "richText",
      trigger: "axis",
      confine: true,
      formatter: ([{ name, value }]) => `${name}  ${value.toLocaleString()} ${unit}`,
    },
    xAxis: {
      type: "category",
      data: points.map((point) => point.period),
      axisLabel: quiet,
      axisLine: { lineStyle: { color: colour("rule-strong") } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      name: unit,
      max: most,
      nameTextStyle: { ...quiet, align: "left" },
      axisLabel: quiet,
      splitLine: { lineStyle: { color: colour("rule") } },
    },
    series: [
      {
        type: "line",
        symbol: "circle",
        symbolSize: 8,
        lineStyle: { color: paint, width: 2 },
        itemStyle: { color: paint },
        label: { show: points.length <= 8, position: "top", ...quiet, formatter: ({ value }) => value.toLocaleString() },
        data: points.map((point) => ({
          value: point.value,
          symbol: point.target ? "emptyCircle" : "circle",
        })),
      },
    ],
  };
}
