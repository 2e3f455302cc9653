import "./Chart.css";
import { BarChartOutlined, TableOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useMode, useTypeSize } from "../kernel/display";
import type { Fen, Unit } from "../kernel/money";
import { shown, unitText } from "../kernel/money";
import { Amount } from "./Amount";
import type { Drawing } from "./chart/draw";
import { useShownUnit } from "./unit";

export type ChartSeries = { name: string; kind: "bar" | "line" } & (
  | { values: readonly (Fen | null)[]; measure: "money" }
  | { values: readonly (number | null)[]; measure: "number"; unit: string }
);

type ChartProps = {
  title: string;
  /** One sentence that says what the chart shows, for those who do not see it. */
  summary: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  height?: number;
  stacked?: boolean;
  /** The series follow one another, such as steps of age: one hue, from pale to strong. */
  isOrdered?: boolean;
  /** Where the axis of lines begins, when they all lie far above nothing; bars begin at nothing. */
  from?: number | undefined;
  /** One click on a category or bar. */
  onPick?: (category: string, series: string) => void;
};

/** A chart that is also a table: the same figures, money in the chosen unit. The drawing library comes when needed. */
export function Chart(props: ChartProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const unit = useShownUnit();
  return (
    <figure className="sf-chart">
      <figcaption className="sf-row">
        <b className="sf-grow">
          {props.title}
          <span className="sf-muted">（{unitsOf(props.series, unit)}）</span>
        </b>
        <Segmented
          size="small"
          aria-label={`${props.title}的显示方式`}
          value={view}
          onChange={(next) => setView(next === "table" ? "table" : "chart")}
          options={[
            { value: "chart", icon: <BarChartOutlined />, title: "图" },
            { value: "table", icon: <TableOutlined />, title: "表" },
          ]}
        />
      </figcaption>
      {view === "chart" ? <Canvas {...props} unit={unit} /> : <Figures {...props} />}
    </figure>
  );
}

function unitsOf(series: readonly ChartSeries[], unit: Unit): string {
  return [...new Set(series.map((one) => (one.measure === "money" ? unitText[unit] : one.unit)))].join("、");
}

function Canvas(props: ChartProps & { unit: Unit }) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | undefined>(undefined);
  const [mode] = useMode();
  const [size] = useTypeSize();
  const { categories, series, unit, stacked = false, isOrdered = false, from, onPick } = props;

  useEffect(() => {
    let current = true;
    const hasMoney = series.some((one) => one.measure === "money");
    const values = series.map((one) => ({
      name: one.name,
      kind: one.kind,
      second: hasMoney && one.measure === "number",
      values: one.measure === "money" ? one.values.map((value) => pointOf(value, unit)) : [...one.values],
    }));
    void import("./chart/draw").then(({ draw }) => {
      if (!current || !place.current) return;
      drawing.current ??= draw(place.current);
      drawing.current.show({
        categories: [...categories],
        series: values,
        stacked,
        isOrdered,
        from,
        mode,
        large: size === "large",
      });
      drawing.current.onPick(onPick);
    });
    return () => {
      current = false;
    };
  }, [categories, series, unit, stacked, isOrdered, from, mode, size, onPick]);

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => drawing.current?.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawing.current?.dispose();
      drawing.current = undefined;
    };
  }, []);

  return (
    <>
      <div ref={place} role="img" aria-label={props.summary} style={{ height: props.height ?? 260 }} />
      <div className="sf-sr">
        <Figures {...props} />
      </div>
    </>
  );
}

/** The position of a point on the axis: an inexact number, only drawn, never shown as a figure. */
function pointOf(value: Fen | null, unit: Unit): number | null {
  return value === null ? null : shown(value, unit) / 100;
}

function Figures({ title, categories, series }: ChartProps) {
  return (
    <table className="sf-chart-table">
      <caption className="sf-sr">{title}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          {series.map((one) => (
            <th key={one.name} scope="col">
              {one.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, index) => (
          <tr key={category}>
            <th scope="row">{category}</th>
            {series.map((one) => (
              <td key={one.name}>{figureOf(one, index)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function figureOf(series: ChartSeries, index: number): ReactNode {
  if (series.measure === "money") return <Amount value={series.values[index]} />;
  return series.values[index]?.toLocaleString("zh-CN") ?? "—";
}
