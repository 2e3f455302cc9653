import { expect, it } from "vitest";
import { palettes } from "./palette";

/** WCAG 2.1 relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

it("measures black on white as 21 : 1", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21));

it.each(["light", "dark"] as const)("every text of the %s palette is readable where it stands (AA)", (mode) => {
  const colours = palettes[mode];
  const grounds = [colours.bg, colours.surface, colours.raised, colours.neutralSoft, colours.accentSoft];
  for (const ground of grounds) {
    for (const ink of [colours.text, colours.text2, colours.text3, colours.accent, colours.bad]) {
      expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(contrast(colours.good, colours.goodSoft)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.warn, colours.warnSoft)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.bad, colours.badSoft)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
});
