import "../../../ui/plain.css";
import { Drawer } from "antd";
import { Link } from "react-router";
import type { SourceLine } from "../../../api/generated/types";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { DescriptionList } from "../../../ui/DescriptionList";
import { RemoteView } from "../../../ui/RemoteView";
import { detailAddress, detailTablePath } from "./details";

export type LineRef = { batch: string; file: number; line: number; field?: string };

/** A line as it stands in an address: batch.file.line, and the field that is meant. */
export function lineText({ batch, file, line, field }: LineRef): string {
  return [batch, file, line, ...(field === undefined || field === "" ? [] : [field])].join(".");
}

export function parseLine(text: string | undefined): LineRef | undefined {
  const match = /^([0-9a-f]+)\.(\d+)\.(\d+)(?:\.(.+))?$/.exec(text ?? "");
  if (!match) return undefined;
  const [, batch = "", file, line, field] = match;
  return { batch, file: Number(file), line: Number(line), ...(field === undefined ? {} : { field }) };
}

/** The line that the address names, with the way to open another. */
export function useLine() {
  const [text, change] = useParameter("line");
  return [parseLine(text), (line: LineRef | undefined) => change(line && lineText(line))] as const;
}

type DrawerProps = { table: string; line: LineRef; why?: string | undefined; onClose: () => void };

/** The end of every way down: a line as it was received. The field that is meant is marked. */
export function SourceLineDrawer({ table, line, why, onClose }: DrawerProps) {
  const path = `${detailTablePath(line.batch, table)}/files/${line.file}/lines/${line.line}`;
  const remote = useRemote<SourceLine>(path);
  return (
    <Drawer open onClose={onClose} size="large" title={`原始行：第 ${line.line.toLocaleString("zh-CN")} 行`}>
      <RemoteView remote={remote} rows={8}>
        {(source) => (
          <div className="sf-stack">
            {why === undefined || why === "" ? null : <p className="sf-bad">{why}</p>}
            <DescriptionList
              items={[
                { label: "所在文件", value: source.fileName },
                { label: "行号", value: `第 ${source.line.toLocaleString("zh-CN")} 行（文件首行为第 1 行）` },
                {
                  label: "接收批次",
                  value: <Link to={detailAddress(source.batch, table)}>{source.packageName}</Link>,
                },
                { label: "接收文件 SM3", value: <code className="sf-digest">{source.packageSm3}</code>, wide: true },
              ]}
            />
            <div className="sf-scroll-x">
              <table className="sf-plain">
                <caption className="sf-sr">原始行的各列</caption>
                <thead>
                  <tr>
                    <th scope="col">列</th>
                    <th scope="col">标题</th>
                    <th scope="col">收到的内容</th>
                  </tr>
                </thead>
                <tbody>
                  {source.cells.map((cell, at) => (
                    // A heading may be missing or stand twice; the place is what names a cell.
                    // biome-ignore lint/suspicious/noArrayIndexKey: the place is the cell's name
                    <tr key={at} aria-current={cell.heading === line.field ? "true" : undefined}>
                      <td className="sf-muted">{at + 1}</td>
                      <th scope="row">{cell.heading}</th>
                      <td>{cell.text === "" ? <span className="sf-muted">（空）</span> : cell.text}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p className="sf-muted sf-small">公民身份号码、银行账号已遮蔽；其余内容与收到时一字不差。</p>
          </div>
        )}
      </RemoteView>
    </Drawer>
  );
}
