import { Button, Form, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import type { BookKind, BookProspect, PageOfBookRow } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, get } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { funds } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { periodAt, yearOf } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { DivisionSelect } from "../../ui/DivisionSelect";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { bookIdOf, bookKinds, bookPath, booksPath } from "./books";

/** Opens a book that is not there yet, and goes to it; nothing for people who may not. */
export function OpenBookButton() {
  const [open, setOpen] = useState(false);
  if (!useMay("book.open")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>建立账套</Button>
      {open ? <OpenBookDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const pause_ms = 500;
const triesMax = 40;

/** Opens the book and waits until it is in the list, which follows a moment later. */
async function openBook(book: string, intent: Intent): Promise<string> {
  await command<BookProspect>(`${bookPath(book)}/open`, undefined, { intent });
  const [division = "", , year = ""] = book.split("-");
  for (let tried = 0; tried < triesMax; tried++) {
    const { items } = await get<PageOfBookRow>(booksPath, { division, year, limit: 1000 });
    if (items.some((row) => row.book === book)) break;
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
  return book;
}

function OpenBookDialog({ onClose }: { onClose: () => void }) {
  const user = useUser();
  const refresh = useRefresh();
  const [, choose] = useParameter("book");
  const now = yearOf(periodAt(new Date()));
  const [division, setDivision] = useState(user?.division.code ?? "");
  const [fund, setFund] = useState(user?.funds[0] ?? "enterprise-pension");
  const [year, setYear] = useState(now);
  const [kind, setKind] = useState<BookKind>("fsa");
  const book = bookIdOf(division, fund, year, kind);
  const prospect = useRemote<BookProspect>(`${bookPath(book)}/prospect`);
  const { running, run } = useCommand(openBook);
  const own = user?.funds ?? [];
  const isNew = prospect.state === "ready" && !prospect.value.isOpen;
  const go = async () => {
    if ((await run(book)) === undefined) return;
    refresh(booksPath);
    choose(book);
    onClose();
  };
  return (
    <Modal
      open
      title="建立账套"
      okText="建立账套"
      okButtonProps={{ disabled: !isNew, loading: running.state === "running" }}
      onOk={() => void go()}
      onCancel={onClose}
    >
      <Form layout="vertical" requiredMark={false}>
        <div className="sf-row" style={{ flexWrap: "wrap", alignItems: "flex-start" }}>
          <Form.Item label="区划">
            <DivisionSelect value={division} onChange={setDivision} />
          </Form.Item>
          <Form.Item label="险种">
            <Select
              aria-label="险种"
              style={{ width: 200 }}
              value={fund}
              options={funds
                .filter(({ id }) => own.length === 0 || own.includes(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setFund}
            />
          </Form.Item>
          <Form.Item label="年度">
            <InputNumber
              aria-label="年度"
              min={1999}
              max={now + 1}
              precision={0}
              value={year}
              onChange={(value) => setYear(value ?? now)}
            />
          </Form.Item>
          <Form.Item label="账别">
            <Select
              aria-label="账别"
              style={{ width: 150 }}
              value={kind}
              options={Object.entries(bookKinds).map(([value, label]) => ({ value: value as BookKind, label }))}
              onChange={setKind}
            />
          </Form.Item>
        </div>
      </Form>
      <RemoteView remote={prospect} rows={3}>
        {(value) => <Prospect prospect={value} />}
      </RemoteView>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </Modal>
  );
}

function Prospect({ prospect: { title, isOpen, chart, earlier, notes } }: { prospect: BookProspect }) {
  return (
    <div className="sf-stack" aria-live="polite">
      <div className="sf-row">
        <b>{title}</b>
        {isOpen ? <StatusTag tone="neutral">已经建立</StatusTag> : null}
      </div>
      <div className="sf-muted">
        科目表 {chart}
        {earlier.length === 0 ? "" : `；期初由“${earlier.map((one) => one.title).join("”“")}”结转`}
      </div>
      {notes.map((note) => (
        <div key={note} className="sf-row" style={{ alignItems: "flex-start" }}>
          <StatusTag tone="warn">注意</StatusTag>
          <span className="sf-grow" style={{ width: 0 }}>
            {note}
          </span>
        </div>
      ))}
    </div>
  );
}
