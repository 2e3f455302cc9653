import { Select } from "antd";
import type { ReactNode } from "react";
import type { BookRow } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { EmptyState } from "../../ui/EmptyState";
import { RemoteView } from "../../ui/RemoteView";
import type { Chosen } from "./books";
import { bookKinds, nearestBook, useBook } from "./books";
import { OpenBookButton } from "./OpenBookDialog";

/** The choice of book (division, fund, year, kind) and what is shown of it. */
export function WithBook({ children }: { children: (book: BookRow, picker: ReactNode) => ReactNode }) {
  const [chosen, choose] = useBook();
  return (
    <RemoteView remote={chosen} rows={8}>
      {(value) =>
        value === undefined ? (
          <EmptyState
            title="还没有账套"
            next="第一笔支付记账后，账套会自动建立；也可以现在建立。"
            action={<OpenBookButton />}
          />
        ) : (
          children(value.book, <BookPicker chosen={value} onChoose={choose} />)
        )
      }
    </RemoteView>
  );
}

function BookPicker({ chosen: { books, book }, onChoose }: { chosen: Chosen; onChoose: (book: string) => void }) {
  const take = (change: Partial<BookRow>) => {
    const found = nearestBook(books, book, change);
    if (found) onChoose(found.book);
  };
  const places = unique(books.map((one) => ({ value: one.division, label: one.divisionName })));
  const here = books.filter((one) => one.division === book.division);
  const funds = unique(here.map((one) => ({ value: one.fund, label: fundText(one.fund) })));
  const years = unique(
    here
      .filter((one) => one.fund === book.fund)
      .map((one) => ({ value: `${one.year}-${one.kind}`, label: `${one.year}年${bookKinds[one.kind]}`, one })),
  ).toSorted((one, other) => other.value.localeCompare(one.value));
  return (
    <div className="sf-row">
      <Select
        aria-label="区划"
        style={{ minWidth: 140 }}
        showSearch={{ optionFilterProp: "label" }}
        value={book.division}
        options={places}
        onChange={(division) => take({ division })}
      />
      <Select
        aria-label="险种"
        style={{ minWidth: 150 }}
        value={book.fund}
        options={funds}
        onChange={(fund) => take({ fund })}
      />
      <Select
        aria-label="年度账"
        style={{ minWidth: 170 }}
        value={`${book.year}-${book.kind}`}
        options={years.map(({ value, label }) => ({ value, label }))}
        onChange={(value) => {
          const one = years.find((year) => year.value === value)?.one;
          if (one) onChoose(one.book);
        }}
      />
    </div>
  );
}

function unique<T extends { value: string }>(options: readonly T[]): T[] {
  return [...new Map(options.map((option) => [option.value, option])).values()];
}
