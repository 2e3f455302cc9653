import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { headAddress } from "./serve";

/** A final account of 2015: tried, an unknown row mapped, taken, asked for, taken out again. */

const file = "2015年失业保险基金决算.csv";
const text = [
  "2015年失业保险基金决算,,,",
  "编制单位：西宁市财政局,,,单位：万元",
  "项目,决算数,项目,决算数",
  "一、失业保险费收入,96.5,一、失业保险金支出,30",
  "二、稳岗返还收入,3.5,,",
  "本年收入小计,100,本年支出小计,30",
  "本年收入合计,100,本年支出合计,30",
  "上年结余,10,年末滚存结余,80",
].join("\r\n");

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("a clerk tries a report, maps an unknown row, takes it, asks for it and rolls it back", async () => {
  const page = await openAs(browser, "clerk", "/exchange/history");
  await page.getByText("迁移模块（38 个）").waitFor();
  await clean(page);
  await page.locator("input[type=file]").setInputFiles({ name: file, mimeType: "text/csv", buffer: Buffer.from(text) });

  await page.getByText("还有 1 个单元格没有对照").waitFor();
  await page.getByText(/B5：3.5/).waitFor();
  await clean(page);
  const target = page.getByRole("combobox", { name: "“二、稳岗返还收入”对照到" });
  await target.fill("其他收入");
  await target.press("Enter");
  await page.getByRole("textbox", { name: "“二、稳岗返还收入”的理由" }).fill("当年列其他收入");
  await page.getByRole("button", { name: /^对\s?照$/ }).click();
  await page.getByText("全部项目都已对照").waitFor();

  await page.getByRole("spinbutton", { name: "报表张数" }).fill("2");
  await page.getByRole("button", { name: "正式导入" }).click();
  await page.getByText(/控制数不符：报表张数，填报 2，读出 1/).waitFor();
  await page.getByRole("spinbutton", { name: "报表张数" }).fill("1");
  await page.getByRole("button", { name: "正式导入" }).click();
  await page.getByRole("grid", { name: "历史数据版本" }).getByText(file).waitFor();
  await clean(page);

  await page.goto(`${headAddress}/exchange/history/query?form=unemployment&task=final&year=2015`);
  await page.getByRole("link", { name: /35,000.00/ }).click();
  await page.getByText("决算!B5", { exact: false }).waitFor();
  await page.getByRole("table", { name: "原表" }).getByText("二、稳岗返还收入").waitFor();
  await clean(page);
  await page.keyboard.press("Escape");
  await page.getByRole("gridcell", { name: "年末滚存结余", exact: true }).first().dblclick();
  await page.getByText("年末滚存结余历年（元）").waitFor();

  await page.goto(`${headAddress}/exchange/history/versions`);
  await page.getByRole("grid", { name: "历史数据版本" }).getByText(file).dblclick();
  await page.getByRole("button", { name: /^撤\s?回$/ }).click();
  await page.getByRole("textbox", { name: "理由" }).fill("数字待核实");
  await page
    .getByRole("dialog", { name: "撤回这次导入" })
    .getByRole("button", { name: /^撤\s?回$/ })
    .click();
  await page.getByRole("grid", { name: "历史数据版本" }).getByText("已撤回").waitFor();
  await page.goto(`${headAddress}/exchange/history/query?form=unemployment&task=final&year=2015`);
  await page.getByText("还没有这张报表的数据").waitFor();
  await clean(page);
  await page.context().close();
});
