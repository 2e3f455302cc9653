import { Button, Form, Input, Select } from "antd";
import { useCallback, useRef } from "react";
import { Link } from "react-router";
import type { PageOfPartnerView, SourceMapping, Trial, Uploaded } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, newIntent } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useUser } from "../../kernel/user";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { detailAddress, tableKey, useSent } from "../ingestion/detail/details";
import { Balance } from "../ingestion/detail/Pipeline";
import { detailStates } from "../ingestion/detail/states";
import type { Work } from "./ImportPage";
import { mappingOf } from "./ImportPage";
import { idOf, mappingsPath, nameOf, patternOf, samplesPath } from "./mapping";

type Fields = { name: string; id: string; sender: string; pattern?: string };

/** Keeps the mapping as a version and hands the file over; then shows what became of it. */
export function LoadStep({ work, trial, onBack }: { work: Work; trial: Trial; onBack: () => void }) {
  const agency = useUser()?.agency;
  const [form] = Form.useForm<Fields>();
  const { running, run } = useLoad(work);
  const sender = work.kept?.sender ?? agency ?? "";
  if (running.state === "done") return <Loaded id={running.value.id} work={work} />;
  return (
    <section className="sf-panel sf-stack" aria-label="保存并导入">
      <h2>保存映射并导入</h2>
      <p>
        将导入 {trial.received.rows.toLocaleString("zh-CN")} 行：入库 {trial.accepted.rows.toLocaleString("zh-CN")}
        ，退回 {trial.returned.rows.toLocaleString("zh-CN")}，重复 {trial.duplicate.rows.toLocaleString("zh-CN")}
        。以后同名样式的文件投递到该单位的收件目录时，按此映射自动入库。
      </p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 560 }}
        initialValues={{
          name: work.kept?.name ?? nameOf(work.reading.fileName),
          id: work.kept?.id ?? idOf(sender === "" ? undefined : sender, work.draft.table),
          sender,
          pattern: work.kept?.pattern ?? patternOf(work.reading.fileName),
        }}
        onFinish={(fields) => void run(fields)}
      >
        <Form.Item name="name" label="映射名称" rules={[{ required: true, whitespace: true, message: "请填写名称" }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="id"
          label="编号"
          extra={work.kept === undefined ? undefined : `保存为第 ${work.kept.version + 1} 版，旧版本保留`}
          rules={[{ pattern: /^[A-Za-z0-9][A-Za-z0-9-]{1,47}$/, message: "2 至 48 位字母、数字或连字符" }]}
        >
          <Input disabled={work.kept !== undefined} autoComplete="off" />
        </Form.Item>
        <Form.Item name="sender" label="报送单位" rules={[{ required: true, message: "请选择这是谁的数据" }]}>
          {agency === undefined ? <Senders /> : <Input disabled />}
        </Form.Item>
        <Form.Item
          name="pattern"
          label="自动匹配的文件名"
          extra="{period} 表示年月，{date} 表示日期，{division} 表示区划，* 表示任意；不填则不自动匹配"
        >
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        <div className="sf-row">
          <Button onClick={onBack}>上一步</Button>
          <Button type="primary" htmlType="submit" loading={running.state === "running"}>
            保存映射并导入
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** Partners that drop files; the folder is what a sender is known by. */
function Senders({ value, onChange, id }: { value?: string; onChange?: (value: string) => void; id?: string }) {
  const partners = useRemote<PageOfPartnerView>("/api/partners/list", {});
  const items = partners.state === "ready" ? partners.value.items : [];
  const options = items
    .filter((one) => one.isOpen && one.kind !== "platform" && !one.folder.includes("/"))
    .map((one) => ({ value: one.folder, label: `${one.name}（${one.folder}）` }));
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      showSearch={{ optionFilterProp: "label" }}
      placeholder="请选择"
      {...(value === undefined || value === "" ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      options={options}
    />
  );
}

function useLoad(work: Work) {
  const refresh = useRefresh();
  const saved = useRef<{ content: string; version: number } | undefined>(undefined);
  const send = useCallback(
    async (fields: Fields, intent: Intent) => {
      const pattern = fields.pattern?.trim() ?? "";
      const { pattern: _, ...rest } = mappingOf(work, fields.name, fields.sender);
      const mapping = {
        ...rest,
        id: fields.id,
        name: fields.name.trim(),
        sender: fields.sender,
        ...(pattern === "" ? {} : { pattern }),
      };
      const path = `${mappingsPath}/${encodeURIComponent(fields.id)}/versions`;
      // Where only the loading failed, the same mapping is not kept twice.
      const content = JSON.stringify(mapping);
      if (saved.current?.content !== content) {
        const answer = await command<SourceMapping>(path, { based: work.kept?.version ?? 0, mapping }, { intent });
        if (answer.kind !== "done") throw new Error("A mapping is saved at once.");
        saved.current = { content, version: answer.value.version };
      }
      const { period, division, reading } = work;
      const loaded = await command<Uploaded>(
        `${samplesPath}/${reading.id}/load`,
        { mapping: fields.id, version: saved.current.version, period, division, sender: fields.sender },
        { intent: newIntent() },
      );
      if (loaded.kind !== "done") throw new Error("A file is handed over at once.");
      refresh(mappingsPath);
      return loaded.value;
    },
    [work, refresh],
  );
  return useCommand(send);
}

/** What became of the file, with the ways on to its batch, its figures and its lines. */
function Loaded({ id, work }: { id: string; work: Work }) {
  const sent = useSent(id);
  const lake = `/exchange/lake/${tableKey(work.draft.table)}?from=${work.period}&to=${work.period}`;
  return (
    <section className="sf-panel sf-stack" role="status" aria-label="导入结果">
      <RemoteView remote={sent} rows={3}>
        {(found) => {
          if (found.kind !== "detail") return <span className="sf-muted">文件已送达，正在等待接收……</span>;
          const { batch, progress } = found.view;
          const { tone, text } = detailStates[batch.state];
          return (
            <>
              <div className="sf-row">
                <h2>{batch.fileName}</h2>
                <StatusTag tone={tone}>{text}</StatusTag>
                <span className="sf-grow">
                  {batch.problemText ??
                    (progress === undefined ? "" : `已检查 ${progress.rowsDone.toLocaleString("zh-CN")} 行`)}
                </span>
              </div>
              <Balance {...batch} />
            </>
          );
        }}
      </RemoteView>
      <div className="sf-row">
        <Link to={detailAddress(id, work.draft.table)}>查看批次</Link>
        <Link to={`${lake}&division=${work.division}`}>在数据湖中查看，逐层到原始行</Link>
        <Link to="/exchange/mappings">全部映射</Link>
      </div>
    </section>
  );
}
