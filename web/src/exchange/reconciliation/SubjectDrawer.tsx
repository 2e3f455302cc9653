import { Drawer } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { SubjectTrace, TableLine } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import { SourceLineDrawer } from "../ingestion/detail/SourceLineDrawer";
import { monthText } from "./MatchPage";
import { reconciliationPath } from "./matrix";
import type { Of } from "./RegistryPage";
import { tracksOf } from "./tracks";

type SubjectDrawerProps = { of: Of; subject: { key: string; name: string }; onClose: () => void };

/** Where and when a person or an employer was seen, as a picture; a stretch leads to the line as received. */
export function SubjectDrawer({ of, subject, onClose }: SubjectDrawerProps) {
  const [division] = useDivision();
  const traces = useRemote<SubjectTrace[]>(`${reconciliationPath}/registry/${of}/${subject.key}`, { division });
  const tables = useRemote<TableLine[]>("/api/catalog/tables");
  const names = tables.state === "ready" ? tables.value : [];
  return (
    <Drawer open onClose={onClose} size={1080} title={`${subject.name}的参保与待遇时间线`}>
      {of === "person" ? (
        <p>
          <Link to={`/exchange/registry/${subject.key}/contributions`}>缴费台账：逐月、逐险种的缴费，断缴的月份</Link>
        </p>
      ) : null}
      <RemoteView remote={traces} rows={8}>
        {(found) => <Tracks of={of} traces={found} tables={names} />}
      </RemoteView>
    </Drawer>
  );
}

type TracksProps = { of: Of; traces: readonly SubjectTrace[]; tables: readonly TableLine[] };

function Tracks({ of, traces, tables }: TracksProps) {
  const [open, setOpen] = useState<SubjectTrace>();
  const { from, to, tracks } = tracksOf(traces);
  return (
    <section className="sf-tracks" aria-label="时间线">
      <table>
        <thead>
          <tr>
            <th scope="col">险种</th>
            <th scope="col">{of === "person" ? "数据表" : "单位编号"}</th>
            <th scope="col">地区</th>
            <th scope="col">{of === "person" ? "所在单位" : "信用代码"}</th>
            <th scope="col">
              <span className="sf-track-scale">
                <span>{monthText(from)}</span>
                <span>{monthText(to)}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tracks.map((track) => (
            <tr key={track.key}>
              <td>{fundText(track.fund)}</td>
              <td>
                {of === "person"
                  ? (tables.find((table) => table.id === track.table)?.name ?? track.table)
                  : track.number}
              </td>
              <td>{divisionText(track.region)}</td>
              <td>{track.employerNo ?? ""}</td>
              <td>
                <span className="sf-track">
                  {track.spans.map(({ trace, left, width }) => (
                    <button
                      key={`${trace.firstPeriod} ${trace.name}`}
                      type="button"
                      style={{ left: `${left}%`, width: `${width}%` }}
                      title={`${trace.name} ${monthText(trace.firstPeriod)}—${monthText(trace.lastPeriod)}，${trace.rows} 行`}
                      onClick={() => setOpen(trace)}
                    >
                      <span className="sf-sr">
                        {trace.name} {monthText(trace.firstPeriod)}至{monthText(trace.lastPeriod)}
                      </span>
                    </button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open?.source === undefined ? null : (
        <SourceLineDrawer table={open.source.table} line={open.source} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
