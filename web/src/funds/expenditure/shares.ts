/**
 * Widths of the parts of a bar in percent, for drawing only. Parts below zero take no room; when the parts are more
 * than the whole (an overspent line), the bar is as long as the parts.
 */
export function shares(whole: number, parts: readonly number[]): number[] {
  const drawn = parts.map((part) => Math.max(0, part));
  const length = Math.max(
    whole,
    drawn.reduce((sofar, part) => sofar + part, 0),
  );
  return drawn.map((part) => (length <= 0 ? 0 : (part / length) * 100));
}
