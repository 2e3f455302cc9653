import "./Entry.css";
import { DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { KeyboardEvent } from "react";
import { useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { capitals, negate, yuan } from "../../../kernel/money";

import type { Fault } from "../../../kernel/problem";
import { Amount } from "../../../ui/Amount";
import { KeyCaps } from "../../../ui/KeyCaps";
import { dimensionText } from "../dimensions";
import { findAccounts } from "./accounts";
import { parseAmount, parseDay, plusDays } from "./amounts";
import type { EntryContext } from "./context";
import type { AmountSide, Cell, Entry, EntryLine } from "./entry";
import {
  balanced,
  blankLine,
  dimensionField,
  dimensionsOf,
  entered,
  isAbout,
  nextCell,
  previousCell,
  sumsOf,
  turned,
  withAccount,
  withLine,
  withoutLine,
} from "./entry";
import { PickCell } from "./PickCell";

type EntryGridProps = {
  context: EntryContext;
  entry: Entry;
  faults: readonly Fault[];
  onChange: (entry: Entry, cell: Cell) => void;
  /** Esc. */
  onLeave: () => void;
};

const hints = [
  ["Enter", "下一格"],
  ["Shift+Enter", "上一格"],
  ["=", "填平"],
  ["空格", "换借贷"],
  ["mod+Delete", "删行"],
  ["alt+t", "模板"],
  ["Esc", "离开"],
] as const;

type CellProps = { cell: string; invalid: boolean };

/** The form of a voucher, made for the keyboard. What each key does is written in entry.ts; here it meets the screen. */
export function EntryGrid({ context, entry, faults, onChange, onLeave }: EntryGridProps) {
  const form = useRef<HTMLDivElement>(null);
  // Several keys can arrive before React draws again.
  const latest = useRef(entry);
  useLayoutEffect(() => {
    latest.current = entry;
  }, [entry]);
  const requires = (account: string) => context.find(account)?.requires ?? [];
  const change = (next: Entry, cell: Cell) => {
    latest.current = next;
    onChange(next, cell);
  };
  const go = (cell: Cell) => {
    flushSync(() => change(entered(latest.current, cell.line), cell));
    focusCell(form.current, cell);
  };
  const goOn = (at: Cell) => go(nextCell(latest.current, at, requires));
  const changeLine = (cell: Cell, part: Partial<EntryLine>) => {
    const old = latest.current.lines[cell.line - 1] ?? blankLine;
    change(withLine(latest.current, cell.line, { ...old, ...part }), cell);
  };

  const remove = (line: number) => {
    flushSync(() => change(withoutLine(latest.current, line), { line, field: "" }));
    focusCell(form.current, { line: Math.min(line, latest.current.lines.length), field: "account" });
  };
  const balance = (line: number) => {
    const result = balanced(latest.current, line);
    if (result === undefined) return;
    flushSync(() => change(result.entry, { line, field: result.side }));
    focusCell(form.current, { line, field: result.side });
  };
  const turn = (at: Cell) => {
    flushSync(() => change(turned(latest.current, at.line), at));
    focusCell(form.current, { line: at.line, field: at.field === "debit" ? "credit" : "debit" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    const at = cellOf(event.target);
    const isAmount = at !== undefined && (at.field === "debit" || at.field === "credit");
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") onLeave();
    else if (at === undefined) return;
    else if (mod && event.key === "Delete" && at.line > 0) remove(at.line);
    else if (mod || event.altKey) return;
    else if (event.key === "Enter" && event.shiftKey) go(previousCell(latest.current, at, requires));
    else if (event.key === "Enter") goOn(at);
    else if (isAmount && (event.key === "=" || event.key === "＝")) balance(at.line);
    else if (isAmount && event.key === " ") turn(at);
    else if (at.field === "date" && stepOf(event.key) !== 0) {
      const date = plusDays(latest.current.date, stepOf(event.key) * -1);
      if (date !== undefined) change({ ...latest.current, date }, at);
    } else if (at.line > 0 && stepOf(event.key) !== 0) {
      const line = at.line + stepOf(event.key);
      if (line < 1 || line > latest.current.lines.length) return;
      if (!focusCell(form.current, { line, field: at.field })) focusCell(form.current, { line, field: "account" });
    } else return;
    event.preventDefault();
  };

  const sums = sumsOf(entry.lines);
  const propsOf = (line: number, field: string): CellProps => ({
    cell: cellKey({ line, field }),
    invalid: faults.some((fault) => isAbout(fault, { line, field })),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears the keys that the cells inside leave.
    <div ref={form} className="sf-entry" onKeyDown={onKeyDown}>
      <Head entry={entry} propsOf={propsOf} onChange={change} latest={() => latest.current} />
      <Faults faults={faults.filter((fault) => fault.line === 0)} />
      <table>
        <colgroup>
          <col className="sf-entry-number" />
          <col style={{ width: "27%" }} />
          <col style={{ width: "25%" }} />
          <col style={{ width: "19%" }} />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">摘要</th>
            <th scope="col">科目</th>
            <th scope="col">辅助核算</th>
            <th scope="col" className="sf-right">
              借方（元）
            </th>
            <th scope="col" className="sf-right">
              贷方（元）
            </th>
          </tr>
        </thead>
        {entry.lines.map((line, index) => (
          <Line
            // Lines have no name of their own; their cells hold no state that outlives the focus.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            key={index}
            number={index + 1}
            line={line}
            context={context}
            faults={faults}
            propsOf={propsOf}
            onChange={changeLine}
            onEnter={goOn}
            onRemove={() => remove(index + 1)}
          />
        ))}
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              合计（大写）　{sums.difference === 0 && sums.debit !== 0 ? capitals(sums.debit) : ""}
            </th>
            <td>
              <Amount value={sums.debit} />
            </td>
            <td>
              <Amount value={sums.credit} />
            </td>
          </tr>
        </tfoot>
      </table>
      <div className="sf-row">
        <ul className="sf-page-hints sf-grow" aria-label="键盘操作">
          {hints.map(([keys, label]) => (
            <li key={keys}>
              <KeyCaps keys={keys} /> {label}
            </li>
          ))}
        </ul>
        <Balance difference={sums.difference} isEmpty={sums.debit === 0 && sums.credit === 0} />
      </div>
    </div>
  );
}

/** ↑ and ↓ as steps down. */
function stepOf(key: string): number {
  return key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
}

export function cellKey(cell: Cell): string {
  return `${cell.line}|${cell.field}`;
}

function cellOf(target: EventTarget): Cell | undefined {
  const key = target instanceof HTMLElement ? target.dataset.cell : undefined;
  const [line, field] = key?.split("|") ?? [];
  return line === undefined || field === undefined ? undefined : { line: Number(line), field };
}

/** @returns Whether there is such a cell. */
export function focusCell(form: HTMLElement | null, cell: Cell): boolean {
  const found = [...(form?.querySelectorAll<HTMLInputElement>("[data-cell]") ?? [])];
  const input = found.find((one) => one.dataset.cell === cellKey(cell));
  input?.focus();
  input?.select();
  return input !== undefined;
}

type HeadProps = {
  entry: Entry;
  latest: () => Entry;
  propsOf: (line: number, field: string) => CellProps;
  onChange: (entry: Entry, cell: Cell) => void;
};

function Head({ entry, latest, propsOf, onChange }: HeadProps) {
  const change = (field: "date" | "papers" | "summary", text: string) => {
    const old = latest();
    // Lines that took the voucher's summary follow it.
    const lines =
      field === "summary" && old.summary !== ""
        ? old.lines.map((line) => (line.summary === old.summary ? { ...line, summary: text } : line))
        : old.lines;
    onChange({ ...old, lines, [field]: text }, { line: 0, field });
  };
  return (
    <div className="sf-entry-head">
      <DateCell {...propsOf(0, "date")} value={entry.date} onChange={(date) => change("date", date)} />
      <HeadInput
        {...propsOf(0, "papers")}
        label="附件张数"
        value={entry.papers}
        onChange={(text) => change("papers", text)}
      />
      <HeadInput
        {...propsOf(0, "summary")}
        label="摘要"
        value={entry.summary}
        onChange={(text) => change("summary", text)}
        wide
      />
    </div>
  );
}

type HeadInputProps = CellProps & { label: string; value: string; wide?: boolean; onChange: (text: string) => void };

function HeadInput({ cell, invalid, label, value, wide = false, onChange }: HeadInputProps) {
  return (
    <label className={wide ? "sf-grow" : ""}>
      <span>{label}</span>
      <input
        data-cell={cell}
        className={wide ? "sf-grow" : "sf-entry-short"}
        autoComplete="off"
        aria-invalid={invalid}
        value={value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** A day as it is typed ("15", "1115"); ↑ ↓ step it. What is no day stays and is marked. */
function DateCell({ cell, invalid, value, onChange }: CellProps & { value: string; onChange: (date: string) => void }) {
  const text = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (text.current !== null) text.current.value = value;
  }, [value]);
  return (
    <label>
      <span>日期</span>
      <input
        ref={text}
        data-cell={cell}
        className="sf-entry-date"
        autoComplete="off"
        aria-invalid={invalid}
        title="可只输日（15）、月日（1115）或全部（20261115）；↑↓ 前后一天"
        defaultValue={value}
        onFocus={(event) => event.target.select()}
        onBlur={(event) => {
          const day = parseDay(event.target.value, value);
          if (day === undefined) event.target.value = value;
          else if (day === value) event.target.value = value;
          else onChange(day);
        }}
      />
    </label>
  );
}

type LineProps = {
  number: number;
  line: EntryLine;
  context: EntryContext;
  faults: readonly Fault[];
  propsOf: (line: number, field: string) => CellProps;
  onChange: (cell: Cell, part: Partial<EntryLine>) => void;
  onEnter: (at: Cell) => void;
  onRemove: () => void;
};

function Line({ number, line, context, faults, propsOf, onChange, onEnter, onRemove }: LineProps) {
  const at = (field: string): Cell => ({ line: number, field });
  const account = context.find(line.account);
  const own = faults.filter((fault) => fault.line === number);
  return (
    <tbody>
      <tr>
        <td className="sf-entry-number">
          <Button
            type="text"
            size="small"
            tabIndex={-1}
            aria-label={`删除第 ${number} 行`}
            title="删除本行（Ctrl+Delete）"
            icon={<DeleteOutlined />}
            onClick={onRemove}
          />
          <span>{number}</span>
        </td>
        <td>
          <TextCell
            {...propsOf(number, "summary")}
            label={`第 ${number} 行摘要`}
            value={line.summary}
            onChange={(summary) => onChange(at("summary"), { summary })}
          />
        </td>
        <td>
          <PickCell
            {...propsOf(number, "account")}
            label={`第 ${number} 行科目`}
            shown={account === undefined ? line.account : `${account.code} ${account.fullName}`}
            preselect
            find={(text) =>
              findAccounts(context.index, text).map(({ code, fullName }) => ({ key: code, text: code, note: fullName }))
            }
            onTake={({ key }) => {
              const taken = context.find(key);
              if (taken !== undefined) onChange(at("account"), withAccount(line, taken, context.known));
            }}
            onText={(text) => {
              const exact = context.find(text);
              if (exact === undefined) onChange(at("account"), { account: text, dimensions: {} });
              else onChange(at("account"), withAccount(line, exact, context.known));
            }}
            onEnter={() => onEnter(at("account"))}
          />
        </td>
        <td>
          {dimensionsOf(line, (code) => context.find(code)?.requires ?? []).map((dimension) => (
            <DimensionCell
              key={dimension}
              {...propsOf(number, dimensionField(dimension))}
              number={number}
              dimension={dimension}
              line={line}
              context={context}
              onChange={(value) =>
                onChange(at(dimensionField(dimension)), { dimensions: { ...line.dimensions, [dimension]: value } })
              }
              onEnter={() => onEnter(at(dimensionField(dimension)))}
            />
          ))}
        </td>
        {(["debit", "credit"] as const).map((side) => (
          <td key={side}>
            <AmountCell
              {...propsOf(number, side)}
              number={number}
              side={side}
              value={line[side]}
              onChange={(text) => onChange(at(side), { [side]: text })}
            />
          </td>
        ))}
      </tr>
      {own.length === 0 ? null : (
        <tr className="sf-entry-faults">
          <td />
          <td colSpan={5}>
            <Faults faults={own} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

type TextCellProps = CellProps & { label: string; value: string; onChange: (text: string) => void };

function TextCell({ cell, invalid, label, value, onChange }: TextCellProps) {
  return (
    <input
      data-cell={cell}
      aria-label={label}
      aria-invalid={invalid}
      autoComplete="off"
      title={value}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type DimensionCellProps = CellProps & {
  number: number;
  dimension: string;
  line: EntryLine;
  context: EntryContext;
  onChange: (value: string) => void;
  onEnter: () => void;
};

function DimensionCell({ number, dimension, line, context, onChange, onEnter, ...cell }: DimensionCellProps) {
  const title = dimensionText(dimension);
  const values = context.known.values(line.account, dimension);
  return (
    <div className="sf-entry-dimension">
      <span className="sf-muted">{title}</span>
      <PickCell
        {...cell}
        label={`第 ${number} 行${title}`}
        shown={line.dimensions[dimension] ?? ""}
        preselect={false}
        openOnFocus
        find={(text) => values.filter((one) => one.includes(text.trim())).map((one) => ({ key: one, text: one }))}
        onTake={({ key }) => onChange(key)}
        onText={onChange}
        onEnter={onEnter}
      />
    </div>
  );
}

type AmountCellProps = CellProps & {
  number: number;
  side: AmountSide;
  value: string;
  onChange: (text: string) => void;
};

function AmountCell({ cell, invalid, number, side, value, onChange }: AmountCellProps) {
  const amount = parseAmount(value);
  const wrong = invalid || (value.trim() !== "" && amount === undefined);
  return (
    <input
      data-cell={cell}
      className={amount !== undefined && amount < 0 ? "sf-entry-amount sf-entry-red" : "sf-entry-amount"}
      inputMode="decimal"
      aria-label={`第 ${number} 行${side === "debit" ? "借方" : "贷方"}`}
      aria-invalid={wrong}
      autoComplete="off"
      title={amount === undefined ? "" : capitals(amount)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => amount !== undefined && yuan(amount) !== value && onChange(yuan(amount))}
    />
  );
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div role="alert">
      <ul className="sf-entry-fault-list">
        {faults.map((fault) => (
          <li key={`${fault.field}${fault.message}`}>{fault.message}</li>
        ))}
      </ul>
    </div>
  );
}

function Balance({ difference, isEmpty }: { difference: ReturnType<typeof sumsOf>["difference"]; isEmpty: boolean }) {
  if (isEmpty) return <div className="sf-entry-balance sf-muted">尚未录入金额</div>;
  if (difference === 0) {
    return (
      <div className="sf-entry-balance sf-entry-even" role="status">
        ● 借贷平衡
      </div>
    );
  }
  const [side, lack] = difference > 0 ? ["贷方", difference] : ["借方", negate(difference)];
  return (
    <div className="sf-entry-balance sf-entry-odd" role="status">
      ▲ 差额：{side}少 {yuan(lack)} 元，在金额格按 = 填平
    </div>
  );
}
