import type { Mode } from "../kernel/display";

/**
 * Every colour of the application: neutral greys, one accent (靛青), and three tones for states. Each text colour has
 * a contrast of at least 4.5 : 1 on each background that it appears on (palette.test.ts).
 */
export type Palette = {
  bg: string;
  surface: string;
  raised: string;
  line: string;
  lineSoft: string;
  text: string;
  text2: string;
  text3: string;
  accent: string;
  accentSoft: string;
  onAccent: string;
  good: string;
  goodSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badSoft: string;
  neutralSoft: string;
};

export const palettes: Record<Mode, Palette> = {
  light: {
    bg: "#f3f4f6",
    surface: "#ffffff",
    raised: "#ffffff",
    line: "#d9dee5",
    lineSoft: "#e9ecf0",
    text: "#1b2430",
    text2: "#465364",
    text3: "#5c6877",
    accent: "#1f5091",
    accentSoft: "#e6edf7",
    onAccent: "#ffffff",
    good: "#1a6b43",
    goodSoft: "#e4f2ea",
    warn: "#8a5200",
    warnSoft: "#fbf0da",
    bad: "#b3261e",
    badSoft: "#fbe9e7",
    neutralSoft: "#edf0f3",
  },
  dark: {
    bg: "#10141a",
    surface: "#171c24",
    raised: "#1e2530",
    line: "#303947",
    lineSoft: "#252d39",
    text: "#e3e8ef",
    text2: "#b4bdca",
    text3: "#98a3b2",
    accent: "#86b1f2",
    accentSoft: "#1e2e47",
    onAccent: "#0d1420",
    good: "#72cf9d",
    goodSoft: "#17301f",
    warn: "#e6b15c",
    warnSoft: "#352a15",
    bad: "#ff8f86",
    badSoft: "#3b2122",
    neutralSoft: "#262e3a",
  },
};

/** Makes the palette known to the style sheets as --sf-bg, --sf-text-2 …. */
export function applyPalette(mode: Mode, root: HTMLElement = document.documentElement): void {
  root.dataset.mode = mode;
  root.style.colorScheme = mode;
  for (const [name, colour] of Object.entries(palettes[mode])) {
    root.style.setProperty(`--sf-${name.replace(/([A-Z]|\d)/g, "-$1").toLowerCase()}`, colour);
  }
}
