import "./CommandPalette.css";
import { Input, Modal } from "antd";
import { useEffect, useId, useState } from "react";
import { useNavigate } from "react-router";
import { get } from "../kernel/api";
import type { Problem } from "../kernel/problem";
import { problemOf } from "../kernel/problem";
import { useUser } from "../kernel/user";
import { findPages, menuOf } from "./menu";
import { usePages } from "./registry";

/** One thing that the search found. */
export type Hit = { kind: string; title: string; detail?: string; path: string };

/** Where hits come from beside the pages; GET /api/search answers {items: Hit[]}. */
export type SearchProvider = (words: string, signal: AbortSignal) => Promise<readonly Hit[]>;

const searchServer: SearchProvider = async (words, signal) =>
  (await get<{ items: Hit[] }>("/api/search", { q: words }, signal)).items;

const pause_ms = 200;
/** The server asks for as many. */
const lettersMin = 2;
const pagesShown = 8;

type PaletteProps = { open: boolean; onClose: () => void; provider?: SearchProvider };

/** Ctrl+K: pages at once, documents from the server as one types; ↑ ↓ Enter. */
export function CommandPalette({ open, onClose, provider = searchServer }: PaletteProps) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      destroyOnHidden
      title={<span className="sf-sr">搜索与命令</span>}
    >
      <Finder onClose={onClose} provider={provider} />
    </Modal>
  );
}

function Finder({ onClose, provider }: { onClose: () => void; provider: SearchProvider }) {
  const navigate = useNavigate();
  const list = useId();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const pages = usePageHits(words);
  const { hits, problem } = useServerHits(words, provider);
  const all = [...pages, ...hits];
  const go = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    onClose();
    void navigate(hit.path);
  };
  const step = (by: number) => setActive((active + by + all.length) % Math.max(1, all.length));
  return (
    <div className="sf-finder">
      <Input
        autoFocus
        size="large"
        variant="borderless"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={all.length > 0 ? `${list}-${active}` : undefined}
        aria-label="搜索"
        placeholder="搜索申请、批次、凭证号（202611-1）、文件、单位、用户，或页面名称"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") step(1);
          else if (event.key === "ArrowUp") step(-1);
          else if (event.key === "Enter") go(all[active]);
          else return;
          event.preventDefault();
        }}
      />
      <div id={list} role="listbox" aria-label="搜索结果" className="sf-finder-list">
        {all.map((hit, index) => (
          <button
            key={`${hit.kind}${hit.path}`}
            id={`${list}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseMove={() => setActive(index)}
            onClick={() => go(hit)}
          >
            <span>{hit.title}</span>
            <span className="sf-muted" title={hit.detail}>
              {hit.detail}
            </span>
            <span className="sf-finder-kind">{hit.kind}</span>
          </button>
        ))}
      </div>
      <div role="status" className="sf-muted sf-small">
        {problem ? `单据搜索暂不可用：${problem.detail}` : all.length === 0 ? "没有找到，请换一个词。" : null}
      </div>
    </div>
  );
}

function usePageHits(words: string): Hit[] {
  const pages = usePages();
  const open = menuOf(pages, useUser()).flatMap((group) => group.pages.map((page) => ({ page, detail: group.title })));
  const found = findPages(
    open.map((one) => one.page),
    words,
  );
  return found.slice(0, pagesShown).map((page) => {
    const detail = open.find((one) => one.page === page)?.detail;
    return { kind: "页面", title: page.title, path: page.path, ...(detail === undefined ? {} : { detail }) };
  });
}

function useServerHits(words: string, provider: SearchProvider) {
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    setProblem(undefined);
    if (words.trim().length < lettersMin) return setHits([]);
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      provider(words.trim(), abort.signal).then(setHits, (error: unknown) => {
        if (!abort.signal.aborted) setProblem(problemOf(error));
      });
    }, pause_ms);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [words, provider]);
  return { hits, problem };
}
