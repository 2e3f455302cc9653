import "../../ui/plain.css";
import { Button, Input, InputNumber, Modal, Select } from "antd";
import { useCallback, useState } from "react";
import type { HistoryForms, SheetChoice, TrialSheet, TrialView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { divisionText } from "../../kernel/divisions";
import { useRefresh } from "../../kernel/remote";
import { DivisionSelect } from "../../ui/DivisionSelect";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import { formTitle, historyPath, spanText, taskName } from "./history";

type Props = { view: TrialView; forms: HistoryForms; isOpen: boolean };

/** What each sheet was taken for; a person may say it better. */
export function SheetsTab({ view, forms, isOpen }: Props) {
  const [editing, setEditing] = useState<TrialSheet>();
  return (
    <section className="sf-panel sf-scroll-x" aria-label="工作表">
      <table className="sf-plain">
        <thead>
          <tr>
            {["工作表", "报表", "任务", "所属期", "地区", "单位", "数据", "未对照", "校验", ""].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.sheets.map((sheet) => (
            <tr key={sheet.sheet}>
              <th scope="row">{sheet.sheet}</th>
              <td>{sheet.head?.form === undefined ? "？" : formTitle(forms, sheet.head.form)}</td>
              <td>{sheet.head?.task === undefined ? "？" : taskName(forms, sheet.head.task)}</td>
              <td>
                {sheet.head?.period === undefined ? "？" : spanText(forms, sheet.head.task ?? "", sheet.head.period)}
              </td>
              <td>{sheet.head?.division === undefined ? "？" : divisionText(sheet.head.division)}</td>
              <td>{sheet.head?.unit ?? "？"}</td>
              <td className="sf-right">{sheet.cells}</td>
              <td className="sf-right">{sheet.unmapped}</td>
              <td>
                <SheetState sheet={sheet} />
              </td>
              <td>
                {isOpen ? (
                  <Button size="small" onClick={() => setEditing(sheet)}>
                    更正
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {editing === undefined ? null : (
        <Correct key={editing.sheet} view={view} forms={forms} sheet={editing} onDone={() => setEditing(undefined)} />
      )}
    </section>
  );
}

function SheetState({ sheet }: { sheet: TrialSheet }) {
  if (sheet.skipped !== undefined) return <StatusTag tone="neutral">{`跳过：${sheet.skipped}`}</StatusTag>;
  if (sheet.problem !== undefined) return <span className="sf-wrap">{sheet.problem}</span>;
  if (sheet.failed > 0) return <StatusTag tone="bad">{`${sheet.failed} 条不成立`}</StatusTag>;
  return <StatusTag tone="good">{`${sheet.checked} 条成立`}</StatusTag>;
}

const amountUnits = ["元", "千元", "万元", "亿元"];
const lastMonth = 12;

/** What a person says of a sheet; undefined is not sent. */
type Choice = {
  sheet: string;
  task: string | undefined;
  form: string | undefined;
  period: string | undefined;
  division: string | undefined;
  unit: string | undefined;
  skipReason: string | undefined;
};

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

type CorrectProps = { view: TrialView; forms: HistoryForms; sheet: TrialSheet; onDone: () => void };

function Correct({ view, forms, sheet, onDone }: CorrectProps) {
  const known = view.trial.choices.find((choice) => choice.sheet === sheet.sheet);
  const [choice, setChoice] = useState<Choice>({
    sheet: sheet.sheet,
    task: known?.task ?? sheet.head?.task,
    form: known?.form ?? sheet.head?.form,
    period: textOf(known?.period) ?? sheet.head?.period,
    division: textOf(known?.division) ?? sheet.head?.division,
    unit: known?.unit ?? sheet.head?.unit,
    skipReason: known?.skipReason,
  });
  const refresh = useRefresh();
  const send = useCallback(
    (choices: (SheetChoice | Choice)[], intent: Intent) =>
      command<TrialView>(`${historyPath}trials/${view.trial.id}/choices`, { choices }, { intent, method: "PUT" }),
    [view.trial.id],
  );
  const { running, run } = useCommand(send);
  const save = async () => {
    const others = view.trial.choices.filter((one) => one.sheet !== sheet.sheet);
    if ((await run([...others, choice])) === undefined) return;
    refresh(historyPath);
    onDone();
  };
  const set = (part: Partial<Choice>) => setChoice((old) => ({ ...old, ...part }));
  const period = choice.period ?? "";
  const setPeriod = (year: number | null, month: number | null) =>
    set({ period: `${year ?? 2017}${String(month ?? lastMonth).padStart(2, "0")}` });
  return (
    <Modal
      open
      title={`更正“${sheet.sheet}”`}
      okText="保存并重新试导入"
      cancelText="取消"
      confirmLoading={running.state === "running"}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <div className="sf-stack">
        <Select
          aria-label="报表"
          placeholder="报表"
          showSearch={{ optionFilterProp: "label" }}
          {...(choice.form === undefined ? {} : { value: choice.form })}
          onChange={(form: string) => set({ form })}
          options={forms.forms.map((form) => ({ value: form.id, label: form.title }))}
        />
        <Select
          aria-label="任务"
          placeholder="任务"
          {...(choice.task === undefined ? {} : { value: choice.task })}
          onChange={(task: string) => set({ task })}
          options={forms.tasks.map((task) => ({ value: task.id, label: task.name }))}
        />
        <div className="sf-row">
          <InputNumber
            aria-label="年度"
            placeholder="年度"
            min={1990}
            max={2100}
            value={period === "" ? null : Number(period.slice(0, 4))}
            onChange={(year) => setPeriod(year, period === "" ? null : Number(period.slice(4)))}
          />
          <InputNumber
            aria-label="期末月份"
            placeholder="期末月份"
            min={1}
            max={lastMonth}
            value={period === "" ? null : Number(period.slice(4))}
            onChange={(month) => setPeriod(period === "" ? null : Number(period.slice(0, 4)), month)}
          />
          <DivisionSelect value={choice.division} onChange={(division) => set({ division })} />
          <Select
            aria-label="金额单位"
            placeholder="单位"
            {...(choice.unit === undefined ? {} : { value: choice.unit })}
            onChange={(unit: string) => set({ unit })}
            options={amountUnits.map((unit) => ({ value: unit, label: unit }))}
          />
        </div>
        <Input
          aria-label="跳过的理由"
          placeholder="不是要导入的报表：填写跳过的理由"
          value={choice.skipReason ?? ""}
          onChange={(event) => set({ skipReason: event.target.value === "" ? undefined : event.target.value })}
        />
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      </div>
    </Modal>
  );
}
