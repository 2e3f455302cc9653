import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, InputNumber } from "antd";
import type { KeyboardEvent } from "react";
import { useEffect, useRef } from "react";
import type { DesignRow } from "./design";
import { inserted, movedBy, removed, replaced } from "./design";

type DesignRowsProps = {
  rows: readonly DesignRow[];
  /** Codes of rows with faults. */
  faulty: ReadonlySet<string>;
  onChange: (rows: readonly DesignRow[]) => void;
};

/** Where the next drawing puts the focus: a field of a row. */
type Place = { row: number; field: string };

const indentMax = 6;

/** The rows as a grid of inputs; rows are added, moved and removed with the keyboard as well. */
export function DesignRows({ rows, faulty, onChange }: DesignRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const wanted = useRef<Place | undefined>(undefined);
  useEffect(() => {
    const place = wanted.current;
    if (place === undefined) return;
    wanted.current = undefined;
    field(body.current, place)?.focus();
  });
  const act = (next: readonly DesignRow[], row: number, at: string) => {
    wanted.current = { row, field: at };
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-field]") : null;
    if (target === null || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const row = Number(target.dataset.row);
    const at = target.dataset.field ?? "title";
    const deed = event.altKey ? altDeed(event.key) : plainDeed(event.key);
    if (deed === undefined) return;
    event.preventDefault();
    if (deed === "insert") act(inserted(rows, row), row + 1, "title");
    else if (deed === "remove" && rows.length > 1) act(removed(rows, row), Math.min(row, rows.length - 2), at);
    else if (deed === "up" && row > 0) act(movedBy(rows, row, -1), row - 1, at);
    else if (deed === "down" && row < rows.length - 1) act(movedBy(rows, row, 1), row + 1, at);
    else if (deed === "next" && row === rows.length - 1) act(inserted(rows, row), row + 1, at);
    else if (deed === "next") field(body.current, { row: row + 1, field: at })?.focus();
    else if (deed === "previous") field(body.current, { row: row - 1, field: at })?.focus();
  };
  const edit = (row: number, change: Partial<DesignRow>) => onChange(replaced(rows, row, change));
  return (
    <section className="sf-panel" aria-label="行">
      <h2>行</h2>
      <p className="sf-muted sf-small">
        公式由科目编码的开头和 [行次] 用加减号相连，例如 4001+42-[11]；“4”是全部收入科目。标题行没有公式。
      </p>
      <div className="sf-scroll-x">
        <table className="sf-designer-rows">
          <thead>
            <tr>
              <th scope="col">行次</th>
              <th scope="col">项目</th>
              <th scope="col">公式</th>
              <th scope="col">缩进</th>
              <th scope="col">标题</th>
              <th scope="col">合计</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {rows.map((row, index) => (
              // Rows have no identity but their place; codes are edited here and may be equal for a moment.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index} className={faulty.has(row.code) ? "sf-designer-faulty" : ""}>
                <td>
                  <Input
                    size="small"
                    aria-label={`第${index + 1}行行次`}
                    data-row={index}
                    data-field="code"
                    value={row.code}
                    onChange={(event) => edit(index, { code: event.target.value.trim() })}
                  />
                </td>
                <td>
                  <Input
                    size="small"
                    aria-label={`第${index + 1}行项目`}
                    data-row={index}
                    data-field="title"
                    value={row.title}
                    onChange={(event) => edit(index, { title: event.target.value })}
                  />
                </td>
                <td>
                  <Input
                    size="small"
                    className="sf-designer-formula"
                    aria-label={`第${index + 1}行公式`}
                    data-row={index}
                    data-field="formula"
                    disabled={row.head === true}
                    {...(faulty.has(row.code) ? { status: "error" as const } : {})}
                    title={row.formula ?? ""}
                    value={row.formula ?? ""}
                    onChange={(event) => edit(index, { formula: event.target.value })}
                  />
                </td>
                <td>
                  <InputNumber
                    size="small"
                    aria-label={`第${index + 1}行缩进`}
                    min={0}
                    max={indentMax}
                    keyboard={false}
                    style={{ width: 52 }}
                    value={row.indent ?? 0}
                    onChange={(indent) => edit(index, { indent: indent ?? 0 })}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={`第${index + 1}行是标题`}
                    checked={row.head === true}
                    onChange={(event) => edit(index, { head: event.target.checked })}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={`第${index + 1}行是合计`}
                    checked={row.total === true}
                    onChange={(event) => edit(index, { total: event.target.checked })}
                  />
                </td>
                <td className="sf-designer-deeds">
                  <Deed
                    label={`上移第${index + 1}行`}
                    icon={<ArrowUpOutlined />}
                    disabled={index === 0}
                    onClick={() => onChange(movedBy(rows, index, -1))}
                  />
                  <Deed
                    label={`下移第${index + 1}行`}
                    icon={<ArrowDownOutlined />}
                    disabled={index === rows.length - 1}
                    onClick={() => onChange(movedBy(rows, index, 1))}
                  />
                  <Deed
                    label={`在第${index + 1}行后插入`}
                    icon={<PlusOutlined />}
                    onClick={() => act(inserted(rows, index), index + 1, "title")}
                  />
                  <Deed
                    label={`删除第${index + 1}行`}
                    icon={<DeleteOutlined />}
                    disabled={rows.length === 1}
                    onClick={() => onChange(removed(rows, index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type DeedProps = { label: string; icon: React.ReactNode; disabled?: boolean; onClick: () => void };

/** Not a tab stop: the keys in the fields do the same. */
function Deed({ label, icon, disabled = false, onClick }: DeedProps) {
  return (
    <Button
      type="text"
      size="small"
      tabIndex={-1}
      aria-label={label}
      title={label}
      icon={icon}
      disabled={disabled}
      onClick={onClick}
    />
  );
}

function field(body: HTMLElement | null, { row, field: name }: Place): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-row="${row}"][data-field="${name}"]`) ?? null;
}

function altDeed(key: string): "insert" | "remove" | "up" | "down" | undefined {
  switch (key) {
    case "Enter":
      return "insert";
    case "Delete":
      return "remove";
    case "ArrowUp":
      return "up";
    case "ArrowDown":
      return "down";
    default:
      return undefined;
  }
}

function plainDeed(key: string): "next" | "previous" | undefined {
  if (key === "Enter" || key === "ArrowDown") return "next";
  return key === "ArrowUp" ? "previous" : undefined;
}
