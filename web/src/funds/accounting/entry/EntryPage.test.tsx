import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "../../../kernel/token";
import { renderInApp } from "../../../ui/testing";
import { EntryPage } from "./EntryPage";

/** The page over a server that answers by path; what is sent to it is kept. */

const book = {
  book: "630100-11-2026-fsa",
  title: "西宁市企业职工养老2026年财政专户账",
  division: "630100",
  divisionName: "西宁市",
  fund: "enterprise-pension",
  year: 2026,
  kind: "fsa",
  chart: "FSA2018-0001",
  openedAt: "2026-01-01T00:00:00Z",
};

const accounts = [
  ["1001", "银行存款", ["bankAccount"]],
  ["4001", "社会保险费收入", []],
  ["4101", "财政补贴收入", []],
  ["4301", "利息收入", []],
  ["4901", "其他收入", []],
].map(([code, name, requires]) => ({
  ...{ code, name, requires, class: "", side: "借", level: 1, isLeaf: true, stopped: false, note: "" },
}));

const opening = { lines: [{ account: "1001", dimensions: { bankAccount: "6301000011000001" } }] };

type Sent = { path: string; body: unknown };
let sent: Sent[] = [];
let refusal: unknown;

function answer(path: string): [status: number, body: unknown] {
  if (path === "/api/accounting/books") return [200, { items: [book], total: 1 }];
  if (path === "/api/accounting/charts") return [200, { accounts }];
  if (path.endsWith("/vouchers")) return [200, { items: [opening], total: 1 }];
  if (refusal !== undefined) return [422, refusal];
  return [200, { book: book.book, number: sent.length, state: "prepared" }];
}

beforeEach(() => {
  sent = [];
  refusal = undefined;
  vi.useFakeTimers({ now: new Date("2026-11-15T02:00:00Z"), toFake: ["Date"] });
  const user = { id: "u", account: "clerk", name: "张", actions: ["book.view", "voucher.prepare"] };
  session.set({ state: "in", user: { ...user, division: { code: "630100", name: "" }, funds: [] } as never });
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (init?.method === "POST") sent.push({ path, body: JSON.parse(String(init.body)) });
    const [status, body] = answer(path.split("?")[0] ?? path);
    return new Response(JSON.stringify(body), { status });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  session.set({ state: "out" });
});

/** One key each. The summary is typed as an input method takes it: its letters and the space that chooses. */
const fiveLines = [
  ..."lixi",
  " ",
  "{Enter}",
  ...["y", "h", "c", "k", "{Enter}", "{Enter}", ..."1000.50", "{Enter}"],
  ...["l", "x", "{Enter}", "{Enter}", ..."100", "{Enter}"],
  ...["s", "h", "b", "x", "{Enter}", "{Enter}", ..."200.25", "{Enter}"],
  ...["c", "z", "b", "t", "{Enter}", "{Enter}", ..."300", "{Enter}"],
  ...["q", "t", "{Enter}", "="],
];
const save = ["{Control>}", "{Enter}{/Control}"];

async function opened() {
  const user = userEvent.setup();
  renderInApp(<EntryPage />);
  await waitFor(() => expect(document.activeElement).toHaveAttribute("data-cell", "0|summary"));
  // Sounds come from their own chunk; until then only codes and names are found.
  await import("pinyin-pro");
  return user;
}

it("keys a voucher of five lines with at most 40 keys besides the digits of its amounts", async () => {
  const user = await opened();
  const keys = [...fiveLines, ...save];
  for (const key of keys) await user.keyboard(key);
  await screen.findByText("制单 1");
  expect(keys.filter((key) => !/^[\d.]$/.test(key))).toHaveLength(38);
  expect(sent).toHaveLength(1);
  const credit = (account: string, fen: number) => ({ account, credit: fen, summary: "lixi", dimensions: {} });
  expect(sent[0]?.body).toEqual({
    voucher: {
      date: "2026-11-15",
      papers: 0,
      summary: "lixi",
      lines: [
        { account: "1001", debit: 100_050, summary: "lixi", dimensions: { bankAccount: "6301000011000001" } },
        credit("4301", 10_000),
        credit("4001", 20_025),
        credit("4101", 30_000),
        credit("4901", 40_025),
      ],
    },
  });
});

it("shows the balance while one keys, and the next voucher begins blank with the same date", async () => {
  const user = await opened();
  const date = document.querySelector<HTMLInputElement>('[data-cell="0|date"]');
  if (date === null) throw new Error("there is a date");
  await user.click(date);
  await user.keyboard("12{Enter}{Enter}");
  for (const key of fiveLines.slice(0, -1)) await user.keyboard(key);
  expect(screen.getByText(/差额：贷方少 400\.25 元/)).toBeInTheDocument();
  await user.keyboard("=");
  expect(screen.getByText(/借贷平衡/)).toBeInTheDocument();
  expect(screen.getByText(/壹仟元伍角整/)).toBeInTheDocument();
  await user.keyboard(save.join(""));
  await screen.findByText("制单 1");
  expect(date).toHaveValue("2026-11-12");
  expect(document.activeElement).toHaveAttribute("data-cell", "0|summary");
  expect(document.activeElement).toHaveValue("");
});

it("removes a line with Ctrl+Delete and turns an amount with space", async () => {
  const user = await opened();
  for (const key of fiveLines) await user.keyboard(key);
  await user.keyboard("{Control>}{Delete}{/Control}");
  expect(document.activeElement).toHaveAttribute("data-cell", "4|account");
  expect(screen.queryByLabelText("第 5 行科目")).toBeNull();
  await user.click(screen.getByLabelText("第 4 行贷方"));
  await user.keyboard(" ");
  expect(screen.getByLabelText("第 4 行借方")).toHaveValue("300.00");
});

it("puts the server's faults at their cells, and forgets each as it is changed", async () => {
  refusal = {
    code: "voucher_refused",
    detail: "第2行：科目已停用。",
    faults: [{ line: 2, field: "account", message: "科目利息收入已停用。" }],
  };
  const user = await opened();
  for (const key of [...fiveLines, ...save]) await user.keyboard(key);
  await screen.findByText("科目利息收入已停用。");
  expect(document.activeElement).toBe(screen.getByLabelText("第 2 行科目"));
  expect(screen.getByLabelText("第 2 行科目")).toHaveAttribute("aria-invalid", "true");
  expect(screen.getByLabelText("第 3 行科目")).toHaveAttribute("aria-invalid", "false");
  await user.keyboard("qt{Enter}");
  expect(screen.queryByText("科目利息收入已停用。")).toBeNull();
});

it("keeps what is keyed over a reload", async () => {
  const user = await opened();
  for (const key of fiveLines.slice(0, 20)) await user.keyboard(key);
  cleanup();
  await opened();
  expect(screen.getByLabelText("第 1 行科目")).toHaveValue("1001 银行存款");
});
