import "./KeptFiles.css";
import type { ReactNode } from "react";
import type { KeptFile } from "../api/generated/types";
import { sizeText } from "./FileDrop";
import { WithPreview } from "./Preview";

type KeptFilesProps = {
  files: readonly KeptFile[];
  pathOf: (file: KeptFile) => string;
  /** Above the list. */
  head?: ReactNode;
  /** What can be done with one of them. */
  deeds?: (file: KeptFile) => ReactNode;
};

/** The papers of a document with their digests: their list on one side, the paper itself on the other. */
export function KeptFiles({ files, pathOf, head, deeds }: KeptFilesProps) {
  return (
    <div className="sf-kept-files">
      <WithPreview attachments={files.map((file) => ({ name: file.name, path: pathOf(file) }))}>
        <div className="sf-stack">
          {head}
          <ul className="sf-stack">
            {files.map((file) => (
              <li key={file.blob}>
                <div className="sf-row">
                  <span>
                    {file.name} <span className="sf-muted">{sizeText(file.size)}</span>
                  </span>
                  {deeds?.(file)}
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
