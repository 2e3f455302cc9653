import "./DescriptionList.css";
import type { ReactNode } from "react";

type Item = { label: string; value: ReactNode; wide?: boolean };

/** Names and values of one document in as many columns as fit. */
export function DescriptionList({ items }: { items: readonly Item[] }) {
  return (
    <dl className="sf-dl">
      {items.map((item) => (
        <div key={item.label} className={item.wide ? "sf-dl-item sf-dl-wide" : "sf-dl-item"}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
