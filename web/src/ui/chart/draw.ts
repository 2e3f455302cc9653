import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Mode } from "../../kernel/display";
import { palettes } from "../palette";
import { fontFamily } from "../theme";
import { scaleOf } from "./scale";

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type Plot = {
  categories: string[];
  series: { name: string; kind: "bar" | "line"; second: boolean; values: (number | null)[] }[];
  stacked: boolean;
  isOrdered: boolean;
  /** Where the axis begins; at nothing, or as drawn best, when missing. */
  from: number | undefined;
  mode: Mode;
  large: boolean;
};

export type Drawing = {
  show: (plot: Plot) => void;
  onPick: (pick: ((category: string, series: string) => void) | undefined) => void;
  resize: () => void;
  dispose: () => void;
};

/** Series colours, told apart also in grey: accent, ochre, green, plum, slate. */
const inks: Record<Mode, string[]> = {
  light: ["#1f5091", "#c8872b", "#4d9a78", "#8a5a83", "#7d8896"],
  dark: ["#86b1f2", "#dfae62", "#79c3a0", "#c193ba", "#a3adba"],
};

/** Draws into an element with ECharts. This file is the only one that knows the library. */
export function draw(element: HTMLElement): Drawing {
  const chart = init(element);
  let pick: ((category: string, series: string) => void) | undefined;
  chart.on("click", (event) => pick?.(event.name, event.seriesName ?? ""));
  return {
    show: (plot) => chart.setOption(optionOf(plot, chart.getWidth()), true),
    onPick: (next) => {
      pick = next;
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

/** So few are all named, in several lines where one is too short. */
const allNamedMax = 8;

function labelsOf(categories: readonly string[], width: number) {
  if (categories.length === 0 || categories.length > allNamedMax) return {};
  return { interval: 0, width: Math.floor((width * 0.85) / categories.length), overflow: "break" };
}

function optionOf(plot: Plot, width: number) {
  const colours = palettes[plot.mode];
  const fontSize = plot.large ? 16 : 12;
  const text = { color: colours.text2, fontFamily, fontSize };
  const isCount = plot.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
  const axis = {
    type: "value",
    ...(isCount ? { minInterval: 1 } : {}),
    ...(plot.from === undefined ? {} : { min: plot.from }),
    axisLabel: text,
    splitLine: { lineStyle: { color: colours.lineSoft } },
  };
  return {
    animationDuration: 200,
    color: plot.isOrdered ? scaleOf(plot.mode, plot.series.length) : inks[plot.mode],
    textStyle: { fontFamily, fontSize },
    grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: text },
    tooltip: {
      trigger: "axis",
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { ...text, color: colours.text },
      valueFormatter: (value: unknown) => (typeof value === "number" ? value.toLocaleString("zh-CN") : "—"),
    },
    xAxis: {
      type: "category",
      data: plot.categories,
      axisLabel: { ...text, ...labelsOf(plot.categories, width) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
    },
    yAxis: plot.series.some((one) => one.second) ? [axis, { ...axis, splitLine: { show: false } }] : [axis],
    series: plot.series.map((one) => ({
      name: one.name,
      type: one.kind,
      data: one.values,
      yAxisIndex: one.second ? 1 : 0,
      barMaxWidth: 28,
      symbolSize: 6,
      ...(plot.stacked && one.kind === "bar" ? { stack: "all" } : {}),
    })),
  };
}
