import { DownloadOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import type { BookRow, VouchersImported } from "../../../api/generated/types";
import { saveAs } from "../../../kernel/api";
import { usePreference } from "../../../kernel/preferences";
import { FileDrop } from "../../../ui/FileDrop";
import { Page } from "../../../ui/Page";
import { tableBytesMax } from "../../../ui/TableDrop";
import { WithBook } from "../BookPicker";
import { bookPath } from "../books";
import type { Format } from "./mapping";
import { readMapping } from "./mapping";
import { Tried } from "./Tried";

const formats: Record<Format, { label: string; accept: string; says: string }> = {
  csv: {
    label: "表格（CSV、xlsx）",
    accept: ".csv,.xlsx,.zip",
    says: "列：凭证序号、日期、摘要、科目编码、借方、贷方，可另有附件张数和各项辅助核算（银行账户、项目科目等）。凭证序号相同的连续各行为一张凭证。",
  },
  hledger: {
    label: "hledger",
    accept: ".journal,.hledger,.ledger,.j,.txt,.zip",
    says: "从其他系统迁移：科目名称最后一段以本系统科目编码开头的自动对应，其余的在检查后逐个对应。",
  },
  beancount: {
    label: "beancount",
    accept: ".beancount,.bean,.txt,.zip",
    says: "从其他系统迁移：科目名称最后一段以本系统科目编码开头的自动对应，其余的在检查后逐个对应。",
  },
};

/** 凭证导入: the vouchers of a file are tried first, then prepared all together or not at all. */
export function VoucherImportPage() {
  return <WithBook>{(book, picker) => <VoucherImport key={book.book} book={book} picker={picker} />}</WithBook>;
}

function VoucherImport({ book, picker }: { book: BookRow; picker: ReactNode }) {
  const [format, setFormat] = useState<Format>("csv");
  const [tried, setTried] = useState<{ file: File; answer: VouchersImported }>();
  const [mapping, keepMapping] = usePreference(`voucherMapping:${book.fund}`, readMapping);
  const { says, accept } = formats[format];
  const choose = (next: Format) => {
    setFormat(next);
    setTried(undefined);
  };
  return (
    <Page title="凭证导入" meta={book.title} actions={picker}>
      <section className="sf-panel sf-stack">
        <div className="sf-row">
          <Segmented
            aria-label="文件格式"
            value={format}
            onChange={choose}
            options={(Object.keys(formats) as Format[]).map((value) => ({ value, label: formats[value].label }))}
          />
          <span className="sf-grow" />
          {format === "csv" ? (
            <Button icon={<DownloadOutlined />} onClick={() => saveTemplate(book.year)}>
              下载模板
            </Button>
          ) : null}
        </div>
        <p className="sf-muted">
          {says}先检查，不写入任何数据；确认后全部制单，由他人审核、记账。同一文件再导入不会重复。
        </p>
        <FileDrop<VouchersImported>
          key={format}
          path={`${bookPath(book.book)}/import`}
          query={{ format, trial: true, fileName: undefined }}
          accept={accept}
          maxBytes={tableBytesMax}
          hint={`${formats[format].label}，不超过 16 MB；也可以是 ZIP（凭证文件和“科目对照.csv”）`}
          onDone={(file, answer) => answer.kind === "done" && setTried({ file, answer: answer.value })}
        />
      </section>
      {tried === undefined ? null : (
        <Tried
          key={`${tried.file.name}${tried.file.size}${tried.file.lastModified}`}
          book={book}
          format={format}
          file={tried.file}
          first={tried.answer}
          mapping={mapping}
          onMapping={keepMapping}
        />
      )}
    </Page>
  );
}

function saveTemplate(year: number): void {
  const lines = [
    "凭证序号,日期,摘要,科目编码,借方,贷方,附件张数,银行账户",
    `1,${year}-06-21,收到二季度利息,1001,300.00,,1,（专户账号）`,
    `1,${year}-06-21,收到二季度利息,4301,,300.00,1,`,
  ];
  const text = `\uFEFF${lines.map((line) => `${line}\r\n`).join("")}`;
  saveAs(new Blob([text], { type: "text/csv;charset=utf-8" }), "凭证导入模板.csv");
}
