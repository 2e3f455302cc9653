import { expect, it } from "vitest";
import { oneOf } from "./parameter";

it("an address that asks for what the page has not shows the first", () => {
  expect([
    oneOf("items", "match", "items"),
    oneOf("zzz", "match", "items"),
    oneOf(undefined, "match", "items"),
  ]).toEqual(["items", "match", "match"]);
});
