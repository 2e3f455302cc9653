import "./Preview.css";
import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Splitter } from "antd";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { fetchFile, saveAs } from "../kernel/api";
import { remote } from "../kernel/problem";
import { EmptyState } from "./EmptyState";
import { RemoteView } from "./RemoteView";

type Attachment = { path: string; name: string };

/** A form with its source papers beside it; the border between them can be moved. */
export function WithPreview({ attachments, children }: { attachments: readonly Attachment[]; children: ReactNode }) {
  const [chosen, setChosen] = useState(0);
  const attachment = attachments[chosen] ?? attachments[0];
  return (
    <Splitter className="sf-with-preview">
      <Splitter.Panel min="30%" defaultSize="52%">
        <div className="sf-with-preview-form">{children}</div>
      </Splitter.Panel>
      <Splitter.Panel min="25%" collapsible>
        <div className="sf-preview">
          <div className="sf-preview-names" role="tablist" aria-label="附件">
            {attachments.map((one, index) => (
              <button
                key={one.path}
                type="button"
                role="tab"
                aria-selected={one === attachment}
                onClick={() => setChosen(index)}
              >
                {one.name}
              </button>
            ))}
          </div>
          {attachment ? (
            <Preview key={attachment.path} {...attachment} />
          ) : (
            <EmptyState title="没有附件" next="上传附件后可在此预览。" />
          )}
        </div>
      </Splitter.Panel>
    </Splitter>
  );
}

/** A PDF, image or text as it is; any other file is offered for download. */
export function Preview({ path, name }: Attachment) {
  const file = remote<{ blob: Blob }>(
    useQuery({ queryKey: ["file", path], queryFn: ({ signal }) => fetchFile(path, signal), staleTime: Infinity }),
  );
  return (
    <RemoteView remote={file} rows={8}>
      {({ blob }) => <Content blob={blob} name={name} />}
    </RemoteView>
  );
}

function Content({ blob, name }: { blob: Blob; name: string }) {
  const address = useBlobAddress(blob);
  const kind = blob.type.split(";")[0] ?? "";
  if (address === undefined) return null;
  if (kind === "application/pdf") return <iframe className="sf-preview-frame" title={name} src={address} />;
  if (/^image\/(png|jpeg|gif|webp|bmp)$/.test(kind))
    return <img className="sf-preview-image" alt={name} src={address} />;
  if (kind === "text/plain" || kind === "text/csv") return <TextContent blob={blob} />;
  return (
    <EmptyState
      title="此类文件不能预览"
      next="请下载后打开。"
      action={
        <Button icon={<DownloadOutlined />} onClick={() => saveAs(blob, name)}>
          下载 {name}
        </Button>
      }
    />
  );
}

/** More than this is not put on the page. */
const textShown_bytes = 256 * 1024;

function TextContent({ blob }: { blob: Blob }) {
  const [text, setText] = useState("");
  useEffect(() => {
    let current = true;
    void blob
      .slice(0, textShown_bytes)
      .arrayBuffer()
      .then((bytes) => current && setText(decoded(bytes)));
    return () => {
      current = false;
    };
  }, [blob]);
  return (
    <pre className="sf-preview-text">
      {text}
      {blob.size > textShown_bytes ? "\n……（只显示前 256 KB）" : ""}
    </pre>
  );
}

/** Agencies send UTF-8 and GB18030; what is not valid UTF-8 is read as the latter. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function useBlobAddress(blob: Blob): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
