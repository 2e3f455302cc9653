import type { InputRef } from "antd";
import { App, Button, Input, Progress } from "antd";
import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import type {
  BankLine,
  BankMatch,
  BankWork,
  BookLine,
  MatchedAll,
  PageOfSuggestion,
  Suggestion,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { yuan } from "../../kernel/money";
import { usePaused } from "../../kernel/paused";
import { dateText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import { Candidates } from "./Candidates";
import { MatchFoot } from "./MatchFoot";
import type { Cursor, Pane } from "./matching";
import {
  accountPath,
  bankingPath,
  markedOf,
  moved,
  progressOf,
  settled,
  shownOf,
  suggestionAt,
  toggled,
} from "./matching";

type Deed = { path: string; body: object };

async function send({ path, body }: Deed, intent: Intent): Promise<unknown> {
  const answer = await command<unknown>(path, body, { intent });
  if (answer.kind === "job") throw new Error("matching does not answer with a job");
  return answer.value;
}

type MatchTabProps = { work: BankWork; mayMatch: boolean; onImport: () => void };

/** The cursor runs over lines faster than their candidates are of interest. */
const pause_ms = 200;

/** 勾对: suggestions on top, open lines of bank and book below; all by keys. */
export function MatchTab({ work, mayMatch, onImport }: MatchTabProps) {
  if (work.bankLines === 0) {
    return (
      <EmptyState
        title="这个专户还没有对账单"
        next="导入银行对账单（CSV、Excel、MT940 或 camt.053）后，就可以逐笔勾对。"
        action={mayMatch ? <Button onClick={onImport}>导入对账单</Button> : undefined}
      />
    );
  }
  return <Matching work={work} mayMatch={mayMatch} />;
}

function Matching({ work, mayMatch }: { work: BankWork; mayMatch: boolean }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { running, run } = useCommand(send);
  const [filter, setFilter] = useState("");
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<Cursor>({ pane: "suggested", index: 0 });
  const filterBox = useRef<InputRef>(null);
  const lists = useRef<HTMLDivElement>(null);
  const shown = shownOf(work, filter);
  const cursor = settled(at, shown);
  const marked = markedOf(work, marks);
  const path = accountPath(work.account);

  const bankLine = cursor.pane === "bank" ? shown.bank[cursor.index] : undefined;
  const asked = usePaused(bankLine?.id ?? "", pause_ms);
  const candidates = useRemote<PageOfSuggestion>(asked === "" ? undefined : `${path}/candidates`, { line: asked });

  useEffect(() => {
    lists.current?.querySelector<HTMLElement>(`#bank-row-${cursor.pane}-${cursor.index}`)?.scrollIntoView?.({
      block: "nearest",
    });
  }, [cursor.pane, cursor.index]);

  const go = (next: Cursor) => {
    setAt(next);
    lists.current?.querySelector<HTMLElement>(`[data-pane="${next.pane}"]`)?.focus();
  };
  const perform = async (deed: Deed, told: (value: never) => string) => {
    if (!mayMatch) return;
    const value = await run(deed);
    if (value === undefined) return;
    setMarks(new Set());
    refresh(`${bankingPath}/`);
    void message.success(told(value as never));
  };
  const matchedText = (match: BankMatch) =>
    `已勾对 ${match.bank.length} 对 ${match.book.length} 笔，${yuan(match.amount)}`;
  const accept = (one: Suggestion | undefined) => {
    if (one === undefined) return;
    void perform({ path: `${path}/matches`, body: { bank: one.bank, book: one.book, isSuggested: true } }, matchedText);
  };
  const matchMarked = () => {
    const { bank, book } = marked;
    if (bank.length + book.length < 2) return;
    const body = { bank: bank.map((line) => line.id), book: book.map((line) => line.id), isSuggested: false };
    void perform({ path: `${path}/matches`, body }, matchedText);
  };
  const undo = () => {
    const last = work.recent[0];
    if (last === undefined) return;
    void perform({ path: `${path}/matches/${last.id}/undo`, body: {} }, () => `已撤销勾对 ${yuan(last.amount)}`);
  };
  const matchAll = () =>
    void perform(
      { path: `${path}/auto-match`, body: {} },
      (done: MatchedAll) => `自动勾对 ${done.matched} 组，还有 ${done.left} 组建议需要人工确认`,
    );
  const mark = () => {
    const one = suggestionAt(cursor, shown);
    if (cursor.pane === "suggested") setMarks(toggled(marks, one ? [...one.bank, ...one.book] : []));
    else
      setMarks(
        toggled(
          marks,
          [shown[cursor.pane][cursor.index]?.id ?? ""].filter((id) => id !== ""),
        ),
      );
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const nth = /^[1-9]$/.test(event.key) ? Number(event.key) : undefined;
    if (nth !== undefined && asked === bankLine?.id && candidates.state === "ready") {
      event.preventDefault();
      return accept(candidates.value.items[nth - 1]);
    }
    const deeds: Record<string, () => void> = {
      enter: () => accept(suggestionAt(cursor, shown)),
      " ": mark,
      m: matchMarked,
      u: undo,
      "/": () => filterBox.current?.focus(),
      escape: () => setMarks(new Set()),
    };
    const deed = event.key.startsWith("Arrow")
      ? () => go(moved(cursor, event.key, shown))
      : deeds[event.key.toLowerCase()];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  const lines = {
    bank: new Map(work.bank.map((line) => [line.id, line])),
    book: new Map(work.book.map((line) => [line.id, line])),
  };
  const list = (pane: Pane, title: string, className: string, rows: readonly ReactNode[]) => (
    <section className={`sf-panel sf-bank-pane ${className}`} aria-label={title}>
      <h2>
        {title} <span className="sf-muted sf-small">{rows.length} 笔</span>
      </h2>
      <div
        className="sf-bank-list"
        role="listbox"
        aria-label={title}
        aria-multiselectable={pane !== "suggested"}
        tabIndex={0}
        data-pane={pane}
        {...(rows.length > 0
          ? { "aria-activedescendant": `bank-row-${pane}-${cursor.pane === pane ? cursor.index : 0}` }
          : {})}
        onFocus={() => cursor.pane !== pane && setAt({ pane, index: 0 })}
        onKeyDown={onKey}
      >
        {rows.length === 0 ? <p className="sf-muted sf-bank-none">没有</p> : rows}
      </div>
    </section>
  );
  const rowProps = (pane: Pane, index: number, isMarked: boolean) => ({
    id: `bank-row-${pane}-${index}`,
    role: "option",
    "aria-selected": isMarked,
    tabIndex: -1,
    onClick: () => go({ pane, index }),
    className: `sf-bank-row${pane === "suggested" ? " sf-bank-row-suggested" : ""}${
      cursor.pane === pane && cursor.index === index ? " sf-bank-row-at" : ""
    }`,
  });

  return (
    <div className="sf-banking" ref={lists}>
      <div className="sf-row sf-banking-head">
        <Part title="银行已勾对" all={work.bankLines} open={work.bank.length} />
        <Part title="账已勾对" all={work.bookLines} open={work.book.length} />
        <span className="sf-muted">
          对账单 {dateText(work.start ?? "")} 至 {dateText(work.through ?? "")}
        </span>
        <div className="sf-grow" />
        <Input
          ref={filterBox}
          style={{ width: 200 }}
          aria-label="筛选"
          placeholder="筛选：摘要、金额、编号"
          value={filter}
          allowClear
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setFilter("");
            if (event.key === "Escape" || event.key === "Enter" || event.key === "ArrowDown")
              go(settled(cursor, shown));
          }}
        />
        {mayMatch ? (
          <Button disabled={work.certain === 0} loading={running.state === "running"} onClick={matchAll}>
            自动勾对 {work.certain} 组
          </Button>
        ) : null}
      </div>
      {list(
        "suggested",
        "建议",
        "sf-banking-suggested",
        shown.suggested.map((one, index) => (
          <div key={`${one.bank.join()} ${one.book.join()}`} {...rowProps("suggested", index, false)}>
            <StatusTag tone={one.isTied ? "warn" : one.score >= work.settings.threshold ? "good" : "neutral"}>
              {`${one.score}分`}
            </StatusTag>
            <SuggestionSides suggestion={one} lines={lines} />
            <Amount value={one.amount} />
          </div>
        )),
      )}
      {list(
        "bank",
        "银行未勾对",
        "",
        shown.bank.map((line, index) => (
          <div key={line.id} {...rowProps("bank", index, marks.has(line.id))}>
            <span aria-hidden="true">{marks.has(line.id) ? "☑" : "☐"}</span>
            <span>{dateText(line.date)}</span>
            <span className="sf-bank-text" title={`${bankText(line)}　${line.reference}`}>
              {bankText(line)} <span className="sf-muted">{line.reference}</span>
            </span>
            <Amount value={line.amount} />
          </div>
        )),
      )}
      {list(
        "book",
        "账未勾对",
        "",
        shown.book.map((line, index) => (
          <div key={line.id} {...rowProps("book", index, marks.has(line.id))}>
            <span aria-hidden="true">{marks.has(line.id) ? "☑" : "☐"}</span>
            <span>{dateText(line.date)}</span>
            <span className="sf-bank-text" title={`${line.summary}　${line.voucher}`}>
              {line.summary} <span className="sf-muted">{line.voucher}</span>
            </span>
            <Amount value={line.amount} />
          </div>
        )),
      )}
      {bankLine === undefined ? null : (
        <Candidates
          line={bankLine}
          candidates={asked === bankLine.id ? candidates : { state: "loading" }}
          book={lines.book}
          threshold={work.settings.threshold}
          mayMatch={mayMatch}
          onTake={accept}
        />
      )}
      <MatchFoot
        marked={marked}
        current={cursor.pane === "book" ? shown.book[cursor.index] : undefined}
        suggestion={suggestionAt(cursor, shown)}
        onMatch={matchMarked}
        onUndo={undo}
        canUndo={mayMatch && work.recent.length > 0}
        mayMatch={mayMatch}
        problem={running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      />
    </div>
  );
}

function bankText(line: BankLine): string {
  return [line.counterparty, line.summary].filter((text) => text !== "").join("　") || "（无摘要）";
}

function Part({ title, all, open }: { title: string; all: number; open: number }) {
  const percent = progressOf(all, open);
  return (
    <>
      <span>
        {title} {all - open}/{all}
      </span>
      <Progress percent={percent} size="small" aria-label={title} />
    </>
  );
}

type Lines = { bank: ReadonlyMap<string, BankLine>; book: ReadonlyMap<string, BookLine> };

function SuggestionSides({ suggestion, lines }: { suggestion: Suggestion; lines: Lines }) {
  const bank = suggestion.bank.flatMap((id) => lines.bank.get(id) ?? []);
  const book = suggestion.book.flatMap((id) => lines.book.get(id) ?? []);
  return (
    <>
      <span className="sf-bank-text">
        银行 {bank.length > 1 ? `${bank.length}笔 ` : ""}
        {dateText(bank[0]?.date ?? "")} {bank[0] ? bankText(bank[0]) : ""}
      </span>
      <span className="sf-bank-text">
        账 {book.length > 1 ? `${book.length}笔 ` : ""}
        {dateText(book[0]?.date ?? "")} {book[0]?.summary}
      </span>
    </>
  );
}
