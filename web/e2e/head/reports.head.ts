import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, month, payThrough, pensionRow, pensionZip, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** A figure of a statement leads through the ledger to the voucher, its document and the received file; and back up. */

const agency = "630100SB";
const file = "reports.zip";
// People of this test only; what they are paid is the only pension of 7,777.70 there is.
const rows = [8001, 8002].map((number) => pensionRow(number, "3888.85", month));
let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  head.drop(agency, file, pensionZip({ batch: "REPORTS1", rows, agency, period: month }));
  const batch = await head.finishedBatch(file);
  await payThrough(head, batch.request ?? "");
});
afterAll(() => browser.close());

/** The page shows this account's lines, and nothing on it is serious for axe. */
async function ledger(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("grid", { name }).waitFor();
  await clean(page);
}

it("收支表 → cell → 明细账 → voucher → request and received file", async () => {
  const period = `year=${month.slice(0, 4)}&period=${month}`;
  const page = await openAs(browser, "clerk", `/accounting/statements/income-expenditure?division=630100&${period}`);
  await page.getByText(/勾稽关系 \d+ 项全部相符/).waitFor();
  await clean(page);
  const cell = page.getByRole("button", { name: /^社会保险待遇支出 本月数/ });
  const figure = await cell.locator("data").textContent();
  await cell.press("Enter");
  const drawer = page.getByRole("dialog", { name: /社会保险待遇支出/ });
  const byAccount = drawer.getByRole("region", { name: "按科目" });
  await byAccount
    .getByRole("row", { name: /合计/ })
    .getByText(figure ?? "", { exact: true })
    .waitFor();
  await clean(page);
  await byAccount
    .getByRole("row", { name: /500101/ })
    .getByRole("link", { name: "明细账" })
    .click();
  await ledger(page, /明细账 500101/);
  await page.getByRole("gridcell").getByRole("link", { name: "7,777.70" }).first().click();
  await page.getByText("柒仟柒佰柒拾柒元柒角整").waitFor();
  await page.getByRole("link", { name: file }).waitFor();
  await page.getByRole("link", { name: /^用款申请 / }).click();
  await page.getByText("已完成").first().waitFor();
  await page.context().close();
});

it("every view of the book opens, and totals lead on to rows that add up to them", async () => {
  const page = await openAs(browser, "clerk", `/accounting/ledger?view=general&from=${month}&to=${month}`);
  await page.getByRole("grid", { name: /^总账/ }).waitFor();
  await clean(page);
  await page.keyboard.press("Alt+6");
  const summary = page.getByRole("grid", { name: /^凭证汇总表/ });
  const total = summary.getByRole("row", { name: /^合计/ }).getByRole("link").first();
  const figure = await total.textContent();
  await total.click();
  const journal = page.getByRole("grid", { name: /^序时账/ });
  await journal
    .getByRole("row", { name: /^合计/ })
    .getByText(figure ?? "", { exact: true })
    .first()
    .waitFor();
  await clean(page);
  await page.keyboard.press("Alt+7");
  await page.getByRole("grid", { name: /辅助账/ }).waitFor();
  await clean(page);
  await page.getByRole("combobox", { name: "科目" }).click();
  await page.keyboard.type("yhck");
  await page.getByTitle("1001 银行存款").click();
  await page.getByRole("grid", { name: /辅助账 1001/ }).waitFor();
  for (const [key, name] of [
    ["Alt+2", /^明细账 1001/],
    ["Alt+3", /^日记账 1001/],
    ["Alt+4", /^多栏账 1001/],
  ] as const) {
    await page.keyboard.press(key);
    await ledger(page, name);
  }
  await page.getByRole("button", { name: "打印版式" }).click();
  await page.getByRole("article", { name: "多栏账" }).getByText("单位：元").waitFor();
  await clean(page);
  await page.context().close();
});

it("a statement is designed as a copy, with faults said while typing and real figures before it is kept", async () => {
  const page = await openAs(browser, "clerk", "/accounting/statements");
  await page
    .getByRole("row", { name: /收支表/ })
    .getByRole("link", { name: "复制为新表" })
    .click();
  const preview = page.getByRole("region", { name: "试算" });
  await preview
    .getByRole("cell", { name: "社会保险待遇支出" })
    .or(preview.getByText("社会保险待遇支出"))
    .first()
    .waitFor();
  await clean(page);
  await page.getByRole("textbox", { name: "第2行公式" }).fill("[77]");
  await preview.getByText("行次11：没有行次[77]。").waitFor();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText(/报表定义有1处错误/).waitFor();
  await page.getByRole("textbox", { name: "第2行公式" }).fill("4001");
  await preview.getByText(/勾稽关系 \d+ 项全部相符/).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "收支表（自定）", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/accounting/statements/income-expenditure-own");
  await page.context().close();
});
