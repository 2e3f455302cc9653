import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, shot } from "../browser";
import { clean, openAs } from "./people";

/** A budget task from issuing to approval: typed, pasted from a spreadsheet, refused by a rule, returned, approved. */

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const year = new Date().getFullYear() + 1;
const sheet = `/forms/630000-budget-${year}-1/630102`;

const cell = (page: Page, name: string) => page.getByLabel(name, { exact: true });

/** Chooses a cell as a click does; the library's inputs let clicks through to their cell. */
async function choose(page: Page, name: string): Promise<void> {
  await cell(page, name).click({ force: true });
  await page.getByRole("region", { name: "单元格来源" }).getByText(name.replace("，", "·"), { exact: true }).waitFor();
}

const saved = (page: Page) => page.getByRole("status").getByText("已保存").waitFor();

async function expectCell(page: Page, name: string, text: string): Promise<void> {
  await expect.poll(() => cell(page, name).inputValue()).toBe(text);
}

it("the province issues a task; a county fills it in, mends what a rule refuses, and hands it in", async () => {
  const province = await openAs(browser, "p-clerk", "/forms");
  await province.getByRole("button", { name: "下达任务" }).click();
  await province
    .getByRole("dialog", { name: "下达报表任务" })
    .getByRole("button", { name: /^下\s*达$/ })
    .click();
  await province.getByRole("group", { name: "进度" }).getByRole("button", { name: "未开始 54" }).waitFor();
  await clean(province);

  const page = await openAs(browser, "clerk", `${sheet}?form=resident-medical`);
  await choose(page, "基本医疗保险费收入，上年执行数");
  await page.keyboard.type("273620000");
  await page.keyboard.press("Enter");
  await expectCell(page, "本年收入合计，上年执行数", "273,620,000.00");

  // Three cells of a column, as a spreadsheet copies them; the standard part is more than the whole.
  await page.evaluate(() => navigator.clipboard.writeText("504,410,000\r\n505,000,000\r\n3760000"));
  await choose(page, "财政补贴收入，上年执行数");
  await page.keyboard.press("Control+v");
  await expectCell(page, "本年收入合计，上年执行数", "781,790,000.00");
  await saved(page);
  const checks = page.getByRole("region", { name: "审核结果" });
  await checks.getByText("财政补贴收入 ≥ 其中各项之和").waitFor();
  await checks.getByText("相差 -590,000").waitFor();
  await shot(page, "forms-sheet");
  await clean(page);

  await page.getByRole("button", { name: /^上\s*报$/ }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /^上\s*报$/ })
    .click();
  await page.getByRole("heading", { level: 1 }).locator("..").getByText("审核未过").waitFor();

  // What is no figure is not taken; what was typed wrongly is taken back.
  await choose(page, "按规定标准补助收入，上年执行数");
  await page.keyboard.type("many");
  await page.keyboard.press("Enter");
  await page.getByText("不是能填的数，没有填入").waitFor();
  await choose(page, "按规定标准补助收入，上年执行数");
  await page.keyboard.type("504000000");
  await page.keyboard.press("Enter");
  await checks.getByText("全部通过").waitFor();
  await page.keyboard.press("Control+z");
  await expectCell(page, "按规定标准补助收入，上年执行数", "505,000,000.00");
  await choose(page, "按规定标准补助收入，上年执行数");
  await page.keyboard.type("504000000");
  await page.keyboard.press("Enter");
  await checks.getByText("全部通过").waitFor();
  await saved(page);
  await page.getByRole("button", { name: /^上\s*报$/ }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /^上\s*报$/ })
    .click();
  await page.getByRole("heading", { level: 1 }).locator("..").getByText("已上报").waitFor();
});

it("the reviewer returns it, sees what changed since, and it is approved; the province sees it in its sum", async () => {
  const reviewer = await openAs(browser, "reviewer", `${sheet}?form=resident-medical`);
  await reviewer.getByRole("button", { name: /^退\s*回$/ }).click();
  const dialog = reviewer.getByRole("dialog", { name: "退回报表" });
  await dialog.getByRole("textbox").fill("利息收入请核对银行结息单");
  await dialog.getByRole("button", { name: /^退\s*回$/ }).click();
  await reviewer.getByRole("heading", { level: 1 }).locator("..").getByText("退回").waitFor();

  const clerk = await openAs(browser, "clerk", `${sheet}?form=resident-medical`);
  await clerk.getByText("利息收入请核对银行结息单").waitFor();
  await choose(clerk, "利息收入，上年执行数");
  await clerk.keyboard.type("3800000");
  await clerk.keyboard.press("Enter");
  await expectCell(clerk, "本年收入合计，上年执行数", "781,830,000.00");
  await saved(clerk);
  await clerk.getByRole("button", { name: /^上\s*报$/ }).click();
  await clerk
    .getByRole("tooltip")
    .getByRole("button", { name: /^上\s*报$/ })
    .click();
  await clerk.getByRole("heading", { level: 1 }).locator("..").getByText("已上报").waitFor();

  await reviewer.reload();
  await reviewer.getByRole("button", { name: "审核通过" }).click();
  await reviewer.getByRole("heading", { level: 1 }).locator("..").getByText("已审核").waitFor();
  const head = await openAs(browser, "head", `${sheet}?form=resident-medical`);
  await head.getByRole("button", { name: /^批\s*复$/ }).click();
  await head.getByRole("heading", { level: 1 }).locator("..").getByText("已批复").waitFor();

  const province = await openAs(
    browser,
    "p-clerk",
    `/forms/630000-budget-${year}-1/630000?form=resident-medical&view=all`,
  );
  await expectCell(province, "本年收入合计，上年执行数", "781,830,000.00");
  await choose(province, "利息收入，上年执行数");
  await province.getByRole("region", { name: "单元格来源" }).getByText("西宁市 3,800,000.00 元").waitFor();
  await shot(province, "forms-sum");
  await clean(province);
});
