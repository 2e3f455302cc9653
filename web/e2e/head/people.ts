import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { seriousFindings } from "../browser";
import { password } from "./seed";
import { headAddress } from "./serve";

/** A browser of its own for one demo account, signed in, at an address of the head. */
export async function openAs(browser: Browser, account: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  await page.goto(headAddress + path);
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  return page;
}

/** Nothing on the page that axe calls serious. */
export async function clean(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
}
