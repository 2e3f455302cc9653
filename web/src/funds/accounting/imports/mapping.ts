import type { ImportedAccount } from "../../../api/generated/types";
import { isRecord } from "../../../kernel/problem";
import { zipOf } from "../../../kernel/zip";
import { dimensionText } from "../dimensions";

/** What an account of another program is here. */
export type Mapped = { account: string; dimensions: Readonly<Record<string, string>> };

/** Their name → ours. */
export type Mapping = Readonly<Record<string, Mapped>>;

/** As the server looks for it in the ZIP. */
const mappingName = "科目对照.csv";

export function readMapping(stored: unknown): Mapping {
  if (!isRecord(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).flatMap(([from, one]) => {
      if (!isRecord(one) || typeof one.account !== "string") return [];
      const dimensions = isRecord(one.dimensions) ? one.dimensions : {};
      const texts = Object.entries(dimensions).filter((pair): pair is [string, string] => typeof pair[1] === "string");
      return [[from, { account: one.account, dimensions: Object.fromEntries(texts) }]];
    }),
  );
}

/** What of the mapping a file needs: nothing where its own names already say the same. */
export function mappingFor(accounts: readonly ImportedAccount[], mapping: Mapping): Mapping {
  return Object.fromEntries(
    accounts.flatMap(({ from, account }) => {
      const one = mapping[from];
      if (one === undefined || one.account === "") return [];
      const says = Object.values(one.dimensions).some((value) => value.trim() !== "");
      return says || one.account !== account ? [[from, one]] : [];
    }),
  );
}

/** The table that goes along: 原科目, 科目编码 and a column for each auxiliary accounting that any of them has. */
export function mappingTable(mapping: Mapping): string {
  const all = Object.values(mapping).flatMap((one) => Object.entries(one.dimensions));
  const used = [...new Set(all.filter(([, value]) => value.trim() !== "").map(([name]) => name))];
  const rows = Object.entries(mapping).map(([from, one]) => [
    from,
    one.account,
    ...used.map((name) => one.dimensions[name]?.trim() ?? ""),
  ]);
  return [["原科目", "科目编码", ...used.map(dimensionText)], ...rows]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The file itself, or with the mapping that it needs in a ZIP. */
export async function withMapping(file: File, mapping: Mapping): Promise<File> {
  if (Object.keys(mapping).length === 0) return file;
  const journal = new Uint8Array(await file.arrayBuffer());
  const table = new TextEncoder().encode(mappingTable(mapping));
  const zip = zipOf([
    { name: file.name, bytes: journal },
    { name: mappingName, bytes: table },
  ]);
  return new File([zip], `${file.name}.zip`, { type: "application/zip" });
}

export type Format = "hledger" | "beancount" | "csv";
