import { Modal } from "antd";
import { KeyCaps } from "../ui/KeyCaps";
import { useShortcuts } from "../ui/shortcuts";

const inTables = [
  { keys: "↑", label: "上一行" },
  { keys: "↓", label: "下一行" },
  { keys: "Home", label: "第一行" },
  { keys: "End", label: "最后一行" },
  { keys: "PageDown", label: "下一屏" },
  { keys: "enter", label: "打开当前行" },
  { keys: "空格", label: "选择当前行" },
];

/** Every key that works here, read from what the page has registered. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const active = useShortcuts();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title="键盘快捷键">
      <h2 className="sf-muted sf-small">本页</h2>
      <KeyList entries={active} />
      <h2 className="sf-muted sf-small">列表</h2>
      <KeyList entries={inTables} />
    </Modal>
  );
}

function KeyList({ entries }: { entries: readonly { keys: string; label: string }[] }) {
  return (
    <ul style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: "6px 24px", margin: "6px 0 14px" }}>
      {entries.map((entry) => (
        <li key={entry.keys} className="sf-row" style={{ justifyContent: "space-between" }}>
          {entry.label} <KeyCaps keys={entry.keys} />
        </li>
      ))}
    </ul>
  );
}
