import "./FilterBar.css";
import { CloseOutlined, FilterOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Checkbox, DatePicker, Dropdown, Input, Popover, Radio, TreeSelect } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import type { Criteria, Filter } from "./filters";
import { filterText } from "./filters";

type FilterBarProps = {
  filters: readonly Filter[];
  criteria: Criteria;
  onChange: (key: string, value: string | undefined, replace?: boolean) => void;
  searchHint?: string | undefined;
};

const searchPause_ms = 300;

/** The search box and one chip for each filter that is set; 筛选 adds another. */
export function FilterBar({ filters, criteria, onChange, searchHint }: FilterBarProps) {
  const [opened, setOpened] = useState<string>();
  const set = filters.filter((filter) => criteria[filter.key] !== undefined || opened === filter.key);
  const rest = filters.filter((filter) => !set.includes(filter));
  return (
    <div className="sf-filters">
      {searchHint === undefined ? null : (
        <SearchBox hint={searchHint} value={criteria.q ?? ""} onChange={(text) => onChange("q", text, true)} />
      )}
      {set.map((filter) => (
        <Chip
          key={filter.key}
          filter={filter}
          value={criteria[filter.key] ?? ""}
          open={opened === filter.key}
          onOpen={(open) => setOpened(open ? filter.key : undefined)}
          onChange={(value) => onChange(filter.key, value)}
        />
      ))}
      {rest.length === 0 ? null : (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: rest.map((filter) => ({ key: filter.key, label: filter.label })),
            onClick: ({ key }) => setOpened(key),
          }}
        >
          <Button type="text" icon={<FilterOutlined />}>
            筛选
          </Button>
        </Dropdown>
      )}
    </div>
  );
}

function SearchBox({ hint, value, onChange }: { hint: string; value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = window.setTimeout(() => onChange(text.trim()), searchPause_ms);
    return () => window.clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Input
      className="sf-search"
      prefix={<SearchOutlined className="sf-muted" />}
      allowClear
      aria-label={hint}
      placeholder={hint}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onChange(text.trim())}
    />
  );
}

type ChipProps = {
  filter: Filter;
  value: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (value: string | undefined) => void;
};

function Chip({ filter, value, open, onOpen, onChange }: ChipProps) {
  return (
    <span className="sf-chip">
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={onOpen}
        content={<FilterEditor filter={filter} value={value} onChange={onChange} />}
      >
        <button type="button" className="sf-chip-text">
          <span className="sf-chip-label">{filter.label}</span>
          {value === "" ? "请选择" : filterText(filter, value)}
        </button>
      </Popover>
      <button
        type="button"
        className="sf-chip-close"
        aria-label={`去掉筛选：${filter.label}`}
        onClick={() => {
          onOpen(false);
          onChange(undefined);
        }}
      >
        <CloseOutlined />
      </button>
    </span>
  );
}

type EditorProps = { filter: Filter; value: string; onChange: (value: string | undefined) => void };

function FilterEditor({ filter, value, onChange }: EditorProps) {
  switch (filter.kind) {
    case "choice":
      return filter.single ? (
        <Radio.Group
          className="sf-choices"
          options={filter.options.map((option) => ({ ...option }))}
          value={value}
          onChange={(event) => onChange(String(event.target.value))}
        />
      ) : (
        <Checkbox.Group
          className="sf-choices"
          options={filter.options.map((option) => ({ ...option }))}
          value={value === "" ? [] : value.split(",")}
          onChange={(chosen) => onChange(chosen.join(","))}
        />
      );
    case "tree":
      return (
        <TreeSelect
          autoFocus
          treeDataSimpleMode
          showSearch={{ treeNodeFilterProp: "title" }}
          treeDefaultExpandedKeys={filter.nodes.slice(0, 1).map((node) => node.value)}
          style={{ width: 260 }}
          aria-label={filter.label}
          placeholder="选择或输入名称"
          {...(value === "" ? {} : { value })}
          treeData={filter.nodes.map((node) => ({
            id: node.value,
            value: node.value,
            title: node.label,
            ...(node.parent === undefined ? {} : { pId: node.parent }),
          }))}
          onChange={(chosen: string) => onChange(chosen)}
        />
      );
    case "text":
      return (
        <Input.Search
          autoFocus
          defaultValue={value}
          aria-label={filter.label}
          placeholder={filter.placeholder ?? "输入后按回车"}
          enterButton="确定"
          onSearch={(text) => onChange(text.trim())}
        />
      );
    case "period":
      return (
        <DatePicker
          picker="month"
          aria-label={filter.label}
          value={value === "" ? null : dayjs(`${value.slice(0, 4)}-${value.slice(4)}-01`)}
          onChange={(month) => onChange(month?.format("YYYYMM"))}
        />
      );
    case "dates": {
      const [from, to] = value.split("..").map((day) => (day === "" ? null : dayjs(day)));
      return (
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          value={[from ?? null, to ?? null]}
          onChange={(days) => onChange(rangeText(days?.[0]?.format("YYYY-MM-DD"), days?.[1]?.format("YYYY-MM-DD")))}
        />
      );
    }
  }
}

function rangeText(from: string | undefined, to: string | undefined): string | undefined {
  return from === undefined && to === undefined ? undefined : `${from ?? ""}..${to ?? ""}`;
}
