import { Alert, DatePicker, Input, Modal, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import type { PageOfLayoutName, StatementAnswer } from "../../api/generated/types";
import type { Query } from "../../kernel/api";
import { yuan } from "../../kernel/money";
import { useRefresh, useRemote } from "../../kernel/remote";
import { FileDrop } from "../../ui/FileDrop";
import { tableBytesMax } from "../../ui/TableDrop";
import { bankingPath } from "./matching";

/** Statement files with what came of each: totals, or the faulty rows. */
export function ImportDialog({ account, onClose }: { account: string; onClose: () => void }) {
  const refresh = useRefresh();
  const layouts = useRemote<PageOfLayoutName>(`${bankingPath}/layouts`);
  const [layout, setLayout] = useState<string>();
  const [days, setDays] = useState<readonly [Dayjs | null, Dayjs | null] | null>(null);
  const [opening, setOpening] = useState("");
  const [answers, setAnswers] = useState<readonly { file: string; answer: StatementAnswer }[]>([]);
  const query: Query = {
    account,
    layout,
    from: days?.[0]?.format("YYYY-MM-DD"),
    to: days?.[1]?.format("YYYY-MM-DD"),
    opening: opening.trim() === "" ? undefined : opening.trim(),
  };
  const options =
    layouts.state === "ready" ? layouts.value.items.map(({ id, name }) => ({ value: id, label: name })) : [];
  return (
    <Modal open title="导入银行对账单" footer={null} width={760} onCancel={onClose}>
      <div className="sf-stack">
        <div className="sf-row">
          <Select
            aria-label="表格格式"
            style={{ width: 330 }}
            allowClear
            placeholder="表格格式：按表头自动识别"
            options={options}
            {...(layout === undefined ? {} : { value: layout })}
            onChange={setLayout}
          />
          <DatePicker.RangePicker
            aria-label="对账单期间"
            placeholder={["起（可不填）", "止（可不填）"]}
            onChange={setDays}
          />
          <Input
            aria-label="期初余额"
            style={{ width: 200 }}
            placeholder="期初余额（文件没有时）"
            value={opening}
            onChange={(event) => setOpening(event.target.value)}
          />
        </div>
        <FileDrop<StatementAnswer>
          key={JSON.stringify(query)}
          path={`${bankingPath}/statements`}
          query={query}
          hint="CSV、Excel（xlsx）、MT940 或 camt.053（XML），不超过 16 MB"
          maxBytes={tableBytesMax}
          onDone={(file, answer) => {
            refresh(`${bankingPath}/`);
            if (answer.kind === "done") setAnswers((all) => [{ file: file.name, answer: answer.value }, ...all]);
          }}
        />
        {answers.map(({ file, answer }) => (
          <Outcome key={`${file}${answer.id}`} file={file} answer={answer} />
        ))}
      </div>
    </Modal>
  );
}

function Outcome({ file, answer }: { file: string; answer: StatementAnswer }) {
  if (answer.problems.length > 0) {
    return (
      <Alert
        type="error"
        title={`${file}：${answer.problems.length} 处错误，没有导入`}
        description={
          <ul>
            {answer.problems.slice(0, 50).map((one) => (
              <li key={`${one.line}${one.column}${one.code}`}>
                第{one.line}行 {one.column}：{one.message}
              </li>
            ))}
          </ul>
        }
      />
    );
  }
  const totals = `期初 ${yuan(answer.opening)} ＋收入 ${yuan(answer.in)} －支出 ${yuan(answer.out)} ＝期末 ${yuan(answer.closing)}`;
  return (
    <Alert
      type={answer.warnings.length > 0 ? "warning" : "success"}
      title={
        answer.repeated
          ? `${file}：以前已经导入过，没有改变任何数据`
          : `${file}：${answer.lines} 行，新增 ${answer.new} 行，已有 ${answer.known} 行`
      }
      description={[totals, ...answer.warnings].join("；")}
    />
  );
}
