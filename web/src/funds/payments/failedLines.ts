import type { FailedLineInput } from "../../api/generated/types";

/** What a cashier types of a paper answer, one failed line a row: "12 账号不存在". Undefined where it cannot be read. */
export function readFailedLines(text: string, lines: number): FailedLineInput[] | undefined {
  const rows = text
    .split("\n")
    .map((row) => row.trim())
    .filter((row) => row !== "");
  const read: FailedLineInput[] = [];
  for (const row of rows) {
    const match = /^(\d+)[\s,，、:：]+(\S.*)$/.exec(row);
    const line = Number(match?.[1]);
    if (!match || line < 1 || line > lines || read.some((one) => one.line === line)) return undefined;
    read.push({ line, reason: match[2] ?? "" });
  }
  return read;
}
