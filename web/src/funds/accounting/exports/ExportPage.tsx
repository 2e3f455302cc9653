import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Select } from "antd";
import { useState } from "react";
import type { BookRow } from "../../../api/generated/types";
import { withQuery } from "../../../kernel/api";
import { funds, fundText } from "../../../kernel/funds";
import { useParameter } from "../../../kernel/parameter";
import { timeText } from "../../../kernel/period";
import { problemOf } from "../../../kernel/problem";
import { useUser } from "../../../kernel/user";
import { DivisionSwitch, useDivision } from "../../../ui/DivisionSelect";
import { Page } from "../../../ui/Page";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { useYear, YearSwitch } from "../../../ui/YearSelect";
import { bookKinds, booksPath } from "../books";
import { BookDrawer } from "./BookDrawer";
import type { BookFormat } from "./formats";
import { bookFormats, saveYear } from "./formats";

/** 账簿导出: a year's books in one ZIP that strangers can check; each book alone; the check values to compare with. */
export function ExportPage() {
  const { message } = App.useApp();
  const own = useUser()?.funds ?? [];
  const [division] = useDivision();
  const [year] = useYear();
  const [fund, chooseFund] = useParameter("fund");
  const [book, chooseBook] = useParameter("book");
  const [format, setFormat] = useState<BookFormat>("csv");
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await saveYear({ division, fund, year }, format).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
    setBusy(false);
  };
  return (
    <Page title="账簿导出" fill hints={[["enter", "校验值"]]}>
      <section className="sf-panel sf-stack" aria-label="整年导出">
        <div className="sf-row">
          <DivisionSwitch />
          <Select
            aria-label="险种"
            style={{ minWidth: 150 }}
            allowClear
            placeholder="全部险种"
            {...(fund === undefined ? {} : { value: fund })}
            options={funds
              .filter(({ id }) => own.length === 0 || own.includes(id))
              .map(({ id, shortName }) => ({ value: id, label: shortName }))}
            onChange={(value: string | undefined) => chooseFund(value)}
          />
          <YearSwitch />
          <Select
            aria-label="文件格式"
            style={{ minWidth: 290 }}
            value={format}
            options={bookFormats.map(({ id, label }) => ({ value: id, label }))}
            onChange={setFormat}
          />
          <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
            导出整年（ZIP）
          </Button>
        </div>
        <p className="sf-muted">
          含本级及下级的下列全部账套：每套账一个所选格式的文件和一个凭证链文件，另附校验值清单。核对不需要数据库，也不需要登录：
          <code>
            socialfund verify 账簿-{division}-{year}.zip
          </code>
          ，任何一张凭证被改动，都会指出是哪一张。双击账套可看校验值，或单独导出。
        </p>
      </section>
      <DataTable
        id="export-books"
        name={`${year}年账套`}
        path={withQuery(booksPath, { division, fund, year })}
        columns={columns}
        rowKey={(row) => row.book}
        onOpen={(row) => chooseBook(row.book)}
        empty={{ title: "本年度没有账套", next: "换一个年度、区划或险种。" }}
      />
      {book === undefined ? null : <BookDrawer book={book} onClose={() => chooseBook(undefined)} />}
    </Page>
  );
}

const columns: readonly Column<BookRow>[] = [
  { key: "title", title: "账套", kind: "text", width: 320, frozen: true, value: (row) => row.title },
  { key: "division", title: "区划", kind: "text", width: 150, value: (row) => row.divisionName },
  { key: "fund", title: "险种", kind: "text", width: 150, value: (row) => fundText(row.fund) },
  { key: "kind", title: "账别", kind: "text", width: 120, value: (row) => bookKinds[row.kind] },
  { key: "chart", title: "科目表", kind: "text", width: 140, value: (row) => row.chart },
  { key: "openedAt", title: "建立时间", kind: "text", width: 170, value: (row) => timeText(row.openedAt) },
  { key: "book", title: "编号", kind: "text", width: 190, value: (row) => row.book },
];
