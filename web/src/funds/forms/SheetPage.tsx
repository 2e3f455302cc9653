import { Alert, Button, Segmented, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { useParams } from "react-router";
import type { BrokenRuleView, FormTask, SheetView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { useParameter } from "../../kernel/parameter";
import { dateText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { Shortcut } from "../../ui/shortcuts";
import { Timeline } from "../../ui/Timeline";
import { UnsavedGuard } from "../../ui/UnsavedGuard";
import { useShownUnit } from "../../ui/unit";
import { BrokenRules } from "./BrokenRules";
import { CellBar } from "./CellBar";
import type { CellNote } from "./FormGrid";
import { FormGrid } from "./FormGrid";
import { figureText, formLabel, formsPath, stateTexts, stateTones } from "./figures";
import { SheetActions } from "./SheetActions";
import { useSheet } from "./useSheet";

/** A division's sheet of a task, form by form: its own or with all below it. */
export function SheetPage() {
  const { task = "", division = "" } = useParams();
  const [chosen, choose] = useParameter("form");
  const [view, setView] = useParameter("view");
  const found = useRemote<FormTask>(`${formsPath}/tasks/${task}`, { division });
  return (
    <RemoteView remote={found} rows={12}>
      {(open) => {
        const form = open.forms.find((one) => one.id === chosen) ?? open.forms[0];
        const hasBelow = open.divisions.some((one) => one !== division && isBelow(one, division));
        const rolledUp = hasBelow && view === "all";
        if (form === undefined) return null;
        return (
          <Sheet
            key={`${form.id} ${rolledUp}`}
            task={open}
            division={division}
            form={form.id}
            rolledUp={rolledUp}
            onForm={choose}
            scope={
              hasBelow ? (
                <Segmented
                  aria-label="范围"
                  value={rolledUp ? "all" : "own"}
                  onChange={(value) => setView(value === "all" ? "all" : undefined)}
                  options={[
                    { value: "own", label: "本级" },
                    { value: "all", label: "汇总" },
                  ]}
                />
              ) : null
            }
          />
        );
      }}
    </RemoteView>
  );
}

/** 630100 is below 630000. */
const isBelow = (division: string, upper: string) => division.startsWith(upper.replace(/(00)+$/, ""));

type SheetProps = {
  task: FormTask;
  division: string;
  form: string;
  rolledUp: boolean;
  onForm: (form: string | undefined) => void;
  scope: React.ReactNode;
};

function Sheet({ task, division, form, rolledUp, onForm, scope }: SheetProps) {
  const path = `${formsPath}/tasks/${task.id}/sheets/${division}/forms/${form}`;
  const found = useRemote<SheetView>(path, rolledUp ? { rolledUp } : {});
  return (
    <RemoteView remote={found} rows={16}>
      {(view) => (
        <OpenSheet view={view} task={task} division={division} rolledUp={rolledUp} onForm={onForm} scope={scope} />
      )}
    </RemoteView>
  );
}

type OpenSheetProps = Omit<SheetProps, "form"> & { view: SheetView };

function OpenSheet({ view, task, division, rolledUp, onForm, scope }: OpenSheetProps) {
  const unit = useShownUnit();
  const refresh = useRefresh();
  const sheet = useSheet(view);
  const grid = useRef<DataSheetGridRef>(null);
  const checks = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<string>();
  const [asked, ask] = useParameter("cell");
  const [refusal, setRefusal] = useState<string>();
  const computed = useMemo(() => new Set(view.computed), [view.computed]);
  const notes = useNotes(view, sheet.broken);
  const { form } = view;
  const go = (address: string) => {
    const [where = "", key = ""] = address.split("!");
    if (where !== form.id) onForm(where);
    else focus(grid.current, view, key);
    ask(where === form.id ? undefined : address);
  };
  useEffect(() => {
    // A link from another form leads to its cell once this one is here.
    if (asked?.startsWith(`${form.id}!`)) focus(grid.current, view, asked.slice(form.id.length + 1));
  }, [asked, form.id, view]);
  const title = stateTexts.find(([state]) => state === view.sheet.state)?.[1] ?? view.stateName;
  return (
    <Page
      title={`${divisionText(division)} ${task.name}`}
      meta={
        <span className="sf-row">
          <StatusTag tone={stateTones[view.sheet.state]}>{title}</StatusTag>
          <span className="sf-muted">截止 {dateText(task.deadline)}</span>
        </span>
      }
      hints={view.mayFill ? [["mod+Z", "撤销"]] : []}
      actions={
        <>
          {scope}
          <span className="sf-muted" role="status">
            {!view.mayFill ? "" : sheet.isSaving ? "正在保存…" : sheet.isDirty ? "待保存" : "已保存"}
          </span>
          {view.mayFill ? (
            <Button disabled={!sheet.canUndo} onClick={sheet.undo}>
              撤销
            </Button>
          ) : null}
          <SheetActions view={view} isDirty={sheet.isDirty} onDone={() => refresh(formsPath)} />
        </>
      }
    >
      <UnsavedGuard unsaved={sheet.isDirty} />
      {view.mayFill ? <Shortcut keys="mod+z" label="撤销" action={sheet.undo} /> : null}
      <div className="sf-stack">
        <div className="sf-row">
          <Select
            aria-label="报表"
            style={{ minWidth: 420 }}
            value={form.id}
            onChange={(id) => onForm(id)}
            options={task.forms.map((one) => ({ value: one.id, label: formLabel(one) }))}
            showSearch={{ optionFilterProp: "label" }}
          />
          {sheet.broken.length === 0 ? null : (
            <Button type="link" size="small" danger onClick={() => checks.current?.scrollIntoView()}>
              审核结果：{sheet.broken.length} 处
            </Button>
          )}
          {task.instructions === "" ? null : <span className="sf-muted">{task.instructions}</span>}
        </div>
        {sheet.problem === undefined ? null : <ProblemView problem={sheet.problem} retry={() => void sheet.save()} />}
        {refusal === undefined ? null : (
          <Alert type="warning" showIcon title={refusal} closable={{ onClose: () => setRefusal(undefined) }} />
        )}
        {sheet.conflicts.length === 0 ? null : (
          <Alert
            type="warning"
            showIcon
            title={`${sheet.conflicts.length}格刚被他人改过，保留了对方的数，请核对后再填：${sheet.conflicts
              .slice(0, 3)
              .map((one) => nameOf(view, one.cell))
              .join("，")}`}
          />
        )}
        {view.sheet.state === "returned" && view.sheet.marks.length > 0 ? (
          <Alert
            type="info"
            showIcon
            title="退回时标注的单元格"
            description={view.sheet.marks.map((mark) => (
              <div key={mark.cell}>
                <Button type="link" size="small" onClick={() => go(mark.cell)}>
                  {nameOf(view, mark.cell)}
                </Button>
                {mark.text}
              </div>
            ))}
          />
        ) : null}
        <CellBar
          task={task.id}
          division={division}
          cell={cell === undefined ? undefined : `${form.id}!${cell}`}
          rolledUp={rolledUp}
          unit={unit}
          onGo={go}
        />
        <FormGrid
          form={form}
          figures={sheet.figures}
          computed={computed}
          notes={notes}
          unit={unit}
          readOnly={!view.mayFill}
          grid={grid}
          onEdit={(edits) => {
            setRefusal(undefined);
            sheet.edit(edits);
          }}
          onRefuse={setRefusal}
          onCell={setCell}
        />
        <Differences view={view} />
        <div ref={checks}>
          <BrokenRules view={view} broken={sheet.broken} rolledUp={rolledUp} onGo={go} />
        </div>
        <Steps view={view} />
      </div>
    </Page>
  );
}

function focus(grid: DataSheetGridRef | null, view: SheetView, key: string) {
  const [row = "", column = ""] = key.split(":");
  const at = view.form.rows.findIndex((one) => one.id === row);
  if (at >= 0) grid?.setActiveCell({ col: column, row: at });
}

/** Row and column by name where the cell is on this form; the address otherwise. */
function nameOf(view: SheetView, address: string): string {
  const [form, key = ""] = address.split("!");
  const [row, column] = key.split(":");
  if (form !== view.form.id) return address;
  const names = [
    view.form.rows.find((one) => one.id === row)?.name,
    view.form.columns.find((one) => one.id === column)?.name,
  ];
  return names.join("·");
}

/** Marks on cells: broken rules first, then what the reviewer marked, then what changed since it was handed in. */
function useNotes(view: SheetView, broken: readonly BrokenRuleView[]): ReadonlyMap<string, CellNote> {
  return useMemo(() => {
    const notes = new Map<string, CellNote>();
    const own = (address: string) =>
      address.startsWith(`${view.form.id}!`) ? address.slice(view.form.id.length + 1) : undefined;
    const note = (address: string, value: CellNote) => {
      const key = own(address);
      if (key !== undefined && !notes.has(key)) notes.set(key, value);
    };
    for (const rule of broken) note(rule.cell, { tone: rule.weight === "hard" ? "bad" : "warn", text: rule.text });
    if (view.sheet.state === "returned")
      for (const mark of view.sheet.marks) note(mark.cell, { tone: "mark", text: mark.text });
    for (const change of view.changed) note(change.cell, { tone: "changed", text: "上次上报后改过" });
    return notes;
  }, [view, broken]);
}

/** Flows between levels whose two sides differ. */
function Differences({ view }: { view: SheetView }) {
  const unit = useShownUnit();
  if (view.differences.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title="上下级往来两边不一致，未能全部抵销"
      description={view.differences.map((one) => (
        <div key={`${one.flow} ${one.column}`}>
          {one.flow}·{view.form.columns.find((column) => column.id === one.column)?.name}：上级{" "}
          {figureText(one.upper, "money", unit)}，下级合计 {figureText(one.lower, "money", unit)}，相差{" "}
          {figureText(one.upper - one.lower, "money", unit)}
        </div>
      ))}
    />
  );
}

function Steps({ view }: { view: SheetView }) {
  if (view.sheet.steps.length === 0) return null;
  return (
    <section className="sf-panel sf-stack" aria-label="办理过程">
      <h2>办理过程</h2>
      <Timeline
        steps={view.sheet.steps.map((step) => ({
          step: stateTexts.find(([state]) => state === step.to)?.[1] ?? "",
          who: step.byName,
          at: step.at,
          ...(step.text === undefined ? {} : { opinion: step.text }),
        }))}
      />
    </section>
  );
}
