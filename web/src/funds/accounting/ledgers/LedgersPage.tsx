import "./Ledgers.css";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { BookRow } from "../../../api/generated/types";
import { Page } from "../../../ui/Page";
import { Shortcut } from "../../../ui/shortcuts";
import { WithBook } from "../BookPicker";
import { AuxTab } from "./AuxTab";
import { PaperActions, usePaper } from "./BookSheet";
import { ColumnsTab } from "./ColumnsTab";
import { DayTab } from "./DayTab";
import { DetailTab } from "./DetailTab";
import { GeneralTab } from "./GeneralTab";
import { JournalTab } from "./JournalTab";
import { LedgerPickers } from "./LedgerPickers";
import type { Lens, View } from "./lens";
import { lensAddress, readLens, views } from "./lens";
import { SummaryTab } from "./SummaryTab";

export type TabProps = { lens: Lens; title: string };

/** Head: the book that is looked at, or whose division and fund head those that are. */
export type HeadedTabProps = TabProps & { head: BookRow };

const tabs: Record<View, (props: HeadedTabProps) => ReactNode> = {
  general: GeneralTab,
  detail: DetailTab,
  day: DayTab,
  columns: ColumnsTab,
  journal: JournalTab,
  summary: SummaryTab,
  aux: AuxTab,
};

/** 账簿: every book that derives from the vouchers of one set of accounts. */
export function LedgersPage() {
  return <WithBook>{(book, picker) => <Ledgers key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Ledgers({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [paper] = usePaper();
  const lens = useMemo(() => readLens(parameters, book.book), [parameters, book.book]);
  const Tab = tabs[lens.view];
  return (
    <Page
      title="账簿"
      meta={book.title}
      fill={!paper}
      hints={[
        ["alt+1–7", "换账簿"],
        ["enter", "往下查"],
      ]}
      actions={<PaperActions back="返回列表">{picker}</PaperActions>}
    >
      <nav className="sf-ledger-views sf-no-print" aria-label="账簿">
        {views.map(({ id, title }, index) => (
          <span key={id}>
            <Link to={lensAddress(lens, { view: id })} aria-current={id === lens.view ? "page" : undefined}>
              {title}
            </Link>
            <Shortcut
              keys={`alt+${index + 1}`}
              label={title}
              action={() => void navigate(lensAddress(lens, { view: id }))}
            />
          </span>
        ))}
      </nav>
      <LedgerPickers book={book} lens={lens} />
      <Tab lens={lens} title={book.title} head={book} />
    </Page>
  );
}
