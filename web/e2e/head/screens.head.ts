import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, payThrough, pensionRow, pensionZip, personId, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** The main path of the screens around the chain, against a real head: files, books, budget, people, audit. */

const agency = "630100SB";
let browser: Browser;
let head: Head;
const ids = { bad: "", refused: "" };

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  const good = pensionZip({ batch: "0001", rows: [1, 2, 3].map((number) => pensionRow(number, "2000.10")) });
  const broken = pensionRow(12, "2200.50").replace(personId(12), "630102199001010000");
  const bad = pensionZip({ batch: "0002", rows: [pensionRow(11, "2100.00"), broken, pensionRow(13, "12.345")] });
  const refused = pensionZip({ batch: "0003", rows: [pensionRow(21, "2100.00")], digest: "0".repeat(64) });
  head.drop(agency, "good.zip", good);
  head.drop(agency, "bad.zip", bad);
  head.drop(agency, "refused.zip", refused);
  ids.bad = (await head.finishedBatch("bad.zip")).id;
  ids.refused = (await head.finishedBatch("refused.zip")).id;
  const accepted = await head.finishedBatch("good.zip");
  await payThrough(head, accepted.request ?? "");
});
afterAll(() => browser.close());

async function done(page: Page): Promise<void> {
  await clean(page);
  await page.context().close();
}

it("files: a partly returned one says why row by row and gives the rows back", async () => {
  const page = await openAs(browser, "clerk", `/exchange/batches/${ids.bad}`);
  await page.getByRole("heading", { name: "bad.zip" }).waitFor();
  await page.getByRole("gridcell", { name: /不是有效的公民身份号码/ }).waitFor();
  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载退回文件" }).click();
  expect((await arrives).suggestedFilename()).toMatch(/退回\.zip$/);
  await done(page);
});

it("files: a refused one says what to do, and the same file sent again says that nothing new came of it", async () => {
  const page = await openAs(browser, "agency", `/exchange/batches/${ids.refused}`);
  await page.getByRole("alert").getByText("怎么办").waitFor();
  await page.goto(`${headAddress}/exchange/batches`);
  const bytes = pensionZip({ batch: "0001", rows: [1, 2, 3].map((number) => pensionRow(number, "2000.10")) });
  const again = { name: "again.zip", mimeType: "application/zip", buffer: bytes };
  await page.getByLabel("选择文件").setInputFiles(again);
  await page.getByText("本次没有产生新业务").waitFor();
  await done(page);
});

it("books: balance → ledger → voucher → file, and the treasury confirms", async () => {
  const page = await openAs(browser, "treasury", "/accounting/balances");
  await page.getByRole("link", { name: "基本养老金" }).click();
  await page.getByRole("grid", { name: /明细账 500101/ }).waitFor();
  await page
    .getByRole("gridcell", { name: /-0001$/ })
    .getByRole("link")
    .first()
    .click();
  await page.getByText("陆仟元叁角整").waitFor();
  await page.getByText("good.zip").waitFor();
  await page.getByRole("button", { name: "确认记账" }).click();
  await page.getByText("国库已确认").waitFor();
  await done(page);
});

it("budget: what was paid is used, and an import with a bad row says so by row", async () => {
  const page = await openAs(browser, "clerk", "/budget/lines");
  await page.getByRole("grid", { name: "预算额度" }).getByText("6,000.30").first().waitFor();
  await page.goto(`${headAddress}/budget/imports`);
  const heading = "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式";
  const csv = `${heading}\r\n630100,失业保险,2026,benefit,失业保险金,12.345,是,刚性\r\n`;
  const file = { name: "budget.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await page.getByLabel("选择文件").setInputFiles(file);
  await page.getByRole("gridcell", { name: /不是金额/ }).waitFor();
  await done(page);
});

it.each(["/income/slips", "/income/plans", "/income/consistency"])("remittances: %s opens", async (path) => {
  const page = await openAs(browser, "p-clerk", path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page
    .getByText(/还没有|一致/)
    .first()
    .waitFor();
  await done(page);
});

it("jobs: the list and the schedules open", async () => {
  const page = await openAs(browser, "clerk", "/system/jobs");
  await page.getByRole("heading", { name: "任务" }).waitFor();
  await page
    .getByText(/没有任务|共 \d+ 条/)
    .first()
    .waitFor();
  await done(page);
});

it("people: a new account shows its password once, and conflicting roles cannot be saved", async () => {
  const system = await openAs(browser, "sysadmin", "/system/users");
  await system.getByRole("button", { name: "新建用户" }).click();
  await system.getByRole("textbox", { name: "账号", exact: true }).fill("newclerk");
  await system.getByRole("textbox", { name: "姓名", exact: true }).fill("新经办");
  await system.getByRole("button", { name: /^新\s?建$/ }).click();
  await system.getByText("只显示这一次。").waitFor();
  await done(system);
  const security = await openAs(browser, "secadmin", "/system/users/newclerk");
  for (const [at, role] of ["社保处经办", "国库出纳"].entries()) {
    await security.getByRole("button", { name: "增加一项" }).click();
    await security.getByRole("combobox", { name: "角色" }).nth(at).click();
    await security.getByTitle(role, { exact: true }).last().click();
  }
  await security.getByText("有 1 处冲突，不能保存").waitFor();
  expect(await security.getByRole("button", { name: "保存权限" }).isDisabled()).toBe(true);
  await done(security);
});

it("audit: the records of a division, its chain, and the file to verify", async () => {
  const page = await openAs(browser, "auditadmin", "/oversight/audit?division=630100");
  await page.getByText(/链长 \d+ 条/).waitFor();
  await page.getByText("怎样核验").click();
  await page.getByText(/socialfund verify/).waitFor();
  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出审计链" }).click();
  expect((await arrives).suggestedFilename()).toMatch(/^审计链-630100-\d+\.ndjson$/);
  await done(page);
});
