import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, month, payThrough, pensionRow, pensionZip, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** A statement of the special account: imported, then reconciled by keys alone. */

const account = "630100-11-6301000011000001";
const number = "6301000011000001";

let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  for (const [index, yuan] of ["1357.11", "2468.22", "3579.33"].entries()) {
    const name = `bank-${index}.zip`;
    const rows = [pensionRow(70 + index, yuan, "202608")];
    head.drop("630100SB", name, pensionZip({ batch: `007${index}`, rows, period: "202608" }));
    const accepted = await head.finishedBatch(name);
    await payThrough(head, accepted.request ?? "");
  }
});
afterAll(() => browser.close());

type Ledger = { opening: number; items: { date: string; debit: number; credit: number; summary: string }[] };

const yuan = (fen: number) => (fen / 100).toFixed(2);

/** What the bank would write of the month: all that was paid, and interest that nobody has booked. */
async function statement(): Promise<{ text: string; lines: number }> {
  const book = `630100-11-${month.slice(0, 4)}-fsa`;
  const path = `/api/accounting/books/${book}/ledger?account=1001&from=${month}&to=${month}&limit=1000`;
  const ledger = await head.call<Ledger>("clerk", "GET", `${path}&dimension=bankAccount&value=${number}`);
  const moves = ledger.items.map((line) => ({ date: line.date, fen: line.debit - line.credit, text: line.summary }));
  moves.push({ date: moves.at(-1)?.date ?? "", fen: 123, text: "结息" });
  let balance = ledger.opening;
  const rows = moves.map(({ date, fen, text }, index) => {
    balance += fen;
    const [came, went] = fen > 0 ? [yuan(fen), ""] : ["", yuan(-fen)];
    return `${date},${came},${went},${yuan(balance)},E2E${index},,,${text},${number}`;
  });
  const heading = "交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号";
  return { text: [heading, ...rows, ""].join("\n"), lines: moves.length };
}

async function options(page: Page, list: string, count: number): Promise<void> {
  await expect.poll(() => page.getByRole("listbox", { name: list }).getByRole("option").count()).toBe(count);
}

it("a bank statement by keys: import → accept, undo, mark and match → both sides equal", async () => {
  const { text, lines } = await statement();
  const page = await openAs(browser, "clerk", `/banking?account=${account}`);
  await page.getByRole("heading", { name: "银行对账" }).waitFor();
  await page.getByText("这个专户还没有对账单").waitFor();
  await page.getByRole("button", { name: "导入对账单" }).first().click();
  const dialog = page.getByRole("dialog", { name: "导入银行对账单" });
  const file = (name: string, content: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await dialog.locator("input[type=file]").setInputFiles(file("坏.csv", text.replace(/^\d{4}-\d\d-\d\d,/m, "昨天,")));
  await dialog.getByText("“昨天”不是日期").waitFor();
  await dialog.locator("input[type=file]").setInputFiles(file("本月.csv", text));
  await dialog.getByText(`${lines} 行，新增 ${lines} 行`).waitFor();
  await dialog.locator("input[type=file]").setInputFiles(file("又一次.csv", text));
  await dialog.getByText("以前已经导入过").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  const suggested = lines - 1;
  await options(page, "建议", suggested);
  await page.getByRole("listbox", { name: "建议" }).focus();
  await clean(page);
  await page.keyboard.press("Enter");
  await options(page, "建议", suggested - 1);
  await page.keyboard.press("u");
  await options(page, "建议", suggested);

  // The suggestion's lines are marked, seen in their own lists, and matched.
  await page.keyboard.press("Space");
  await page.getByText("差额 0.00").waitFor();
  expect(await page.getByRole("option", { selected: true }).count()).toBe(2);
  await page.keyboard.press("m");
  await options(page, "建议", suggested - 1);
  for (let left = suggested - 2; left >= 0; left--) {
    await page.keyboard.press("Enter");
    await options(page, "建议", left);
  }
  await options(page, "账未勾对", 0);
  await options(page, "银行未勾对", 1);
  await page.keyboard.press("/");
  await page.keyboard.type("没有这一笔");
  await options(page, "银行未勾对", 0);
  await page.keyboard.press("Escape");
  await options(page, "银行未勾对", 1);

  await page.getByRole("tab", { name: "余额调节表" }).click();
  const paper = page.getByRole("article", { name: "银行存款余额调节表" });
  await paper.getByText("两边相等").waitFor();
  await paper.getByText("结息").waitFor();
  await page.getByRole("region", { name: "三方核对" }).getByText("总账与日记账一致。").waitFor();
  await clean(page);
  await page.getByRole("tab", { name: "账龄" }).click();
  await page.getByText("7天以内").waitFor();
  await clean(page);
  await page.context().close();
});
