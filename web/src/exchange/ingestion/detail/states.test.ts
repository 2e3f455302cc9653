import { describe, expect, it } from "vitest";
import {
  adviceOf,
  fillOf,
  isBalanced,
  mostTroubledFirst,
  percentText,
  permille,
  regionFill,
  sharesOf,
  stageMarks,
} from "./states";

const parts = {
  received: { rows: 1000, fen: 5_000 },
  accepted: { rows: 990, fen: 4_900 },
  returned: { rows: 9, fen: 60 },
  duplicate: { rows: 1, fen: 40 },
};

describe("the balance of a batch", () => {
  it("holds when rows and fen both add up", () => {
    expect(isBalanced(parts)).toBe(true);
    expect(isBalanced({})).toBe(true);
  });

  it("does not hold when only the rows do", () => {
    expect(isBalanced({ ...parts, duplicate: { rows: 1, fen: 39 } })).toBe(false);
  });

  it("shows a single row of a thousand as a part that can be seen, and nothing as nothing", () => {
    const shares = sharesOf(parts);
    expect(shares.map((share) => [share.key, share.percent])).toEqual([
      ["accepted", 99],
      ["duplicate", 0.6],
      ["returned", 0.9],
    ]);
    expect(sharesOf({ ...parts, duplicate: { rows: 0, fen: 0 } })[1]?.percent).toBe(0);
  });
});

describe("the pipeline", () => {
  it("always has six stages, the first of them under way while a file is checked", () => {
    const marks = stageMarks({ state: "checking", stages: [] }, false);
    expect(marks.map((mark) => `${mark.name} ${mark.state}`)).toEqual([
      "整理 now",
      "验证 open",
      "清洗 open",
      "转化 open",
      "加载 open",
      "校验 open",
    ]);
  });

  it("runs its middle stages together once rows are counted", () => {
    const marks = stageMarks({ state: "checking", stages: [] }, true);
    expect(marks.map((mark) => mark.state)).toEqual(["done", "now", "now", "now", "now", "open"]);
  });

  it("stops at the first stage when the file was refused", () => {
    const marks = stageMarks({ state: "refused", stages: [{ name: "拒收", at: "2026-11-21T15:35:06Z" }] }, false);
    expect(marks.map((mark) => mark.state)).toEqual(["failed", "open", "open", "open", "open", "open"]);
  });

  it("carries the counts of what is done", () => {
    const stages = [{ name: "整理", at: "2026-11-21T15:35:06Z", count: 5 }];
    expect(stageMarks({ state: "loaded", stages }, false)[0]?.stage?.count).toBe(5);
  });
});

describe("completeness", () => {
  const region = (division: string, rows: number, filled: Record<string, number>) => ({
    division,
    accepted: { rows, fen: 0 },
    noted: 0,
    filled,
  });
  const fields = [
    { id: "a", name: "甲" },
    { id: "b", name: "乙" },
    { id: "c", name: "丙" },
  ];

  it("adds the regions up and puts the emptiest field first", () => {
    const fill = fillOf([region("630102", 10, { a: 10, b: 4 }), region("630103", 30, { a: 30, b: 6 })], fields);
    expect(fill.map((one) => [one.id, one.filled, one.permille])).toEqual([
      ["c", 0, 0],
      ["b", 10, 250],
      ["a", 40, 1000],
    ]);
  });

  it("of a region counts all cells of the fields asked for", () => {
    expect(regionFill(region("630102", 10, { a: 10, b: 5 }), fields)).toBe(500);
  });

  it("is cut off, not rounded up to whole", () => {
    expect(permille(999_999, 1_000_000)).toBe(999);
    expect(permille(0, 0)).toBe(1000);
    expect([0, 7, 987, 1000].map(percentText)).toEqual(["0.0%", "0.7%", "98.7%", "100.0%"]);
  });
});

describe("the tables of a batch", () => {
  it("stand with returned rows first, then with notes, else as in the package", () => {
    const table = (name: string, returned: number, noted: number) => ({ name, returned: { rows: returned }, noted });
    const tables = [table("a", 0, 0), table("b", 0, 3), table("c", 1, 0), table("d", 0, 0), table("e", 2, 9)];
    expect(mostTroubledFirst(tables).map(({ name }) => name)).toEqual(["c", "e", "b", "a", "d"]);
  });
});

describe("a refused file", () => {
  it("of a sender that is not registered can be sent again as it is", () => {
    expect(adviceOf("no_table_of_sender")).toContain("原文件再报一次");
    expect(adviceOf("not_a_zip")).toContain("更正后重新报送");
  });
});
