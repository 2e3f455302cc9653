import "./FileDrop.css";
import { InboxOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useRef, useState } from "react";
import type { CommandAnswer, Intent, Query, Upload } from "../kernel/api";
import { newIntent, upload } from "../kernel/api";
import type { Problem } from "../kernel/problem";
import { problemOf } from "../kernel/problem";
import { ProblemView } from "./ProblemView";
import { RowProblems } from "./RowProblems";
import { StatusTag } from "./StatusTag";

type Sending = {
  key: string;
  file: File;
  intent: Intent;
  part: number;
  state: "sending" | "done" | "refused";
  problem?: Problem;
  cancel: () => void;
};

type FileDropProps<T> = {
  /** Where the bytes go: POST, raw body, ?fileName=. */
  path: string;
  /** Values to go along; `fileName: undefined` where the server takes no name. */
  query?: Query;
  /** What may be dropped here and how large, in words. */
  hint: string;
  /** Endings, such as ".csv,.xlsx,.zip". */
  accept?: string;
  maxBytes?: number;
  onDone: (file: File, answer: CommandAnswer<T>) => void;
};

/** Files by drag, by click or by keyboard, each with its progress; a refused one says why and can be tried again. */
export function FileDrop<T>({ path, query, hint, accept, maxBytes, onDone }: FileDropProps<T>) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const change = (key: string, part: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const start = (file: File, intent: Intent) => {
    const key = intent.key;
    const refusal = refusalOf(file, accept, maxBytes);
    const going: Upload<T> | undefined = refusal
      ? undefined
      : upload<T>(path, file, intent, (part) => change(key, { part }), query);
    const entry: Sending = {
      key,
      file,
      intent,
      part: 0,
      state: refusal ? "refused" : "sending",
      cancel: () => going?.cancel(),
      ...(refusal ? { problem: refusal } : {}),
    };
    setSending((all) => [entry, ...all.filter((one) => one.key !== key)]);
    going?.done.then(
      (answer) => {
        change(key, { state: "done", part: 1 });
        onDone(file, answer);
      },
      (error: unknown) => change(key, { state: "refused", problem: problemOf(error) }),
    );
  };
  const startAll = (files: FileList | null) => {
    for (const file of files ?? []) start(file, newIntent());
  };

  return (
    <div className="sf-stack">
      <button
        type="button"
        className={over ? "sf-drop sf-drop-over" : "sf-drop"}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          startAll(event.dataTransfer.files);
        }}
      >
        <InboxOutlined className="sf-drop-icon" />
        <span>将文件拖到这里，或点击选择</span>
        <span className="sf-muted">{hint}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accept}
        aria-label="选择文件"
        onChange={(event) => {
          startAll(event.target.files);
          event.target.value = "";
        }}
      />
      {sending.map((one) => (
        <FileLine key={one.key} sending={one} onRetry={() => start(one.file, one.intent)} />
      ))}
    </div>
  );
}

function FileLine({ sending, onRetry }: { sending: Sending; onRetry: () => void }) {
  return (
    <div className="sf-file" role="status">
      <div className="sf-row">
        <span className="sf-grow">{sending.file.name}</span>
        <span className="sf-muted">{sizeText(sending.file.size)}</span>
        {sending.state === "done" ? <StatusTag tone="good">已送达</StatusTag> : null}
        {sending.state === "sending" ? (
          <Button size="small" onClick={sending.cancel}>
            取消
          </Button>
        ) : null}
      </div>
      {sending.state === "sending" ? (
        <Progress size="small" aria-label={`${sending.file.name}的上传进度`} percent={Math.floor(sending.part * 100)} />
      ) : null}
      {sending.problem && sending.state === "refused" ? (
        <>
          <ProblemView problem={sending.problem} retry={onRetry} inline />
          <RowProblems id="file-problems" problems={sending.problem.rows ?? []} />
        </>
      ) : null}
    </div>
  );
}

function refusalOf(file: File, accept: string | undefined, maxBytes: number | undefined): Problem | undefined {
  const refuse = (code: string, detail: string): Problem => ({
    status: 0,
    code,
    title: "文件没有上传",
    detail,
    requestId: "",
  });
  if (file.size === 0) return refuse("empty_file", `“${file.name}”是空文件，请检查后重新选择。`);
  if (maxBytes !== undefined && file.size > maxBytes) {
    return refuse("too_large", `“${file.name}”有 ${sizeText(file.size)}，超过上限 ${sizeText(maxBytes)}。`);
  }
  const endings = accept?.toLowerCase().split(",") ?? [];
  if (endings.length > 0 && !endings.some((ending) => file.name.toLowerCase().endsWith(ending.trim()))) {
    return refuse("wrong_kind", `这里只接收 ${endings.join("、")} 文件，“${file.name}”不是。`);
  }
  return undefined;
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(2)} GB`;
}
