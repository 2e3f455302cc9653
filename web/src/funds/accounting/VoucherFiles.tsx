import { App, Button } from "antd";
import type { KeptFile, PreparedAnswer } from "../../api/generated/types";
import { command, newIntent } from "../../kernel/api";
import { problemOf } from "../../kernel/problem";
import { useRefresh } from "../../kernel/remote";
import { FileDrop } from "../../ui/FileDrop";
import { KeptFiles } from "../../ui/KeptFiles";
import { bookPath } from "./books";

/** As the server takes them. */
const paperBytesMax = 100 * 1024 * 1024;
const accept = ".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.ofd";

type VoucherFilesProps = {
  book: string;
  /** Of the voucher, posted or not. */
  path: string;
  files: readonly KeptFile[];
  /** Only whoever prepared it, and before it is audited. */
  mayChange?: boolean;
};

/** The papers of a voucher (附件); nothing where there are none and none can be added. */
export function VoucherFiles({ book, path, files, mayChange = false }: VoucherFilesProps) {
  const refresh = useRefresh();
  const { message } = App.useApp();
  if (files.length === 0 && !mayChange) return null;
  const pathOf = ({ name }: KeptFile) => `${path}/files/${encodeURIComponent(name)}`;
  const remove = (file: KeptFile) =>
    command<PreparedAnswer>(`${pathOf(file)}/remove`, undefined, { intent: newIntent() }).then(
      () => refresh(bookPath(book)),
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <section className="sf-panel sf-stack sf-no-print" aria-label="附件">
      <div className="sf-row">
        <h2>附件 {files.length} 个</h2>
        <span className="sf-muted">
          {mayChange ? "审核前由制单人增减，个数计入附件张数；记账后不能再改。" : "摘要记入凭证链，记账后不能再改。"}
        </span>
      </div>
      {mayChange ? (
        <FileDrop<PreparedAnswer>
          path={`${path}/files`}
          accept={accept}
          maxBytes={paperBytesMax}
          hint="PDF、图片（PNG、JPG）、Word、Excel、OFD，每个不超过 100 MB"
          onDone={() => refresh(bookPath(book))}
        />
      ) : null}
      {files.length === 0 ? null : (
        <KeptFiles
          files={files}
          pathOf={pathOf}
          deeds={(file) =>
            mayChange ? (
              <Button type="link" size="small" danger onClick={() => void remove(file)}>
                删除
              </Button>
            ) : null
          }
        />
      )}
    </section>
  );
}
