import "./ColumnsPanel.css";
import { ArrowDownOutlined, ArrowUpOutlined, PushpinFilled, PushpinOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, InputNumber, Popover, Tooltip } from "antd";
import type { Column, Layout } from "./columns";
import { arrange, moved, noLayout, toggled } from "./columns";

type ColumnsPanelProps<Row> = {
  columns: readonly Column<Row>[];
  layout: Layout;
  onChange: (layout: Layout) => void;
};

/** Which columns, in which order, how wide, and which stay while scrolling sideways. Works by keyboard alone. */
export function ColumnsPanel<Row>(props: ColumnsPanelProps<Row>) {
  return (
    <Popover trigger="click" placement="bottomRight" title="列设置" content={<Choices {...props} />}>
      <Tooltip title="列设置">
        <Button type="text" aria-label="列设置" icon={<SettingOutlined />} />
      </Tooltip>
    </Popover>
  );
}

function Choices<Row>({ columns, layout, onChange }: ColumnsPanelProps<Row>) {
  const placed = arrange(columns, layout);
  const swap = (from: number, to: number) => {
    const [key, before] = [placed[from]?.column.key, placed[to]?.column.key];
    if (key !== undefined && before !== undefined) onChange(moved(columns, layout, key, before));
  };
  return (
    <div>
      <ul className="sf-columns">
        {placed.map(({ column, visible, frozen, width }, index) => (
          <li key={column.key}>
            <Checkbox
              className="sf-grow"
              checked={visible}
              onChange={(event) => onChange(toggled(column, layout, event.target.checked))}
            >
              {column.title}
            </Checkbox>
            <InputNumber
              size="small"
              className="sf-columns-width"
              aria-label={`${column.title}的列宽`}
              min={56}
              max={800}
              step={10}
              value={width}
              onChange={(next) =>
                next !== null && onChange({ ...layout, widths: { ...layout.widths, [column.key]: next } })
              }
            />
            <Button
              size="small"
              type="text"
              aria-label={`${frozen ? "取消冻结" : "冻结"}${column.title}`}
              aria-pressed={frozen}
              icon={frozen ? <PushpinFilled /> : <PushpinOutlined />}
              onClick={() => onChange({ ...layout, frozen: { ...layout.frozen, [column.key]: !frozen } })}
            />
            <Button
              size="small"
              type="text"
              disabled={index === 0}
              aria-label={`${column.title}前移`}
              icon={<ArrowUpOutlined />}
              onClick={() => swap(index, index - 1)}
            />
            <Button
              size="small"
              type="text"
              disabled={index === placed.length - 1}
              aria-label={`${column.title}后移`}
              icon={<ArrowDownOutlined />}
              onClick={() => swap(index, index + 1)}
            />
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => onChange(noLayout)}>
        恢复默认
      </Button>
    </div>
  );
}
