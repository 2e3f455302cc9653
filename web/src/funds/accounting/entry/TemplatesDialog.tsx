import "../../../ui/plain.css";
import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import type { VoucherTemplate } from "../../../api/generated/types";
import { useCommand } from "../../../kernel/command";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useUser } from "../../../kernel/user";
import { EmptyState } from "../../../ui/EmptyState";
import { ProblemView } from "../../../ui/ProblemView";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import type { Entry } from "./entry";
import { isKeyed } from "./entry";
import type { TemplatePlace } from "./templates";
import { deleteTemplate, entryOf, saveTemplate, templatesPath } from "./templates";

type TemplatesDialogProps = {
  place: TemplatePlace;
  entry: Entry;
  onUse: (entry: Entry) => void;
  onClose: () => void;
};

/** Keeps what is keyed as a template, one's own or shared, and begins with one that was kept. */
export function TemplatesDialog({ place, entry, onUse, onClose }: TemplatesDialogProps) {
  const refresh = useRefresh();
  const templates = useRemote<readonly VoucherTemplate[]>(templatesPath, place);
  const [name, setName] = useState(entry.summary);
  const [isShared, setShared] = useState(false);
  const saving = useCommand(saveTemplate);
  const deleting = useCommand(deleteTemplate);
  const mayAdd = isKeyed(entry) && name.trim() !== "";
  const keep = async () => {
    if (!mayAdd) return;
    const done = await saving.run({ ...place, name: name.trim(), isShared, entry });
    if (done !== undefined) refresh(templatesPath);
  };
  const remove = async (id: string) => {
    const done = await deleting.run({ place, id });
    if (done !== undefined) refresh(templatesPath);
  };
  const refused = [saving.running, deleting.running].find((one) => one.state === "refused");
  return (
    <Modal open title="凭证模板" footer={null} width={640} onCancel={onClose}>
      <div className="sf-stack">
        <div className="sf-row">
          <Input
            autoFocus
            aria-label="模板名称"
            placeholder="模板名称"
            className="sf-grow"
            style={{ width: 0 }}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void keep()}
          />
          <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)}>
            本区划共享
          </Checkbox>
          <Button disabled={!mayAdd} loading={saving.running.state === "running"} onClick={() => void keep()}>
            当前内容存为模板
          </Button>
        </div>
        {refused?.state === "refused" ? <ProblemView problem={refused.problem} inline /> : null}
        <RemoteView remote={templates} rows={3}>
          {(all) => (
            <Templates all={all} onUse={(one) => onUse(entryOf(one, entry.date))} onRemove={(id) => void remove(id)} />
          )}
        </RemoteView>
      </div>
    </Modal>
  );
}

type TemplatesProps = {
  all: readonly VoucherTemplate[];
  onUse: (template: VoucherTemplate) => void;
  onRemove: (id: string) => void;
};

function Templates({ all, onUse, onRemove }: TemplatesProps) {
  const user = useUser();
  if (all.length === 0) {
    return <EmptyState title="还没有模板" next="录好一张常用凭证后，在这里存为模板，供自己或本区划共同使用。" />;
  }
  return (
    <table className="sf-plain">
      <tbody>
        {all.map((one) => (
          <tr key={one.id}>
            <td className="sf-grow">{one.name}</td>
            <td>
              {one.isShared ? <StatusTag tone="active">共享</StatusTag> : <StatusTag tone="neutral">个人</StatusTag>}
            </td>
            <td className="sf-muted">{one.isShared ? one.by.name : ""}</td>
            <td className="sf-muted">{one.lines.length} 行</td>
            <td className="sf-right">
              <Button type="link" size="small" aria-label={`使用 ${one.name}`} onClick={() => onUse(one)}>
                使用
              </Button>
              {one.by.id === user?.id ? (
                <Button
                  type="link"
                  size="small"
                  danger
                  aria-label={`删除 ${one.name}`}
                  onClick={() => onRemove(one.id)}
                >
                  删除
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
