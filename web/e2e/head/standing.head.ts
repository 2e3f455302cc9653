import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, month, payThrough, pensionRow, pensionZip, personId, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** Ledgers of persons and employers, each way: from the search to the other books, and from these back. */

const agency = "630100SB";
const person = 9101;
const water = "91630102000000011E";
const year = month.slice(0, 4);
let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  const rows = [person, 9102].map((number) => pensionRow(number, "1234.56", month));
  head.drop(agency, "standing.zip", pensionZip({ batch: "STANDING1", rows, agency, period: month }));
  const batch = await head.finishedBatch("standing.zip");
  await payThrough(head, batch.request ?? "");
  const transfer = "区划,险种,日期,凭证号,金额（元）,银行账号";
  await head.call(
    "clerk",
    "POST",
    "/api/accounting/suspense/transfers",
    `${transfer}\n630100,11,${year}-${month.slice(4)}-01,E2E1,460.00,6301000011000001\n`,
    "text/csv",
  );
  const detail = "区划,险种,票号,属期,统一社会信用代码,单位名称,人数,单位缴费（元）,个人缴费（元）";
  const row = `630100,11,E2E1,${month},${water},西宁清源供水有限公司,12,306.66,153.34`;
  for (const source of ["agency", "tax"]) {
    await head.call(
      "clerk",
      "POST",
      `/api/accounting/suspense/employers?source=${source}`,
      `${detail}\n${row}\n`,
      "text/csv",
    );
  }
});
afterAll(() => browser.close());

async function done(page: Page): Promise<void> {
  await clean(page);
  await page.context().close();
}

it("a person: by id number → ledger → the request's line → back to the ledger → voucher", async () => {
  const page = await openAs(browser, "clerk", "/standing/persons");
  await page.getByLabel("查找个人").fill(personId(person));
  await page.getByLabel("查找个人").press("Enter");
  await page.getByRole("heading", { name: `个人台账　测试人${person}` }).waitFor();
  // The number that was looked for stands nowhere: not on the page, not in its address.
  expect(page.url()).not.toContain(personId(person));
  expect(await page.locator("body").textContent()).not.toContain(personId(person));
  await clean(page);
  await page.getByRole("grid").getByRole("link", { name: "第 2 行" }).click();
  const lines = page.getByRole("grid", { name: "收款明细" });
  await lines.getByText(`测试人${person}`).dblclick();
  await page.getByRole("link", { name: "打开个人台账（全部险种、年度）" }).click();
  await page.getByRole("heading", { name: `个人台账　测试人${person}` }).waitFor();
  await page
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(`^${month}-\\d{4}$`) })
    .click();
  await page.getByText("贰仟肆佰陆拾玖元壹角贰分").waitFor();
  await done(page);
});

it("an employer: by pinyin → ledger → ticket → clearing voucher → ticket again", async () => {
  const page = await openAs(browser, "clerk", `/standing/employers?q=qygs`);
  const list = page.getByRole("grid", { name: `${year}年单位台账` });
  await list.getByRole("link", { name: "西宁清源供水有限公司" }).waitFor();
  await clean(page);
  await list.getByRole("link", { name: "西宁清源供水有限公司" }).click();
  await page.getByRole("heading", { name: "单位台账　西宁清源供水有限公司" }).waitFor();
  await clean(page);
  await page.getByRole("grid").getByRole("link", { name: "E2E1" }).click();
  await page.getByRole("heading", { name: "票号明细" }).waitFor();
  await page.getByText("已结转").waitFor();
  await clean(page);
  await page
    .getByRole("link", { name: /^\d{6}-\d{4}$/ })
    .last()
    .click();
  await page.getByText("肆佰陆拾元整").waitFor();
  await page.getByRole("link", { name: /^待转社保费票号/ }).click();
  await page.getByRole("grid", { name: "票号 E2E1 单位明细" }).getByText(water).waitFor();
  await done(page);
});

it("辅助账 over all funds and divisions below opens the single book", async () => {
  const page = await openAs(
    browser,
    "clerk",
    `/accounting/ledger?view=aux&book=630100-11-${year}-fsa&dimension=bankAccount&scope=all`,
  );
  const grid = page.getByRole("grid");
  await grid.getByText("6301000011000001").first().waitFor();
  await clean(page);
  await grid
    .getByRole("link", { name: /企业职工养老\s西宁市/ })
    .first()
    .click();
  await page.waitForURL((url) => !url.searchParams.has("scope"));
  await expect.poll(() => page.getByRole("radio", { name: "本账套" }).isChecked()).toBe(true);
  await done(page);
});
