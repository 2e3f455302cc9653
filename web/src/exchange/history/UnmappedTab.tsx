import "../../ui/plain.css";
import { Button, Input, Select } from "antd";
import { useCallback, useMemo, useState } from "react";
import { Link } from "react-router";
import type { FormMapping, HistoryForms, TrialView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { funds } from "../../kernel/funds";
import { useRefresh } from "../../kernel/remote";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import type { UnmappedGroup } from "./history";
import { formOf, formTitle, historyPath, itemName, reasonMost, taskName, unmappedGroups } from "./history";

type Props = { view: TrialView; forms: HistoryForms; isOpen: boolean };

/** Every label that means nothing known, once, with what it may mean. */
export function UnmappedTab({ view, forms, isOpen }: Props) {
  const groups = useMemo(() => unmappedGroups(view.unmapped), [view.unmapped]);
  if (groups.length === 0) {
    return <EmptyState title="全部项目都已对照" next="没有会丢失的单元格。" />;
  }
  return (
    <section className="sf-panel sf-scroll-x" aria-label="未对照的项目">
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">报表</th>
            <th scope="col">原表名称</th>
            <th scope="col">单元格和数值</th>
            <th scope="col">原因</th>
            <th scope="col">对照</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Row key={group.key} group={group} forms={forms} trial={view.trial.division} isOpen={isOpen} />
          ))}
        </tbody>
      </table>
      <Link to="/exchange/mappings">明细文件的列名对照：映射导入</Link>
    </section>
  );
}

const placesShown = 3;

type RowProps = { group: UnmappedGroup; forms: HistoryForms; trial: string; isOpen: boolean };

function Row({ group, forms, trial, isOpen }: RowProps) {
  const { first, cells } = group;
  const shown = cells.slice(0, placesShown).map((cell) => `${cell.sheet}!${cell.place}：${cell.value}`);
  return (
    <tr>
      <td>
        {formTitle(forms, first.form)}
        <div className="sf-muted sf-small">
          {taskName(forms, first.task)} {first.year}年
        </div>
      </td>
      <td>
        <b>{first.label === "" ? "（空白）" : first.label}</b>
        <div className="sf-muted sf-small">
          {first.part === "column" ? "栏目" : "项目"}
          {first.parent === undefined ? "" : `，在“${itemName(forms, first.form, first.parent)}”之下`}
        </div>
      </td>
      <td>
        {shown.map((text) => (
          <div key={text}>{text}</div>
        ))}
        {cells.length > placesShown ? <div className="sf-muted">共 {cells.length} 个单元格</div> : null}
      </td>
      <td className="sf-wrap">{first.why}</td>
      <td>{isOpen ? <Decide group={group} forms={forms} division={trial} /> : null}</td>
    </tr>
  );
}

type Order = { target?: string; reason: string };

function Decide({ group, forms, division }: { group: UnmappedGroup; forms: HistoryForms; division: string }) {
  const { first } = group;
  const [target, setTarget] = useState<string | undefined>(first.suggestions[0]);
  const [reason, setReason] = useState("");
  const refresh = useRefresh();
  const send = useCallback(
    (order: Order, intent: Intent) =>
      command<FormMapping>(
        `${historyPath}mappings/${first.form}`,
        {
          part: first.part,
          label: first.label,
          from: first.year,
          to: first.year,
          division,
          ...(first.part === "item" && first.parent !== undefined ? { parent: first.parent } : {}),
          ...(first.part === "column" ? { task: first.task } : {}),
          ...order,
        },
        { intent },
      ),
    [first, division],
  );
  const { running, run } = useCommand(send);
  const decide = async (order: Order) => {
    if ((await run(order)) !== undefined) refresh(historyPath);
  };
  const why = reason.trim();
  return (
    <div className="sf-stack">
      <div className="sf-history-map">
        <Select
          aria-label={`“${first.label}”对照到`}
          style={{ width: 220 }}
          showSearch={{ optionFilterProp: "label" }}
          placeholder="选择项目"
          {...(target === undefined ? {} : { value: target })}
          onChange={setTarget}
          options={optionsOf(group, forms)}
        />
        <Input
          aria-label={`“${first.label}”的理由`}
          placeholder="理由"
          style={{ width: 150 }}
          maxLength={reasonMost}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          type="primary"
          loading={running.state === "running"}
          disabled={target === undefined}
          onClick={() =>
            void decide({ ...(target === undefined ? {} : { target }), reason: why === "" ? "名称对照" : why })
          }
        >
          对照
        </Button>
        <Button disabled={why.length < 2} onClick={() => void decide({ reason: why })}>
          不需要
        </Button>
      </div>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </div>
  );
}

/** The likeliest first. */
function optionsOf({ first }: UnmappedGroup, forms: HistoryForms) {
  const form = formOf(forms, first.form);
  if (first.part === "column") {
    if (form?.columnsAre !== undefined) {
      return [
        { value: "total", label: "合计" },
        ...funds.map(({ id, shortName }) => ({ value: id, label: shortName })),
      ];
    }
    const columns = forms.tasks.find((task) => task.id === first.task)?.columns ?? [];
    return columns.map((column) => ({ value: column.id, label: column.name }));
  }
  const usable = (form?.items ?? []).filter(
    (item) =>
      item.unit !== "none" && (item.since ?? 0) <= first.year && first.year <= (item.until ?? Number.MAX_SAFE_INTEGER),
  );
  const rank = (id: string) => {
    const place = first.suggestions.indexOf(id);
    return place < 0 ? first.suggestions.length : place;
  };
  return usable
    .toSorted((one, other) => rank(one.id) - rank(other.id))
    .map((item) => ({ value: item.id, label: `${item.class} · ${item.name}` }));
}
