import type { Mode } from "../../kernel/display";

/** The ends of the scale for series that follow one another; the strong end stands out from the ground. */
const ends: Record<Mode, { pale: number[]; strong: number[] }> = {
  light: { pale: [178, 203, 236], strong: [18, 48, 92] },
  dark: { pale: [52, 78, 120], strong: [205, 224, 252] },
};

/** So many colours of one hue, pale to strong, each further on than the one before. */
export function scaleOf(mode: Mode, count: number): string[] {
  const { pale, strong } = ends[mode];
  return Array.from({ length: count }, (_, at) => {
    const share = count === 1 ? 1 : at / (count - 1);
    const parts = pale.map((from, part) => Math.round(from + ((strong[part] ?? from) - from) * share));
    return `rgb(${parts.join(", ")})`;
  });
}
