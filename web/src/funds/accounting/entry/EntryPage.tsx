import "../../../ui/plain.css";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { BookRow, PreparedView, VoucherView } from "../../../api/generated/types";
import { useCommand } from "../../../kernel/command";
import { useDraft } from "../../../kernel/draft";
import type { Fen } from "../../../kernel/money";
import { dayAt } from "../../../kernel/period";
import type { Fault, Problem } from "../../../kernel/problem";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { Page } from "../../../ui/Page";
import { ProblemView } from "../../../ui/ProblemView";
import { RemoteView } from "../../../ui/RemoteView";
import { useShortcut } from "../../../ui/shortcuts";
import { UnsavedGuard } from "../../../ui/UnsavedGuard";
import { UnitProvider } from "../../../ui/unit";
import { WithBook } from "../BookPicker";
import { bookPath } from "../books";
import { OpenBookButton } from "../OpenBookDialog";
import { prepare, preparedAddress, preparedPath, preparedText } from "../prepared/calls";
import type { EntryContext } from "./context";
import { useEntryContext } from "./context";
import { EntryGrid, focusCell } from "./EntryGrid";
import type { Cell, Entry } from "./entry";
import { blankEntry, entryFrom, isAbout, isKeyed, ownFaults, placed, readEntry, sumsOf, toInput } from "./entry";
import { TemplatesDialog } from "./TemplatesDialog";

const listAddress = "/accounting/vouchers?tab=prepared";

/** 凭证录入: a new voucher; with ?number= a prepared one is revised, with ?copy= a posted one is keyed again. */
export function EntryPage() {
  const [parameters] = useSearchParams();
  const [number, copy] = [parameters.get("number"), parameters.get("copy")];
  return (
    <WithBook>
      {(book, picker) => {
        if (number !== null) return <Revised key={`${book.book}-${number}`} book={book} number={Number(number)} />;
        if (copy !== null) return <Copied key={`${book.book}-${copy}`} book={book} voucher={copy} />;
        return <Loaded key={book.book} book={book} picker={picker} from={{ kind: "blank" }} />;
      }}
    </WithBook>
  );
}

/** What the form begins with. */
type From = { kind: "blank" } | { kind: "copy"; voucher: VoucherView } | { kind: "revise"; prepared: PreparedView };

function Revised({ book, number }: { book: BookRow; number: number }) {
  const prepared = useRemote<PreparedView>(`${preparedPath(book.book)}/${number}`);
  return (
    <RemoteView remote={prepared} rows={10}>
      {(view) => <Loaded book={book} picker={null} from={{ kind: "revise", prepared: view }} />}
    </RemoteView>
  );
}

function Copied({ book, voucher }: { book: BookRow; voucher: string }) {
  const posted = useRemote<VoucherView>(`${bookPath(book.book)}/vouchers/${voucher}`);
  return (
    <RemoteView remote={posted} rows={10}>
      {(view) => <Loaded book={book} picker={null} from={{ kind: "copy", voucher: view }} />}
    </RemoteView>
  );
}

type LoadedProps = { book: BookRow; picker: ReactNode; from: From };

function Loaded(props: LoadedProps) {
  const context = useEntryContext(props.book);
  return (
    <RemoteView remote={context} rows={10}>
      {(value) => <EntryForm {...props} context={value} />}
    </RemoteView>
  );
}

/** Today; in a book of another year the day that is nearest. */
function firstDate(year: number): string {
  const today = dayAt(new Date());
  if (today.startsWith(String(year))) return today;
  return String(year) > today ? `${year}-01-01` : `${year}-12-31`;
}

type Saved = { number: number; summary: string; debit: Fen };

