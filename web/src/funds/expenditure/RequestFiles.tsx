import type { RequestView } from "../../api/generated/types";
import { DescriptionList } from "../../ui/DescriptionList";
import { EmptyState } from "../../ui/EmptyState";
import { sizeText } from "../../ui/FileDrop";
import { WithPreview } from "../../ui/Preview";
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
  const files = request.attachments.map((file) => ({
    name: file.name,
    path: `${base}/${encodeURIComponent(file.name)}`,
  }));
  return (
    <div className="sf-request-files">
      <WithPreview attachments={files}>
        <div className="sf-stack">
          {source}
          <ul className="sf-stack">
            {request.attachments.map((file) => (
              <li key={file.blob}>
                <div>
                  {file.name} <span className="sf-muted">{sizeText(file.size)}</span>
                </div>
                <code className="sf-muted sf-small sf-digest">SM3 {file.sm3}</code>
              </li>
            ))}
          </ul>
        </div>
      </WithPreview>
    </div>
  );
}
