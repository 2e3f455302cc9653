import { describe, expect, it } from "vitest";
import { divisionsUnder, divisionText } from "./divisions";

describe("divisions", () => {
  it("are named from the back end's table", () => {
    expect(divisionText("630102")).toBe("城东区");
    expect(divisionText("000000")).toBe("全国");
    expect(divisionText("999999")).toBe("999999");
  });

  it("below a city are the city and its counties, without 市辖区", () => {
    expect(divisionsUnder("630100").map((entry) => entry.code)).toEqual([
      "630100",
      "630102",
      "630103",
      "630104",
      "630105",
      "630106",
      "630121",
      "630123",
    ]);
    expect(divisionsUnder("630102").map((entry) => entry.name)).toEqual(["城东区"]);
  });
});
