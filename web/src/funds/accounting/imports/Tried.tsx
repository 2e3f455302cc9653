import { Button } from "antd";
import { useCallback, useState } from "react";
import { Link } from "react-router";
import type { BookRow, VouchersImported } from "../../../api/generated/types";
import type { Intent } from "../../../kernel/api";
import { upload } from "../../../kernel/api";
import { useCommand } from "../../../kernel/command";
import { useRefresh } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { DescriptionList } from "../../../ui/DescriptionList";
import { ProblemView } from "../../../ui/ProblemView";
import { RowProblems } from "../../../ui/RowProblems";
import { StatusTag } from "../../../ui/StatusTag";
import { bookPath } from "../books";
import { preparedAddress, preparedPath, preparedText } from "../prepared/calls";
import { MappingTable } from "./MappingTable";
import type { Format, Mapping } from "./mapping";
import { mappingFor, withMapping } from "./mapping";

type TriedProps = {
  book: BookRow;
  format: Format;
  file: File;
  first: VouchersImported;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
};

type Asked = { trial: boolean; mapping: Mapping };

/** What a file would bring, with the accounts it names; then what it brought. */
export function Tried({ book, format, file, first, mapping, onMapping }: TriedProps) {
  const refresh = useRefresh();
  const [found, setFound] = useState(first);
  const [checked, setChecked] = useState<Mapping>({});
  const send = useCallback(
    async ({ trial, mapping: along }: Asked, intent: Intent) => {
      const body = await withMapping(file, along);
      const query = { format, trial, fileName: undefined };
      const path = `${bookPath(book.book)}/import`;
      const answer = await upload<VouchersImported>(path, body, intent, () => undefined, query).done;
      if (answer.kind === "job") throw new Error("an import does not answer with a job");
      return answer.value;
    },
    [book.book, file, format],
  );
  const { running, run, reset } = useCommand(send);
  const needed = mappingFor(first.accounts, mapping);
  const isChecked = JSON.stringify(needed) === JSON.stringify(checked);
  const isPacked = file.name.toLowerCase().endsWith(".zip");
  const go = async (trial: boolean) => {
    const answer = await run({ trial, mapping: needed });
    if (answer === undefined) return;
    setFound(answer);
    setChecked(needed);
    if (!trial) refresh(preparedPath(book.book));
  };
  const isGood = found.problems.length === 0 && isChecked;
  return (
    <>
      <section className="sf-panel sf-stack" aria-label="检查结果">
        <div className="sf-row" role="status">
          <h2>{file.name}</h2>
          <State found={found} isChecked={isChecked} />
          <span className="sf-grow" />
          <Button disabled={isChecked} loading={running.state === "running"} onClick={() => void go(true)}>
            重新检查
          </Button>
          <Button
            type="primary"
            disabled={!isGood || found.prepared > 0}
            loading={running.state === "running"}
            onClick={() => void go(false)}
          >
            {`制单 ${found.vouchers} 张`}
          </Button>
        </div>
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        <DescriptionList
          items={[
            { label: "凭证", value: `${found.vouchers.toLocaleString("zh-CN")} 张` },
            { label: "分录", value: `${found.lines.toLocaleString("zh-CN")} 行` },
            { label: "借方合计", value: <Amount value={found.debit} /> },
            { label: "制单号", value: <Numbers book={book.book} found={found} />, wide: true },
          ]}
        />
        <RowProblems id="voucher-import-problems" problems={found.problems} />
      </section>
      {first.accounts.length === 0 || isPacked ? null : (
        <MappingTable
          book={book}
          accounts={first.accounts}
          mapping={mapping}
          onChange={(next) => {
            reset();
            onMapping(next);
          }}
        />
      )}
    </>
  );
}

function State({ found, isChecked }: { found: VouchersImported; isChecked: boolean }) {
  if (found.prepared > 0) {
    return <StatusTag tone="good">{found.isRepeat ? "以前已经导入过" : "已制单，待审核"}</StatusTag>;
  }
  if (!isChecked) return <StatusTag tone="warn">科目对应已改，请重新检查</StatusTag>;
  return found.problems.length === 0 ? (
    <StatusTag tone="good">检查通过，尚未写入</StatusTag>
  ) : (
    <StatusTag tone="bad">{`有 ${found.problems.length} 处错误，没有写入`}</StatusTag>
  );
}

function Numbers({ book, found: { first, last } }: { book: string; found: VouchersImported }) {
  if (first === undefined || last === undefined) return <>—</>;
  return (
    <span className="sf-row">
      <Link to={preparedAddress(book, first)}>{preparedText(first)}</Link>
      {last === first ? null : (
        <>
          至 <Link to={preparedAddress(book, last)}>{preparedText(last)}</Link>
        </>
      )}
      <Link to={`/accounting/vouchers?book=${book}&tab=prepared`}>全部未记账凭证</Link>
    </span>
  );
}
