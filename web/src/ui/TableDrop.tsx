import type { Query } from "../kernel/api";
import { FileDrop } from "./FileDrop";

/** As the server has it (CsvTable). */
export const tableBytesMax = 16 * 1024 * 1024;

type TableDropProps<T> = {
  path: string;
  query?: Query;
  /** What the table holds: 预算表. */
  what?: string;
  onDone: (answer: T) => void;
};

/** Where a table (CSV) is dropped that the server reads at once and answers what became of it. */
export function TableDrop<T>({ path, query, what, onDone }: TableDropProps<T>) {
  return (
    <FileDrop<T>
      path={path}
      query={{ ...query, fileName: undefined }}
      accept=".csv"
      maxBytes={tableBytesMax}
      hint={`${what === undefined ? "" : `${what} `}CSV（UTF-8 或 GB18030），不超过 16 MB`}
      onDone={(_, answer) => answer.kind === "done" && onDone(answer.value)}
    />
  );
}
