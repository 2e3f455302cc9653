import "./Sharing.css";
import { Collapse, Segmented, Typography } from "antd";
import { useState } from "react";
import type { PageOfSharedSubject, SharedSubject, SharedType } from "../../api/generated/types";
import { useRemote } from "../../kernel/remote";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { sampleCall, sharingPath } from "./consumers";

const types: Record<SharedType, string> = {
  text: "文本",
  integer: "整数",
  money: "金额（接口为整数分，CSV 为元）",
  period: "期别 YYYYMM",
};

const times = { none: "现状", year: "按年度（year）", month: "按年度或月（year、period）" } as const;

/** The subjects with their columns, where they come from, what is missing, and a call to try. */
export function SubjectsTab() {
  const subjects = useRemote<PageOfSharedSubject>(`${sharingPath}/subjects`);
  return (
    <RemoteView remote={subjects} rows={8}>
      {({ items }) => (
        <Collapse
          defaultActiveKey={items.slice(0, 1).map(({ id }) => id)}
          items={items.map((subject) => ({
            key: subject.id,
            label: (
              <>
                <b>{subject.name}</b>　<code className="sf-muted">{subject.id}</code>
              </>
            ),
            extra: <span className="sf-muted">{subject.columns.length} 个字段</span>,
            children: <Subject subject={subject} />,
          }))}
        />
      )}
    </RemoteView>
  );
}

function Subject({ subject }: { subject: SharedSubject }) {
  const [form, setForm] = useState<"JSON" | "CSV">("JSON");
  return (
    <div className="sf-stack">
      <p>{subject.description}</p>
      <p className="sf-muted">
        数据来源：{subject.filledFrom}　提供方式：{times[subject.granularity]}
      </p>
      <table className="sf-shared-columns" aria-label={`${subject.name}的字段`}>
        <thead>
          <tr>
            <th scope="col">字段</th>
            <th scope="col">名称</th>
            <th scope="col">类型与单位</th>
            <th scope="col">敏感</th>
          </tr>
        </thead>
        <tbody>
          {subject.columns.map((column) => (
            <tr key={column.name}>
              <td>
                <code>{column.name}</code>
              </td>
              <td>{column.title}</td>
              <td>{types[column.type]}</td>
              <td>{column.sensitive ? <StatusTag tone="warn">须单独授权</StatusTag> : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sf-row">
        <h3>调用示例</h3>
        <Segmented aria-label="示例格式" options={["JSON", "CSV"]} value={form} onChange={setForm} />
      </div>
      <Typography.Paragraph className="sf-shared-call" copyable={{ text: callOf(subject, form) }}>
        <pre>{callOf(subject, form)}</pre>
      </Typography.Paragraph>
    </div>
  );
}

function callOf(subject: SharedSubject, form: "JSON" | "CSV"): string {
  return sampleCall(window.location.origin, subject, form === "CSV");
}
