import "./Designer.css";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { StatementEntry } from "../../../api/generated/types";
import type { Intent } from "../../../kernel/api";
import { command } from "../../../kernel/api";
import { useCommand } from "../../../kernel/command";
import { useDraft } from "../../../kernel/draft";
import { useParameter } from "../../../kernel/parameter";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { Page } from "../../../ui/Page";
import { ProblemView } from "../../../ui/ProblemView";
import { RemoteView } from "../../../ui/RemoteView";
import { useShortcut } from "../../../ui/shortcuts";
import { UnsavedGuard } from "../../../ui/UnsavedGuard";
import { useAsked } from "./asked";
import { DesignHead, DesignSides } from "./DesignParts";
import { DesignPreview, usePreview } from "./DesignPreview";
import { DesignRows } from "./DesignRows";
import type { Design } from "./design";
import { designOf, emptyDesign, faultyRows, readDesign, sent } from "./design";
import { statementAddress, statementPath, statementsPath } from "./statements";

/** 报表定制: changes a statement, or makes one anew or as a copy. */
export function DesignerPage() {
  const statements = useRemote<readonly StatementEntry[]>(statementsPath);
  const [id] = useParameter("id");
  const [copy] = useParameter("copy");
  return (
    <RemoteView remote={statements} rows={10}>
      {(entries) => {
        const from = entries.find((entry) => entry.statement.id === (id ?? copy));
        const start = from === undefined ? emptyDesign : designOf(from, id === undefined);
        const name = `statement:${id ?? ""}:${copy ?? ""}`;
        return <Designer key={name} name={name} start={start} entries={entries} fixed={id !== undefined} />;
      }}
    </RemoteView>
  );
}

type DesignerProps = { name: string; start: Design; entries: readonly StatementEntry[]; fixed: boolean };

function Designer({ name, start, entries, fixed }: DesignerProps) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const asked = useAsked();
  const [draft, keep, drop] = useDraft(name, readDesign);
  const [saved, setSaved] = useState(false);
  const design = draft ?? start;
  const change = (part: Partial<Design>) => keep({ ...design, ...part });
  const preview = usePreview(design, asked);
  const { running, run } = useCommand(save);
  const replaces = entries.find((entry) => entry.statement.id === design.id);
  const isChanged = draft !== undefined && !saved;
  const store = async () => {
    const answer = await run(sent(design));
    if (answer === undefined) return;
    refresh(statementsPath);
    drop();
    setSaved(true);
  };
  // Leaves once the guard knows that nothing is unsaved.
  useEffect(() => {
    if (saved) void navigate(statementAddress(design.id, asked));
  }, [saved, navigate, design.id, asked]);
  useShortcut("mod+enter", "保存报表", () => void store());
  const problem = running.state === "refused" ? running.problem : undefined;
  return (
    <Page
      title={fixed ? `修改报表　${start.name}` : "新建报表"}
      hints={[
        ["enter", "下一行"],
        ["alt+enter", "插入行"],
        ["alt+↑↓", "移动行"],
        ["alt+delete", "删除行"],
        ["mod+enter", "保存"],
      ]}
      actions={
        <>
          {draft === undefined ? null : <Button onClick={drop}>放弃修改</Button>}
          <Button type="primary" loading={running.state === "running"} onClick={() => void store()}>
            保存
          </Button>
        </>
      }
    >
      <UnsavedGuard unsaved={isChanged} />
      {problem === undefined ? null : <ProblemView problem={problem} inline />}
      <div className="sf-designer">
        <div className="sf-stack">
          <DesignHead design={design} fixed={fixed} replaces={replaces} onChange={change} />
          <DesignRows
            rows={design.rows}
            faulty={faultyRows(preview.reasons)}
            onChange={(rows) => change({ rows: [...rows] })}
          />
          <DesignSides design={design} onChange={change} />
        </div>
        <DesignPreview preview={preview} />
      </div>
    </Page>
  );
}

function save(design: Design, intent: Intent) {
  return command<StatementEntry>(statementPath(design.id), { statement: design }, { intent });
}
