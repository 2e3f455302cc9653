import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** A department is registered, granted, calls, is seen in the log, and is cut off. */

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
  await prepare(new Head(headAddress, headData));
});
afterAll(() => browser.close());

type Answer = { total?: number; code?: string; detail?: string };

async function call(key: string): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${headAddress}/api/sharing/subjects/fiscal-arrangement`, {
    headers: { "X-Api-Key": key },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

it("sharing: register → key shown once → grant → call → log → revoke → 401", async () => {
  const system = await openAs(browser, "sysadmin", "/exchange/sharing");
  await system.getByRole("button", { name: "登记共享单位" }).click();
  await system.getByLabel("单位代码").fill("tjj");
  await system.getByLabel("单位名称").fill("青海省统计局");
  await system.getByRole("button", { name: /登\s*记$/ }).click();
  await system.getByRole("heading", { name: "青海省统计局" }).waitFor();
  await system.getByText("没有有效的密钥或证书").waitFor();
  await system.getByRole("tab", { name: "密钥与证书" }).click();
  await clean(system);
  await system.getByRole("button", { name: "签发密钥" }).click();
  await system.getByRole("button", { name: /^签\s*发$/ }).click();
  const key = (await system.locator(".sf-shared-key").textContent())?.trim() ?? "";
  expect(key).toMatch(/^sf\.630000-tjj\.1\.[0-9a-f]{64}$/);
  await system.getByRole("button", { name: "我已记下" }).click();
  await system.getByRole("button", { name: "登记证书" }).click();
  await system.getByLabel("SHA-256 指纹").fill(`${"AB:".repeat(31)}CD`);
  await system.getByRole("button", { name: /^登\s*记$/ }).click();
  await system.getByRole("table", { name: "客户端证书" }).getByText("abababab").waitFor();
  expect((await call(key)).body.code).toBe("not_allowed");

  const security = await openAs(browser, "secadmin", "/exchange/sharing/630000-tjj");
  await security.getByLabel("增加主题").click();
  await security.getByTitle("财政资金安排情况").click();
  await clean(security);
  await security.getByRole("button", { name: "保存授权" }).click();
  await security.getByText("授权已保存").waitFor();
  await security.context().close();
  const good = await call(key);
  expect(good.status).toBe(200);
  expect(good.body.total).toBeGreaterThan(0);

  await system.getByRole("tab", { name: "调用日志" }).click();
  const log = system.getByRole("grid", { name: "共享调用日志" });
  await log.getByText("成功").waitFor();
  await log.getByText("无权限").waitFor();
  await clean(system);

  await system.getByRole("tab", { name: "密钥与证书" }).click();
  await system.getByRole("table", { name: "接口密钥" }).getByRole("button", { name: /^吊销/ }).click();
  await system
    .getByRole("dialog")
    .getByRole("button", { name: /^吊\s*销$/ })
    .click();
  await system.getByText("已吊销，立即生效").waitFor();
  const refused = await call(key);
  expect(refused.status).toBe(401);
  expect(refused.body.detail).toBe("接口密钥（第 1 号）已被吊销。请停止使用，并向系统管理员申领新的密钥。");
  await system.context().close();
});
