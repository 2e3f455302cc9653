import { Input } from "antd";
import { useEffect, useState } from "react";
import type { Fen } from "../kernel/money";
import { capitals, parseYuan, yuan } from "../kernel/money";

type AmountInputProps = {
  id?: string;
  label?: string;
  value?: Fen | undefined;
  /** Undefined when the box is empty or what stands in it is not an amount. */
  onChange?: (amount: Fen | undefined) => void;
  disabled?: boolean;
};

/**
 * 元 as people type it ("1,234.5", full-width digits, pasted with ￥), always in 元 whatever the unit switch says. Text
 * that is no amount stays as typed and is marked; nothing is repaired silently.
 */
export function AmountInput({ id, label, value, onChange, disabled = false }: AmountInputProps) {
  const [text, setText] = useState(value === undefined ? "" : yuan(value));
  const amount = parseYuan(text);
  const wrong = text.trim() !== "" && amount === undefined;
  useEffect(() => {
    // A value from outside replaces the text only when it means something else than what is typed.
    if (value !== undefined) setText((old) => (parseYuan(old) === value ? old : yuan(value)));
  }, [value]);
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      inputMode="decimal"
      autoComplete="off"
      disabled={disabled}
      suffix="元"
      styles={{ input: { textAlign: "right" } }}
      status={wrong ? "error" : ""}
      aria-invalid={wrong}
      title={wrong ? "不是金额，最多两位小数" : amount === undefined ? "" : capitals(amount)}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(parseYuan(event.target.value));
      }}
      onBlur={() => amount !== undefined && setText(yuan(amount))}
    />
  );
}
