import type { RequestView } from "../../api/generated/types";
import { DescriptionList } from "../../ui/DescriptionList";
import { EmptyState } from "../../ui/EmptyState";
import { sizeText } from "../../ui/FileDrop";
import { KeptFiles } from "../../ui/KeptFiles";
import { requestsPath } from "./requestList";

/** The papers of a request: their list on one side, the paper itself on the other. */
export function RequestFiles({ view }: { view: RequestView }) {
  const { request } = view;
  const base = `${requestsPath}/${encodeURIComponent(request.id)}/attachments`;
  const received = request.received;
  const source = received ? (
    <DescriptionList
      items={[
        { label: "报送文件", value: `${received.name}（${sizeText(received.size)}）`, wide: true },
        { label: "SM3 摘要", value: <code>{received.sm3}</code>, wide: true },
      ]}
    />
  ) : (
    <p className="sf-muted">本申请为在线填报，没有报送文件。</p>
  );
  if (request.attachments.length === 0) {
    return (
      <div className="sf-panel sf-stack">
        {source}
        <EmptyState title="没有附件" next="本次报送没有附带附件。" />
      </div>
    );
  }
  return (
    <KeptFiles
      files={request.attachments}
      pathOf={(file) => `${base}/${encodeURIComponent(file.name)}`}
      head={source}
    />
  );
}
