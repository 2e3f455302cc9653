import "../../../ui/plain.css";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { EmptyState } from "../../../ui/EmptyState";
import type { Entry } from "./entry";
import { isKeyed } from "./entry";
import { useTemplates } from "./templates";

type TemplatesDialogProps = {
  fund: string;
  entry: Entry;
  onUse: (entry: Entry) => void;
  onClose: () => void;
};

/** Keeps what is keyed as a template, and begins with one that was kept. */
export function TemplatesDialog({ fund, entry, onUse, onClose }: TemplatesDialogProps) {
  const { templates, add, remove } = useTemplates(fund);
  const [name, setName] = useState(entry.summary);
  const mayAdd = isKeyed(entry) && name.trim() !== "";
  const keep = () => mayAdd && add({ name: name.trim(), entry });
  return (
    <Modal open title="凭证模板" footer={null} onCancel={onClose}>
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
            onPressEnter={keep}
          />
          <Button disabled={!mayAdd} onClick={keep}>
            当前内容存为模板
          </Button>
        </div>
        {templates.length === 0 ? (
          <EmptyState title="还没有模板" next="录好一张常用凭证后，在这里存为模板，保存在本机本账号下。" />
        ) : (
          <table className="sf-plain">
            <tbody>
              {templates.map((template) => (
                <tr key={template.name}>
                  <td className="sf-grow">{template.name}</td>
                  <td className="sf-muted">{template.entry.lines.length} 行</td>
                  <td className="sf-right">
                    <Button type="link" size="small" onClick={() => onUse(template.entry)}>
                      使用
                    </Button>
                    <Button type="link" size="small" danger onClick={() => remove(template.name)}>
                      删除
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Modal>
  );
}
