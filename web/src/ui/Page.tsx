import "./Page.css";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { KeyCaps } from "./KeyCaps";

type PageProps = {
  title: string;
  /** Beside the title: the document's number, state, period. */
  meta?: ReactNode;
  actions?: ReactNode;
  /** Keys that matter on this page: [["Enter", "打开"], ["mod+Enter", "提交"]]. */
  hints?: readonly (readonly [keys: string, label: string])[];
  /** The content takes the height that is left (lists); otherwise the page scrolls. */
  fill?: boolean;
  children: ReactNode;
};

const product = "社会保障资金信息管理系统";

/** A screen's frame: heading, actions, keyboard hints, content. Names the browser tab. */
export function Page({ title, meta, actions, hints = [], fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title]);
  return (
    <div className={fill ? "sf-page sf-page-fill" : "sf-page"}>
      <header className="sf-page-head">
        <h1>{title}</h1>
        {meta === undefined ? null : <div className="sf-page-meta">{meta}</div>}
        <div className="sf-grow" />
        {hints.length === 0 ? null : (
          <ul className="sf-page-hints sf-no-print" aria-label="键盘操作">
            {hints.map(([keys, label]) => (
              <li key={keys}>
                <KeyCaps keys={keys} /> {label}
              </li>
            ))}
          </ul>
        )}
        {actions === undefined ? null : <div className="sf-row sf-no-print">{actions}</div>}
      </header>
      <div className="sf-page-body">{children}</div>
    </div>
  );
}
