import { CloseOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input, InputNumber, Popover, Select } from "antd";
import { useState } from "react";
import type { CatalogField, CodeList, Transform, TransformKind } from "../../api/generated/types";
import { codesOf, codesText, newStep, stepTexts } from "./mapping";

type StepChainProps = {
  field: CatalogField;
  list: CodeList | undefined;
  steps: readonly Transform[];
  onChange: (steps: readonly Transform[]) => void;
};

const dateForms = ["yyyy年M月d日", "yyyy年M月", "yyyy/M/d", "d/M/yyyy", "M/d/yyyy", "yyyy/M/d H:mm", "excel"];
const units = ["元", "千元", "万元", "亿元", "分"];

/** What a cell goes through, from left to right. */
export function StepChain({ field, list, steps, onChange }: StepChainProps) {
  const replace = (at: number, step: Transform) => onChange(steps.map((one, index) => (index === at ? step : one)));
  const kinds = (Object.keys(stepTexts) as TransformKind[]).filter((kind) => isUseful(kind, field));
  return (
    <div className="sf-map-chain">
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is nothing but its place in the chain
        <span key={at} className="sf-map-step">
          {stepTexts[step.kind]}
          <Words step={step} list={list} field={field} onChange={(next) => replace(at, next)} />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={`去掉“${field.name}”的${stepTexts[step.kind]}`}
            onClick={() => onChange(steps.filter((_, index) => index !== at))}
          />
        </span>
      ))}
      <Select<TransformKind | "">
        size="small"
        variant="borderless"
        aria-label={`为“${field.name}”增加转换`}
        value=""
        popupMatchSelectWidth={false}
        onChange={(kind) => kind !== "" && onChange([...steps, newStep(kind, field)])}
        options={[
          { value: "", label: <span className="sf-muted">＋ 转换</span>, disabled: true },
          ...kinds.map((kind) => ({ value: kind, label: stepTexts[kind] })),
        ]}
      />
    </div>
  );
}

const kindsOf: Partial<Record<TransformKind, readonly CatalogField["type"][]>> = {
  date: ["date", "month", "timestamp"],
  unit: ["money"],
  amount: ["money", "rate"],
  negate: ["money", "rate"],
  id18: ["citizenId"],
};

function isUseful(kind: TransformKind, field: CatalogField): boolean {
  return kindsOf[kind]?.includes(field.type) ?? true;
}

type WordsProps = {
  step: Transform;
  field: CatalogField;
  list: CodeList | undefined;
  onChange: (step: Transform) => void;
};

function Words({ step, field, list, onChange }: WordsProps) {
  const label = `“${field.name}”的${stepTexts[step.kind]}`;
  const text = step.text ?? "";
  const write = (value: string) => onChange({ ...step, text: value });
  switch (step.kind) {
    case "date":
      return (
        <AutoComplete
          size="small"
          style={{ width: 130 }}
          aria-label={label}
          value={text}
          onChange={write}
          options={dateForms.map((value) => ({ value }))}
        />
      );
    case "unit":
      return (
        <Select
          size="small"
          aria-label={label}
          value={text}
          onChange={write}
          options={units.map((value) => ({ value, label: value }))}
        />
      );
    case "split":
    case "pad":
      return (
        <>
          <Input
            size="small"
            style={{ width: 44 }}
            aria-label={step.kind === "split" ? `${label}的分隔符` : `${label}的字符`}
            value={text}
            onChange={(event) => write(event.target.value)}
          />
          <InputNumber
            size="small"
            style={{ width: 56 }}
            min={1}
            max={64}
            aria-label={step.kind === "split" ? `${label}的第几段` : `${label}的位数`}
            value={step.number}
            onChange={(value) => onChange({ ...step, number: value ?? 1 })}
          />
        </>
      );
    case "default":
      return (
        <Input
          size="small"
          style={{ width: 80 }}
          aria-label={label}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
      );
    case "codes":
      return <Codes step={step} list={list} label={label} onChange={onChange} />;
    case "trim":
    case "halfWidth":
    case "amount":
    case "negate":
    case "id18":
      return null;
  }
}

type CodesProps = {
  step: Transform;
  list: CodeList | undefined;
  label: string;
  onChange: (step: Transform) => void;
};

function Codes({ step, list, label, onChange }: CodesProps) {
  const [typed, setTyped] = useState(codesText(step.codes));
  const own = Object.keys(step.codes ?? {}).length;
  const write = (value: string) => {
    setTyped(value);
    onChange({ ...step, codes: codesOf(value) });
  };
  const content = (
    <div className="sf-stack" style={{ width: 320 }}>
      <span className="sf-muted sf-small">每行一项：对方的写法=代码，例如 企业养老=110</span>
      <Input.TextArea
        aria-label={`${label}的对照项`}
        autoSize={{ minRows: 4, maxRows: 10 }}
        value={typed}
        onChange={(event) => write(event.target.value)}
      />
      {list === undefined ? null : (
        <span className="sf-small">
          代码表“{list.name}”的名称和代码已自动对照：
          {Object.entries(list.versions.at(-1)?.values ?? {})
            .slice(0, 12)
            .map(([code, name]) => `${code} ${name}`)
            .join("、")}
        </span>
      )}
    </div>
  );
  return (
    <Popover content={content} trigger="click" title={label}>
      <Button size="small" type="link">
        {own === 0 ? "代码表" : `${own} 项`}
      </Button>
    </Popover>
  );
}
