import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, payThrough, pensionRow, pensionZip, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** Figures rolled up on demand: the run is seen, then the workbench and the balances show what was paid. */

let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  const rows = [31, 32].map((number) => pensionRow(number, "1000.05", "202609"));
  head.drop("630100SB", "lake.zip", pensionZip({ batch: "0031", rows, period: "202609" }));
  const accepted = await head.finishedBatch("lake.zip");
  await payThrough(head, accepted.request ?? "");
});
afterAll(() => browser.close());

type Overview = { asOf?: string; totals: { expenditure: number; paid: number } };

it("rolled up figures: run on demand → runs, workbench, balances, divisions, live book", async () => {
  const page = await openAs(browser, "clerk", "/lake/runs");
  await page.getByRole("heading", { name: "数据汇总" }).waitFor();
  await page.getByText("下次汇总").waitFor();
  await page.getByRole("button", { name: "立即汇总" }).click();
  await page.getByRole("region", { name: "数据汇总" }).getByText("已完成").waitFor();
  await page.getByRole("grid", { name: "汇总记录" }).getByText("已更新").first().waitFor();
  await page.getByRole("region", { name: "数据湖现有数据" }).getByText("凭证分录").waitFor();
  await clean(page);

  const { totals } = await head.call<Overview>("clerk", "GET", "/api/lake/overview");
  const cents = String(totals.expenditure).padStart(3, "0");
  const spent = `${cents.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${cents.slice(-2)}`;
  expect(totals.expenditure).toBeGreaterThanOrEqual(200_010);

  await page.goto(`${headAddress}/`);
  const overview = page.getByRole("region", { name: "基金概况" });
  await overview.getByText(/截至 \d\d:\d\d 汇总/).waitFor();
  await overview.getByText(spent).first().waitFor();
  await clean(page);

  await overview.getByRole("link", { name: "企业职工养老" }).click();
  await page.getByText("含下级汇总").waitFor();
  await page.getByRole("link", { name: "基本养老金" }).click();
  const parts = page.getByRole("dialog", { name: /按区划展开/ });
  await parts.getByText("西宁市本级").waitFor();
  await clean(page);
  await parts.getByRole("link", { name: "明细账（实时）" }).click();
  await page.getByRole("grid", { name: /明细账 500101/ }).waitFor();
  await page.context().close();

  const leader = await openAs(browser, "leader", "/lake/runs");
  await leader
    .getByText(/第 \d+ 版/)
    .first()
    .waitFor();
  expect(await leader.getByRole("button", { name: "立即汇总" }).count()).toBe(0);
  await leader.context().close();
});
