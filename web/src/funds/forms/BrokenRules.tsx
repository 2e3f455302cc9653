import { Button, Input } from "antd";
import { useCallback, useState } from "react";
import type { BrokenRuleView, SheetAnswer, SheetView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh } from "../../kernel/remote";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import { formsPath } from "./figures";

type BrokenRulesProps = {
  view: SheetView;
  broken: readonly BrokenRuleView[];
  rolledUp: boolean;
  onGo: (cell: string) => void;
};

/** Every rule that the sheet breaks; a click leads to the cell, soft ones take a reason. */
export function BrokenRules({ view, broken, rolledUp, onGo }: BrokenRulesProps) {
  return (
    <section className="sf-panel sf-stack" aria-label="审核结果">
      <div className="sf-row">
        <h2>审核结果</h2>
        {broken.length === 0 ? (
          <StatusTag tone="good">全部通过</StatusTag>
        ) : (
          <span className="sf-muted">
            {broken.filter((one) => one.weight === "hard").length} 处必须改正，
            {broken.filter((one) => one.weight === "soft").length} 处须说明理由
          </span>
        )}
      </div>
      {broken.map((one) => (
        <div key={`${one.form} ${one.rule} ${one.column} ${one.cell}`} className="sf-row">
          <StatusTag tone={one.weight === "hard" ? "bad" : one.reason === undefined ? "warn" : "neutral"}>
            {one.weight === "hard" ? "必改" : one.reason === undefined ? "待说明" : "已说明"}
          </StatusTag>
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => onGo(one.cell)}>
            {one.formTitle}·{one.columnName}
          </Button>
          <span>{one.text}</span>
          {one.difference === undefined ? null : (
            <span className="sf-muted">
              左边 {grouped(one.left)}，右边 {grouped(one.right)}，相差 {grouped(one.difference)}
            </span>
          )}
          {one.weight === "soft" ? <Reason view={view} rule={one} readOnly={rolledUp || !view.mayFill} /> : null}
        </div>
      ))}
    </section>
  );
}

/** In yuan, persons or percent, as the server says it. */
const grouped = (figure: string | undefined) => figure?.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

const least = 8;
const most = 500;

function Reason({ view, rule, readOnly }: { view: SheetView; rule: BrokenRuleView; readOnly: boolean }) {
  const [text, setText] = useState(rule.reason ?? "");
  const refresh = useRefresh();
  const { task, division } = view.sheet;
  const send = useCallback(
    async (reason: string, intent: Intent) => {
      const body = { form: rule.form, rule: rule.rule, column: rule.column, text: reason };
      const path = `${formsPath}/tasks/${task}/sheets/${division}/reasons`;
      return command<SheetAnswer>(path, body, { intent, method: "PUT" });
    },
    [rule, task, division],
  );
  const { running, run } = useCommand(send);
  if (readOnly) return rule.reason === undefined ? null : <span>理由：{rule.reason}</span>;
  const save = async () => {
    if (text.trim() === (rule.reason ?? "")) return;
    if ((await run(text.trim())) !== undefined) refresh(`${formsPath}/tasks/${task}/sheets/${division}/forms`);
  };
  return (
    <span className="sf-row sf-grow">
      <Input
        aria-label={`“${rule.text}”的理由`}
        style={{ minWidth: 320 }}
        placeholder={`写明理由，${least}字以上，随报表上报`}
        maxLength={most}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void save()}
        onPressEnter={() => void save()}
      />
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
    </span>
  );
}
