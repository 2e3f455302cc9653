import { describe, expect, it } from "vitest";
import type { Fen, Steps, Unit } from "./money";
import { amountText, capitals, fen, footed, parseYuan, shown, stepsText, sum, units, yuan } from "./money";
import { seeded } from "./seeded";

describe("yuan", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [-5, "-0.05"],
    [100, "1.00"],
    [123_456_789, "1,234,567.89"],
    [-100_000, "-1,000.00"],
    [Number.MAX_SAFE_INTEGER, "90,071,992,547,409.91"],
  ])("writes %i fen as %s", (count, text) => {
    expect(yuan(fen(count))).toBe(text);
  });

  it("refuses a fraction of a fen and what is too large to be exact", () => {
    expect(() => fen(0.5)).toThrow(RangeError);
    expect(() => fen(2 ** 53)).toThrow(RangeError);
    expect(() => sum([fen(Number.MAX_SAFE_INTEGER), fen(1)])).toThrow(RangeError);
  });
});

describe("parseYuan", () => {
  it.each([
    ["1,234.5", 123_450],
    ["1234", 123_400],
    ["  ￥1,000.00 元", 100_000],
    ["-0.01", -1],
    ["１２３．４５", 12_345],
    ["0", 0],
    ["-0", 0],
  ])("reads %s", (text, count) => {
    expect(parseYuan(text)).toBe(count);
  });

  it.each(["", "abc", "1.234", "12,34", "1,2345", "1e5", ".5", "--1", "99999999999999999"])("refuses %j", (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });
});

describe("units", () => {
  it.each<[number, Unit, string]>([
    [123_456_789, "wan", "123.46"],
    [-123_456_789, "wan", "-123.46"],
    [5_000, "wan", "0.01"],
    [4_999, "wan", "0.00"],
    [-5_000, "wan", "-0.01"],
    [123_456_789_012, "yi", "12.35"],
    [12_345, "yuan", "123.45"],
  ])("shows %i fen in %s as %s", (count, unit, text) => {
    expect(amountText(fen(count), unit)).toBe(text);
  });
});

describe("footed", () => {
  it("gives the missing step to the child that lost most", () => {
    const children = [fen(33_333_333), fen(33_333_334), fen(33_333_333)];
    const shownChildren = footed(children, shown(sum(children), "wan"), "wan");
    expect(shownChildren.map(stepsText)).toEqual(["33.33", "33.34", "33.33"]);
  });

  it("leaves a zero and an exact child alone", () => {
    const children = [fen(0), fen(4_000), fen(4_000), fen(20_000)];
    expect(footed(children, shown(fen(28_000), "wan"), "wan").map(stepsText)).toEqual(["0.00", "0.01", "0.00", "0.02"]);
  });

  it("refuses a total that the children cannot make up", () => {
    expect(() => footed([fen(10_000)], shown(fen(50_000), "wan"), "wan")).toThrow(RangeError);
  });

  it("adds up at every node of any tree at every unit", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const tree = grow(seeded(seed), 4);
      for (const unit of units) checkFoots(tree, shown(tree.amount, unit), unit, seed);
    }
  });
});

type Tree = { amount: Fen; children: Tree[] };

/** A random tree whose every parent is the sum of its children; amounts of both signs and all sizes. */
function grow(random: () => number, depth: number): Tree {
  const count = depth === 0 ? 0 : Math.floor(random() * 6);
  if (count === 0) {
    const size = 10 ** Math.floor(random() * 13);
    return { amount: fen(Math.floor((random() - 0.4) * size)), children: [] };
  }
  const children = Array.from({ length: count }, () => grow(random, depth - 1));
  return { amount: sum(children.map((child) => child.amount)), children };
}

function checkFoots(tree: Tree, total: Steps, unit: Unit, seed: number): void {
  if (tree.children.length === 0) return;
  const amounts = tree.children.map((child) => child.amount);
  const shownChildren = footed(amounts, total, unit);
  const added = shownChildren.reduce<number>((sofar, child) => sofar + child, 0);
  expect(added, `SEED=${seed} ${unit}`).toBe(total);
  for (const [index, child] of tree.children.entries()) {
    const own = shownChildren[index];
    if (own === undefined) throw new Error("missing child");
    expect(Math.abs(own - shown(child.amount, unit)), `SEED=${seed} ${unit}`).toBeLessThanOrEqual(1);
    checkFoots(child, own, unit, seed);
  }
}

describe("capitals", () => {
  it.each([
    [10_011_111, "壹拾万零壹佰壹拾壹元壹角壹分"],
    [0, "零元整"],
    [100, "壹元整"],
    [1, "壹分"],
    [10, "壹角整"],
    [101, "壹元零壹分"],
    [110, "壹元壹角整"],
    [1_010, "壹拾元壹角整"],
    [1_000_000, "壹万元整"],
    [1_000_100, "壹万零壹元整"],
    [100_500_000, "壹佰万伍仟元整"],
    [10_000_000_000, "壹亿元整"],
    [10_000_000_100, "壹亿零壹元整"],
    [10_001_000_000, "壹亿零壹万元整"],
    [1_234_567_890_12, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"],
    [100_000_000_000_000, "壹万亿元整"],
    [150_000_000_000_000, "壹万伍仟亿元整"],
    [-250, "负贰元伍角整"],
  ])("writes %i fen as %s", (count, text) => {
    expect(capitals(fen(count))).toBe(text);
  });
});
