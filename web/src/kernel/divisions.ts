import table from "../../../functions/Kernel/Values/divisions.csv?raw";

/** A place in the tree of divisions (GB/T 2260), as the back end knows them. */
export type DivisionEntry = { code: string; name: string; level: number; parent: string };

/** In code order, parents before what is below them; without 市辖区, which has no government of its own. */
export const divisions: readonly DivisionEntry[] = table
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [code = "", name = "", level = "", parent = ""] = line.split(",");
    return { code, name, level: Number(level), parent };
  })
  .filter((entry) => entry.name !== "市辖区");

export function divisionText(code: string): string {
  return divisions.find((entry) => entry.code === code)?.name ?? (code === "000000" ? "全国" : code);
}

/** The division and all below it; the whole tree for the country. */
export function divisionsUnder(top: string): readonly DivisionEntry[] {
  const stem = top.replace(/(00)+$/, "");
  return divisions.filter((entry) => entry.code.startsWith(stem));
}
