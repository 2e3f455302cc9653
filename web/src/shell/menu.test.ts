import { expect, it } from "vitest";
import type { PageEntry } from "../kernel/page";
import type { User } from "../kernel/token";
import { crumbsOf, findPages, menuOf, pageAt } from "./menu";

const load = async () => () => null;
const list: PageEntry = {
  path: "/requests",
  title: "用款申请",
  group: "expenditure",
  action: "request.view",
  keywords: "yksq",
  load,
};
const fresh: PageEntry = {
  path: "/requests/new",
  title: "填报申请",
  group: "expenditure",
  action: "request.submit",
  parent: "/requests",
  load,
};
const one: PageEntry = { path: "/requests/:id", title: "申请详情", group: "expenditure", parent: "/requests", load };
const users: PageEntry = { path: "/users", title: "用户管理", group: "system", action: "user.manage", load };
const pages = [list, fresh, one, users];

const clerk: User = {
  id: "1",
  account: "wangl",
  name: "王丽",
  division: { code: "630100", name: "西宁市" },
  roles: [],
  actions: ["request.view", "request.submit"],
  funds: [],
  mustChangePassword: false,
  totpEnrolled: false,
};

it("shows only pages that stand by themselves and that the person may see", () => {
  expect(menuOf(pages, clerk)).toEqual([{ id: "expenditure", title: "基金支出", pages: [list] }]);
  expect(menuOf(pages, undefined)).toEqual([]);
});

it("finds the page of an address, the exact one first", () => {
  expect(pageAt(pages, "/requests/new")).toBe(fresh);
  expect(pageAt(pages, "/requests/2026-0017")).toBe(one);
  expect(pageAt(pages, "/requests/2026-0017/lines")).toBeUndefined();
});

it("leads the breadcrumb through the parent", () => {
  expect(crumbsOf(pages, "/requests/17")).toEqual([
    { title: "基金支出" },
    { title: "用款申请", path: "/requests" },
    { title: "申请详情" },
  ]);
});

it("finds pages by title and by pinyin initials, titles first", () => {
  expect(findPages(pages, "申请")).toEqual([one, list, fresh]);
  expect(findPages(pages, "YK")).toEqual([list]);
  expect(findPages(pages, "凭证")).toEqual([]);
});
