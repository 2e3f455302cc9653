import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { password } from "./seed";
import { headAddress } from "./serve";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openSignIn() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(headAddress);
  await page.getByRole("heading", { name: "登录" }).waitFor();
  return { page, faults };
}

it("signs a demo clerk in, keeps the session over a reload, and signs out", async () => {
  const { page, faults } = await openSignIn();
  await page.getByLabel("账号").fill("clerk");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  await page.reload();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  // The content policy, a missing file or a bug would have spoken here.
  expect(faults).toEqual([]);
  await page.context().close();
});

it("refuses a wrong password in words", async () => {
  const { page } = await openSignIn();
  await page.getByLabel("账号").fill("reviewer");
  await page.getByLabel("密码", { exact: true }).fill("Wrong-123456");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("alert").first().waitFor();
  expect(await page.getByRole("navigation", { name: "主菜单" }).count()).toBe(0);
  await page.context().close();
});
