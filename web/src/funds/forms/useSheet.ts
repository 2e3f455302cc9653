import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BrokenRuleView, CellConflict, CellsSaved, SheetView } from "../../api/generated/types";
import { command, newIntent } from "../../kernel/api";
import type { Problem } from "../../kernel/problem";
import { problemOf } from "../../kernel/problem";
import { useRefresh } from "../../kernel/remote";
import { formsPath } from "./figures";

/** A cell as it is changed: its key on the form, what it was and becomes. */
export type Edit = { key: string; before: number | null; after: number | null };

/** Long enough to paste and type on, short enough that a closed lid loses nothing. */
const pause_ms = 500;

/**
 * What is typed into a form: shown at once, saved a moment later, undone block by block. The answer to a save brings
 * what was computed from it, the rules that are broken now, and cells that somebody else has saved meanwhile.
 */
export function useSheet(view: SheetView) {
  const { task, division } = view.sheet;
  const path = `${formsPath}/tasks/${task}/sheets/${division}`;
  const [figures, setFigures] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [broken, setBroken] = useState<readonly BrokenRuleView[]>(view.broken);
  const [conflicts, setConflicts] = useState<readonly CellConflict[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [isSaving, setSaving] = useState(false);
  const [done, setDone] = useState<readonly (readonly Edit[])[]>([]);
  const revision = useRef(view.sheet.revision);
  const waiting = useRef(new Map<string, number | null>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(false);
  const refresh = useRefresh();
  const form = view.form.id;

  const save = useCallback(async () => {
    if (busy.current || waiting.current.size === 0) return;
    busy.current = true;
    setSaving(true);
    const sent = new Map(waiting.current);
    waiting.current.clear();
    const cells = [...sent].map(([key, value]) => ({ cell: `${form}!${key}`, ...(value === null ? {} : { value }) }));
    try {
      const body = { revision: revision.current, cells };
      const answer = await command<CellsSaved>(`${path}/cells`, body, { intent: newIntent(), method: "PUT" });
      if (answer.kind !== "done") throw new Error("A save is answered at once.");
      const { value } = answer;
      revision.current = value.revision;
      setFigures((old) => {
        const next = new Map(old);
        for (const one of value.changed) {
          if (one.cell.startsWith(`${form}!`)) next.set(one.cell.slice(form.length + 1), one.value ?? null);
        }
        for (const one of value.conflicts) next.set(one.cell.slice(form.length + 1), one.theirs ?? null);
        return next;
      });
      setBroken(value.broken);
      setConflicts(value.conflicts);
      setProblem(undefined);
    } catch (error) {
      // Nothing typed is lost: it goes with the next save.
      for (const [key, value] of sent) if (!waiting.current.has(key)) waiting.current.set(key, value);
      setProblem(problemOf(error));
    } finally {
      busy.current = false;
      setSaving(false);
      if (waiting.current.size === 0) refresh(path);
    }
  }, [form, path, refresh]);

  const put = useCallback(
    (edits: readonly Edit[]) => {
      for (const edit of edits) waiting.current.set(edit.key, edit.after);
      setFigures((old) => new Map([...old, ...edits.map((edit) => [edit.key, edit.after] as const)]));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pause_ms);
    },
    [save],
  );
  const edit = useCallback(
    (edits: readonly Edit[]) => {
      if (edits.length === 0) return;
      setDone((old) => [...old, edits]);
      put(edits);
    },
    [put],
  );
  const undo = useCallback(() => {
    const last = done.at(-1);
    if (last === undefined) return;
    setDone(done.slice(0, -1));
    put(last.map(({ key, before, after }) => ({ key, before: after, after: before })));
  }, [done, put]);

  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = useMemo(() => {
    const all = new Map<string, number | null>(Object.entries(view.figures));
    for (const [key, value] of figures) all.set(key, value);
    return all;
  }, [view.figures, figures]);
  return {
    figures: shown,
    broken: figures.size === 0 ? view.broken : broken,
    conflicts,
    problem,
    isSaving,
    isDirty: figures.size > 0 && (isSaving || waiting.current.size > 0),
    canUndo: done.length > 0,
    edit,
    undo,
    save,
  };
}