function EntryForm({ book, picker, from, context }: LoadedProps & { context: EntryContext }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const form = useRef<HTMLDivElement>(null);
  const [date, setDate] = useState(() => firstDate(book.year));
  const [kept, keep, drop] = useDraft(draftName(book, from), readEntry);
  const entry = kept ?? initial(from, date);
  const { running, run, reset } = useCommand(prepare);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const [leaving, setLeaving] = useState<string>();
  const [picksTemplate, setPicksTemplate] = useState(false);
  const isUnsaved = kept !== undefined && isKeyed(kept) && leaving === undefined;
  const placesSent = useRef<readonly number[]>([]);
  // What a cell works out when it is left is here before React draws it.
  const latest = useRef(entry);
  useLayoutEffect(() => {
    latest.current = entry;
  }, [entry]);
  const begin = useCallback(() => void focusCell(form.current, { line: 0, field: "summary" }), []);
  useLayoutEffect(begin, [begin]);

  const change = (next: Entry, cell: Cell) => {
    latest.current = next;
    keep(next);
    setFaults((old) => (old.length === 0 ? old : old.filter((fault) => !isAbout(fault, cell))));
  };
  const show = useCallback((found: readonly Fault[]) => {
    setFaults(found);
    const [first] = found;
    if (first !== undefined) focusCell(form.current, firstCell(form.current, first));
  }, []);
  const save = async () => {
    // A cell's sum is worked out when it is left.
    if (document.activeElement instanceof HTMLElement && form.current?.contains(document.activeElement)) {
      document.activeElement.blur();
    }
    const now = latest.current;
    const own = ownFaults(now);
    reset();
    show(own);
    if (own.length > 0) return;
    const { voucher, places } = toInput(now);
    placesSent.current = places;
    const number = from.kind === "revise" ? from.prepared.number : undefined;
    const answer = await run({ book: book.book, voucher, ...(number === undefined ? {} : { number }) });
    if (answer === undefined) return;
    for (const line of voucher.lines) {
      if (Object.keys(line.dimensions).length > 0) context.remember(line.account, line.dimensions);
    }
    drop();
    refresh(preparedPath(book.book));
    if (from.kind !== "blank") return setLeaving(preparedAddress(book.book, answer.number));
    setDate(voucher.date);
    setSaved([{ number: answer.number, summary: voucher.summary, debit: sumsOf(now.lines).debit }, ...saved]);
    void message.success(`${preparedText(answer.number)} 已保存，待审核`);
    begin();
  };
  const problem = running.state === "refused" ? running.problem : undefined;
  useEffect(() => {
    if (problem !== undefined) show(placed(faultsOf(problem), placesSent.current));
  }, [problem, show]);
  // Left only once the guard below knows that nothing is unsaved.
  useEffect(() => {
    if (leaving !== undefined) void navigate(leaving);
  }, [leaving, navigate]);
  useShortcut("mod+enter", "保存凭证", () => void save());
  useShortcut("alt+t", "凭证模板", () => setPicksTemplate(true));
  const clear = () => {
    drop();
    setFaults([]);
    reset();
    begin();
  };
  return (
    <Page
      title={titles[from.kind]}
      meta={metaOf(book, from)}
      actions={
        <>
          {picker}
          {from.kind === "blank" ? <OpenBookButton /> : null}
          <Button onClick={() => setPicksTemplate(true)}>模板</Button>
          <Button disabled={kept === undefined} onClick={clear}>
            {from.kind === "blank" ? "清空" : "还原"}
          </Button>
          <Button type="primary" loading={running.state === "running"} onClick={() => void save()}>
            {from.kind === "blank" ? "保存并新增" : "保存"}（Ctrl+Enter）
          </Button>
        </>
      }
    >
      {problem === undefined || faults.length > 0 ? null : <ProblemView problem={problem} inline />}
      <UnitProvider unit="yuan">
        <div ref={form}>
          <EntryGrid
            context={context}
            entry={entry}
            faults={faults}
            onChange={change}
            onLeave={() => void navigate(listAddress)}
          />
        </div>
        <SavedList book={book} saved={saved} />
      </UnitProvider>
      {picksTemplate ? (
        <TemplatesDialog
          place={{ division: book.division, fund: book.fund }}
          entry={entry}
          onClose={() => setPicksTemplate(false)}
          onUse={(template) => {
            keep(template);
            setPicksTemplate(false);
            window.setTimeout(begin, 0);
          }}
        />
      ) : null}
      <UnsavedGuard unsaved={isUnsaved} />
    </Page>
  );
}

const titles: Record<From["kind"], string> = { blank: "凭证录入", copy: "复制凭证", revise: "修改凭证" };

/** The picker names the book of a new one. */
function metaOf(book: BookRow, from: From): string | undefined {
  if (from.kind === "revise") return `${book.title}　${preparedText(from.prepared.number)}`;
  if (from.kind === "copy") return `${book.title}　复制自 ${from.voucher.id}`;
  return undefined;
}

function draftName(book: BookRow, from: From): string {
  const suffix = from.kind === "blank" ? "new" : from.kind === "copy" ? from.voucher.id : String(from.prepared.number);
  return `voucher:${book.book}:${from.kind}:${suffix}`;
}

function initial(from: From, date: string): Entry {
  if (from.kind === "blank") return blankEntry(date);
  if (from.kind === "copy") return { ...entryFrom(from.voucher), date };
  return entryFrom(from.prepared);
}

/** A refusal that names no place may still be about one. */
function faultsOf(problem: Problem): readonly Fault[] {
  if (problem.faults !== undefined && problem.faults.length > 0) return problem.faults;
  const isDate = problem.code === "period_closed" || problem.code === "date_outside_period";
  return isDate ? [{ line: 0, field: "date", message: problem.detail }] : [];
}

/** The first cell on the form that a fault is about. */
function firstCell(form: HTMLElement | null, fault: Fault): Cell {
  const cells = [...(form?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])].map((input) => {
    const [line = "", field = ""] = (input.dataset.cell ?? "").split("|");
    return { line: Number(line), field };
  });
  return cells.find((cell) => isAbout(fault, cell)) ?? { line: fault.line, field: "account" };
}

/** What was kept since the page was opened, newest first. */
function SavedList({ book, saved }: { book: BookRow; saved: readonly Saved[] }) {
  if (saved.length === 0) return null;
  return (
    <section className="sf-panel sf-stack" aria-label="本次已录入">
      <h2>本次已录入 {saved.length} 张</h2>
      <table className="sf-plain">
        <tbody>
          {saved.map((one) => (
            <tr key={one.number}>
              <td>
                <Link to={preparedAddress(book.book, one.number)}>{preparedText(one.number)}</Link>
              </td>
              <td>{one.summary}</td>
              <td className="sf-right">
                <Amount value={one.debit} />
              </td>
              <td className="sf-right">
                <Link to={preparedAddress(book.book, one.number)}>上传附件</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
