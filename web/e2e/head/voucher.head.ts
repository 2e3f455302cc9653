import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, month } from "./seed";
import { headAddress, headData } from "./serve";

/** A voucher by hand, from the keyboard of one person to the books closed by another, in a book of its own. */

const year = month.slice(0, 4);
const bank = "6301000011000009";
let browser: Browser;
let head: Head;
let book = "";

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
});
afterAll(() => browser.close());

const path = (rest: string) => `/api/accounting/books/${book}/${rest}`;

/** One key after the other; a word is typed letter by letter. */
async function keys(page: Page, ...all: readonly string[]): Promise<void> {
  const named = /^(Enter|Shift\+Enter|Control\+Enter|Escape|ArrowDown| |=)$/;
  for (const one of all) {
    if (named.test(one)) await page.keyboard.press(one);
    else await page.keyboard.type(one);
  }
}

/** From the summary, where the form begins, back to the date and forth again. */
const dated = (day: string) => ["Shift+Enter", "Shift+Enter", day, "Enter", "Enter"];

async function openEntry(): Promise<Page> {
  const page = await openAs(browser, "clerk", `/accounting/entry?book=${book}`);
  await page.getByRole("combobox", { name: "第 1 行科目" }).waitFor();
  // The form takes keys at once; the sounds of names follow with their own file.
  await page.waitForLoadState("networkidle");
  return page;
}

/** The list of unposted vouchers, with the first opened by keys. */
async function openFirst(account: string): Promise<Page> {
  const page = await openAs(browser, account, `/accounting/vouchers?book=${book}&tab=prepared`);
  await page.getByRole("gridcell", { name: "制单 1" }).waitFor();
  await clean(page);
  await page.getByRole("grid").focus();
  await keys(page, "ArrowDown", "Enter");
  await page.getByRole("region", { name: "记账凭证", exact: true }).waitFor();
  return page;
}

it("the clerk opens a book with its balances", async () => {
  const page = await openAs(browser, "clerk", "/accounting/openings");
  const rows = ["区划,险种,年度,科目编码,余额（元）,银行账号"];
  rows.push(`630100,失业保险,${year},1001,500000.00,${bank}`, `630100,失业保险,${year},3001,500000.00,`);
  const buffer = Buffer.from(`${rows.join("\r\n")}\r\n`);
  await page.getByLabel("选择文件").setInputFiles({ name: "openings.csv", mimeType: "text/csv", buffer });
  await page.getByRole("region", { name: "导入结果" }).getByText("已导入", { exact: true }).first().waitFor();
  await clean(page);
  const made = await head.until("the book", async () => {
    const { items } = await head.call<{ items: { book: string; fund: string }[] }>(
      "clerk",
      "GET",
      "/api/accounting/books?limit=100",
    );
    return items.find((one) => one.fund === "unemployment");
  });
  book = made.book;
  await page.context().close();
});

it("the clerk keys a voucher of five lines without the mouse", async () => {
  const page = await openEntry();
  await keys(page, ...dated("0115"), "利息及其他收入", "Enter");
  await keys(page, "yhck", "Enter");
  // The only bank account that the book knows stands there already.
  expect(await page.getByRole("combobox", { name: "第 1 行银行账户" }).inputValue()).toBe(bank);
  await keys(page, "Enter", "1000.50", "Enter");
  await keys(page, "lx", "Enter", "Enter", "60+40", "Enter");
  await keys(page, "shbx", "Enter", "Enter", "200.25", "Enter");
  await keys(page, "czbt", "Enter", "Enter", "300", "Enter");
  await keys(page, "qt", "Enter", "=");
  await page.getByText("借贷平衡").waitFor();
  await page.getByText("壹仟元伍角整").waitFor();
  await clean(page);
  await keys(page, "Control+Enter");
  await page.getByRole("link", { name: "制单 1" }).waitFor();
  await page.context().close();
});

it("the reviewer audits it, and the treasury posts it", async () => {
  const reviewer = await openFirst("reviewer");
  await clean(reviewer);
  await keys(reviewer, "a");
  await reviewer.getByText("已审核，待记账").waitFor();
  await reviewer.context().close();
  const treasury = await openFirst("treasury");
  await keys(treasury, "j");
  await treasury.getByText(/^已记账：记字第 0001 号/).waitFor();
  await treasury.getByRole("link", { name: "记字第 0001 号" }).click();
  await treasury.getByText("400.25").waitFor();
  await clean(treasury);
  await treasury.context().close();
});

it("the treasury closes the month", async () => {
  const page = await openAs(browser, "treasury", `/accounting/closing?book=${book}`);
  await page.getByRole("heading", { name: `${year}年1月` }).waitFor();
  await clean(page);
  await page.getByRole("button", { name: /^结\s?账$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^结\s?账$/ })
    .click();
  await page.getByRole("heading", { name: `${year}年2月` }).waitFor();
  await page.getByRole("button", { name: "1月 已结账" }).waitFor();
  await page.context().close();
});

it("nothing more goes into the month: neither on the screen nor past it", async () => {
  const page = await openEntry();
  await keys(page, ...dated("0116"), "补记利息", "Enter");
  await keys(page, "yhck", "Enter", "Enter", "5", "Enter", "lx", "Enter", "=", "Control+Enter");
  await page.getByText(`会计期间 ${year}01 已结账`).waitFor();
  await clean(page);
  await keys(page, "Escape");
  await page.getByText("内容尚未提交").waitFor();
  await page.context().close();
  const voucher = {
    date: `${year}-01-16`,
    summary: "补记利息",
    papers: 0,
    lines: [
      { account: "1001", debit: 500, dimensions: { bankAccount: bank } },
      { account: "4301", credit: 500 },
    ],
  };
  await expect(head.call("clerk", "POST", path("prepared"), { voucher })).rejects.toThrow("period_closed");
});
