import { Button } from "antd";
import { useState } from "react";
import type { RegionTally } from "../../../api/generated/types";
import { fillOf, percentText } from "./states";

type CompletenessProps = { regions: readonly RegionTally[]; fields: readonly { id: string; name: string }[] };

const shownAtOnce = 10;

/** How full each field is, emptiest first; those that are empty or full throughout are only named. */
export function Completeness({ regions, fields }: CompletenessProps) {
  const [all, setAll] = useState(false);
  const fill = fillOf(regions, fields);
  if (fill[0] === undefined || fill[0].rows === 0) return <p className="sf-muted">没有入库的行。</p>;
  const empty = fill.filter((field) => field.permille === 0);
  const partly = fill.filter((field) => field.permille > 0 && field.permille < 1000);
  const full = fill.filter((field) => field.permille === 1000);
  const shown = all ? partly : partly.slice(0, shownAtOnce);
  return (
    <>
      <p>
        {fields.length} 个字段：全部填报 <b>{full.length}</b>，部分填报 <b>{partly.length}</b>，完全没有{" "}
        <b>{empty.length}</b>
      </p>
      {shown.length === 0 ? null : (
        <ul className="sf-fill" aria-label="部分填报的字段">
          {shown.map((field) => (
            <li
              key={field.id}
              title={`${field.filled.toLocaleString("zh-CN")} / ${field.rows.toLocaleString("zh-CN")} 行`}
            >
              <span className="sf-fill-name">{field.name}</span>
              <span className="sf-fill-bar" aria-hidden="true">
                <span style={{ width: `${field.permille / 10}%` }} />
              </span>
              <span className="sf-fill-value">{percentText(field.permille)}</span>
            </li>
          ))}
        </ul>
      )}
      {shown.length === partly.length ? null : (
        <Button size="small" type="link" onClick={() => setAll(true)}>
          显示全部 {partly.length} 个
        </Button>
      )}
      {empty.length === 0 ? null : (
        <details>
          <summary>完全没有填报的 {empty.length} 个字段</summary>
          <p className="sf-muted">{empty.map((field) => field.name).join("、")}</p>
        </details>
      )}
    </>
  );
}
