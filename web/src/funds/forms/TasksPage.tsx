import { PlusOutlined } from "@ant-design/icons";
import { Button, DatePicker, Form, Input, InputNumber, Modal, Progress, Select } from "antd";
import dayjs from "dayjs";
import { useCallback, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { FormTask, SheetPage, SheetRow } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useParameter } from "../../kernel/parameter";
import { dateText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { formsPath, stateTexts, stateTones } from "./figures";

const sheetsPath = `${formsPath}/sheets`;

const kinds = [
  { value: "budget", label: "预算" },
  { value: "adjustment", label: "预算调整" },
  { value: "execution", label: "预算执行" },
  { value: "final", label: "决算" },
  { value: "special", label: "专项" },
  { value: "planning", label: "规划" },
];

const columns: readonly Column<SheetRow>[] = [
  { key: "division", title: "填报单位", kind: "text", width: 140, frozen: true, value: (row) => row.divisionName },
  { key: "task", title: "任务", kind: "text", width: 260, value: (row) => row.taskName },
  {
    key: "state",
    title: "进度",
    kind: "text",
    width: 110,
    value: (row) => row.stateName,
    render: (row) => <StatusTag tone={stateTones[row.state]}>{row.stateName}</StatusTag>,
  },
  { key: "deadline", title: "截止日期", kind: "text", width: 120, value: (row) => dateText(row.deadline) },
  { key: "round", title: "上报次数", kind: "count", width: 90, value: (row) => row.round },
  { key: "changedBy", title: "最近办理", kind: "text", width: 140, value: (row) => row.changedBy ?? "" },
  { key: "changedAt", title: "办理时间", kind: "time", value: (row) => row.changedAt },
];

/** Report tasks: who stands where, and the way into each sheet. */
export function TasksPage() {
  const [division] = useDivision();
  const [state, setState] = useParameter("state");
  const mayIssue = useMay("form.issue");
  const [issuing, setIssuing] = useState(false);
  const [issued, setIssued] = useState<FormTask>();
  const open = useNavigate();
  return (
    <Page
      title="报表填报"
      fill
      actions={
        <>
          <DivisionSwitch />
          {mayIssue ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setIssuing(true)}>
              下达任务
            </Button>
          ) : null}
        </>
      }
    >
      {issued === undefined ? null : <Making task={issued} division={division} onMade={() => setIssued(undefined)} />}
      <States division={division} state={state} onState={setState} />
      <DataTable
        id="forms-sheets"
        name="报表填报进度"
        path={`${sheetsPath}?division=${division}${state === undefined ? "" : `&state=${state}`}`}
        columns={columns}
        rowKey={(row) => `${row.task} ${row.division}`}
        onOpen={(row) => void open(`/forms/${row.task}/${row.division}`)}
        empty={{
          title: "没有报表任务",
          next: mayIssue ? "下达任务后，辖内每个填报单位各有一套报表。" : "上级下达任务后会出现在这里。",
        }}
      />
      {issuing ? <Issue division={division} onIssued={setIssued} onClose={() => setIssuing(false)} /> : null}
    </Page>
  );
}

type StatesProps = { division: string; state: string | undefined; onState: (state: string | undefined) => void };

/** How many sheets stand in each state; a click lists them. */
function States({ division, state, onState }: StatesProps) {
  const page = useRemote<SheetPage>(sheetsPath, { division, limit: 1 });
  return (
    <RemoteView remote={page} rows={1}>
      {({ counts }) =>
        Object.keys(counts).length === 0 ? null : (
          <div className="sf-row" role="group" aria-label="进度">
            {stateTexts
              .filter(([one]) => counts[one] !== undefined)
              .map(([one, text]) => (
                <Button
                  key={one}
                  type={state === one ? "primary" : "default"}
                  aria-pressed={state === one}
                  onClick={() => onState(state === one ? undefined : one)}
                >
                  {text} {counts[one]}
                </Button>
              ))}
          </div>
        )
      }
    </RemoteView>
  );
}

const again_ms = 500;

/** The sheets of a task just issued come one after the other; the list grows with them. */
function Making({ task, division, onMade }: { task: FormTask; division: string; onMade: () => void }) {
  const refresh = useRefresh();
  const [asked, setAsked] = useState(0);
  const page = useRemote<SheetPage>(sheetsPath, { division, task: task.id, limit: 1 });
  const made = page.state === "ready" ? page.value.total : 0;
  const isDone = made >= task.divisions.length;
  useEffect(() => {
    if (isDone) {
      onMade();
      return undefined;
    }
    const timer = setTimeout(() => {
      refresh(sheetsPath);
      setAsked(asked + 1);
    }, again_ms);
    return () => clearTimeout(timer);
  }, [isDone, asked, onMade, refresh]);
  return (
    <div className="sf-row" role="status">
      <span>
        正在为 {task.divisions.length} 个填报单位建立“{task.name}”，已建立 {made} 个
      </span>
      <Progress style={{ width: 240 }} percent={Math.round((made / task.divisions.length) * 100)} />
    </div>
  );
}

type Asked = { kind: string; year: number; deadline: dayjs.Dayjs; name?: string; instructions?: string };

type IssueProps = { division: string; onIssued: (task: FormTask) => void; onClose: () => void };

function Issue({ division, onIssued, onClose }: IssueProps) {
  const [form] = Form.useForm<Asked>();
  const send = useCallback(
    (asked: Asked, intent: Intent) =>
      command<FormTask>(
        `${formsPath}/tasks`,
        { ...asked, division, deadline: asked.deadline.format("YYYY-MM-DD") },
        { intent },
      ),
    [division],
  );
  const { running, run } = useCommand(send);
  const submit = async (asked: Asked) => {
    const answer = await run(asked);
    if (answer?.kind !== "done") return;
    onIssued(answer.value);
    onClose();
  };
  return (
    <Modal
      open
      title="下达报表任务"
      okText="下达"
      cancelText="取消"
      okButtonProps={{ loading: running.state === "running" }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Asked>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: "budget", year: dayjs().year() + 1, deadline: dayjs().add(1, "month") }}
        onFinish={(asked) => void submit(asked)}
      >
        <Form.Item label="类型" name="kind">
          <Select options={kinds} />
        </Form.Item>
        <Form.Item label="年度" name="year" rules={[{ required: true, message: "请填写年度" }]}>
          <InputNumber min={2013} max={2100} />
        </Form.Item>
        <Form.Item label="截止日期" name="deadline" rules={[{ required: true, message: "请选择截止日期" }]}>
          <DatePicker />
        </Form.Item>
        <Form.Item label="任务名称" name="name">
          <Input placeholder="不填则为“某年社会保险基金预算”等" maxLength={100} />
        </Form.Item>
        <Form.Item label="填报说明" name="instructions">
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
      <p className="sf-muted">下达给所选区划及其辖内全部区划；报表按该年度的版式生成，下达后不再变化。</p>
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
    </Modal>
  );
}
