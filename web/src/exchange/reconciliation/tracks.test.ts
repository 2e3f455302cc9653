import { describe, expect, it } from "vitest";
import type { SubjectTrace } from "../../api/generated/types";
import { tracksOf } from "./tracks";

const trace = (employerNo: string, firstPeriod: string, lastPeriod: string): SubjectTrace => ({
  name: "张一",
  fund: "enterprise-pension",
  table: "enterprise-pension/individual-contributions",
  region: "630102",
  number: "P1",
  employerNo,
  firstPeriod,
  lastPeriod,
  rows: 1,
});

describe("tracksOf", () => {
  it("puts stretches on one scale over the turn of the year, one line an employer", () => {
    const { from, to, tracks } = tracksOf([trace("E1", "202511", "202512"), trace("E2", "202601", "202602")]);
    expect([from, to]).toEqual(["202511", "202602"]);
    expect(tracks.map((track) => [track.employerNo, track.spans[0]?.left, track.spans[0]?.width])).toEqual([
      ["E1", 0, 50],
      ["E2", 50, 50],
    ]);
  });

  it("keeps two stretches of one employer on one line", () => {
    const { tracks } = tracksOf([trace("E1", "202601", "202601"), trace("E1", "202604", "202604")]);
    expect(tracks).toHaveLength(1);
    expect(tracks[0]?.spans.map((span) => span.left)).toEqual([0, 75]);
  });
});
