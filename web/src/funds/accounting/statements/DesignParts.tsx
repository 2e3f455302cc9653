import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import type { ColumnOf, StatementEntry } from "../../../api/generated/types";
import type { Design } from "./design";
import { removed, replaced } from "./design";
import { columnKinds } from "./statements";

type PartProps = { design: Design; onChange: (part: Partial<Design>) => void };

type HeadProps = PartProps & {
  /** The id is that of a statement that is changed. */
  fixed: boolean;
  replaces: StatementEntry | undefined;
};

/** Name, number and basis of a statement. */
export function DesignHead({ design, fixed, replaces, onChange }: HeadProps) {
  return (
    <section className="sf-panel sf-designer-head" aria-label="报表">
      <div>
        <span>名称</span>
        <Input aria-label="报表名称" value={design.name} onChange={(event) => onChange({ name: event.target.value })} />
      </div>
      <div>
        <span>编号</span>
        <Input
          aria-label="报表编号"
          placeholder="小写字母、数字或连字符"
          disabled={fixed}
          value={design.id}
          onChange={(event) => onChange({ id: event.target.value.trim() })}
        />
      </div>
      <div className="sf-designer-wide">
        <span>依据</span>
        <Input aria-label="依据" value={design.basis} onChange={(event) => onChange({ basis: event.target.value })} />
      </div>
      {replaces === undefined ? null : (
        <p className="sf-designer-wide sf-muted">
          {replaces.isShipped
            ? `保存后，全省的“${replaces.statement.name}”改按本定义编制，代替系统自带的定义。`
            : `保存后，代替现有的“${replaces.statement.name}”。`}
        </p>
      )}
    </section>
  );
}

const kinds = Object.entries(columnKinds).map(([value, label]) => ({ value: value as ColumnOf, label }));

/** Columns and checks. */
export function DesignSides({ design, onChange }: PartProps) {
  const { columns, checks } = design;
  const addColumn = () => {
    const column = { id: `c${columns.length + 1}`, title: "", of: "closing" as const };
    onChange({ columns: [...columns, column] });
  };
  return (
    <>
      <section className="sf-panel sf-stack" aria-label="列">
        <h2>列</h2>
        {columns.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place while edited
          <div key={index} className="sf-designer-line">
            <Input
              size="small"
              aria-label={`第${index + 1}列标题`}
              placeholder="列标题"
              value={column.title}
              onChange={(event) => onChange({ columns: [...replaced(columns, index, { title: event.target.value })] })}
            />
            <Input
              size="small"
              aria-label={`第${index + 1}列编号`}
              placeholder="编号"
              value={column.id}
              onChange={(event) =>
                onChange({ columns: [...replaced(columns, index, { id: event.target.value.trim() })] })
              }
            />
            <Select<ColumnOf>
              size="small"
              aria-label={`第${index + 1}列取数`}
              value={column.of}
              options={kinds}
              onChange={(of) => onChange({ columns: [...replaced(columns, index, { of })] })}
            />
            <Button
              type="text"
              size="small"
              aria-label={`删除第${index + 1}列`}
              icon={<DeleteOutlined />}
              onClick={() => onChange({ columns: [...removed(columns, index)] })}
            />
          </div>
        ))}
        <div>
          <Button size="small" icon={<PlusOutlined />} onClick={addColumn}>
            增加一列
          </Button>
        </div>
      </section>
      <section className="sf-panel sf-stack" aria-label="勾稽">
        <h2>勾稽关系</h2>
        {checks.map((check, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: checks have no identity but their place while edited
          <div key={index} className="sf-designer-line">
            <Input
              size="small"
              aria-label={`第${index + 1}项勾稽名称`}
              placeholder="名称"
              value={check.title}
              onChange={(event) => onChange({ checks: [...replaced(checks, index, { title: event.target.value })] })}
            />
            <Input
              size="small"
              aria-label={`第${index + 1}项勾稽左式`}
              placeholder="左式，例如 [19]"
              value={check.left}
              onChange={(event) => onChange({ checks: [...replaced(checks, index, { left: event.target.value })] })}
            />
            <Input
              size="small"
              aria-label={`第${index + 1}项勾稽右式`}
              placeholder="右式，例如 [29]+[39]"
              prefix="＝"
              value={check.right}
              onChange={(event) => onChange({ checks: [...replaced(checks, index, { right: event.target.value })] })}
            />
            <Button
              type="text"
              size="small"
              aria-label={`删除第${index + 1}项勾稽`}
              icon={<DeleteOutlined />}
              onClick={() => onChange({ checks: [...removed(checks, index)] })}
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange({ checks: [...checks, { title: "", left: "", right: "" }] })}
          >
            增加一项
          </Button>
        </div>
      </section>
    </>
  );
}
