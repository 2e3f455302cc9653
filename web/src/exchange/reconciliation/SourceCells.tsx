import { Link } from "react-router";
import type { SourceLine, SourceRef } from "../../api/generated/types";
import { useRemote } from "../../kernel/remote";
import { RemoteView } from "../../ui/RemoteView";
import { detailAddress, detailTablePath } from "../ingestion/detail/details";

/** A received line with its batch and file: the end of the way down. Empty cells are left away. */
export function SourceCells({ source }: { source: SourceRef }) {
  const remote = useRemote<SourceLine>(
    `${detailTablePath(source.batch, source.table)}/files/${source.file}/lines/${source.line}`,
  );
  return (
    <RemoteView remote={remote} rows={6}>
      {(line) => (
        <>
          <p className="sf-small">
            <Link to={detailAddress(line.batch, source.table)}>{line.packageName}</Link>
            <br />
            {line.fileName} 第 {line.line.toLocaleString("zh-CN")} 行
          </p>
          <dl>
            {line.cells.map((cell, at) =>
              cell.text === "" ? null : (
                // biome-ignore lint/suspicious/noArrayIndexKey: a heading may stand twice; the place names the cell
                <Cell key={at} heading={cell.heading} text={cell.text} />
              ),
            )}
          </dl>
        </>
      )}
    </RemoteView>
  );
}

function Cell({ heading, text }: { heading: string; text: string }) {
  return (
    <>
      <dt>{heading}</dt>
      <dd>{text}</dd>
    </>
  );
}
