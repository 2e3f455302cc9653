import "../../ui/plain.css";
import "./Mapping.css";
import { Button, Steps } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { MappingView, SampleReading, SourceMapping, Trial } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, get } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useJob } from "../../kernel/jobs";
import type { Period } from "../../kernel/period";
import { parsePeriod, periodAt, plusMonths } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { useUser } from "../../kernel/user";
import { FileDrop } from "../../ui/FileDrop";
import { JobCard } from "../../ui/JobCard";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { matches } from "../../ui/shortcuts";
import { LoadStep } from "./LoadStep";
import { MapStep } from "./MapStep";
import type { Draft } from "./mapping";
import { draftFrom, draftOf, idOf, mappingsPath, patternOf, samplesPath, trialsPath } from "./mapping";
import { TrialStep } from "./TrialStep";

/** What is being made: the file, the mapping, for which month and region, and who keeps it. */
export type Work = {
  reading: SampleReading;
  draft: Draft;
  period: Period;
  division: string;
  /** The kept mapping that the draft began as; undefined for a new one. */
  kept: SourceMapping | undefined;
};

const titles = ["选择文件", "对应列名", "试运行", "导入"];

/** A file with columns of its own: read it, say which column is which, try it, load it. */
export function ImportPage() {
  const [step, setStep] = useState(0);
  const [work, setWork] = useState<Work>();
  const [trial, setTrial] = useState<Trial>();
  const [job, setJob] = useState<string>();
  const begin = useBegin();
  const { running, run } = useTrial();
  const tryOut = async (changed?: SampleReading) => {
    if (work === undefined) return;
    const now = changed === undefined ? work : { ...work, reading: changed };
    setWork(now);
    setJob(undefined);
    const tried = await run(now);
    if (tried?.kind === "job") setJob(tried.jobId);
    if (tried?.kind === "done") show(tried.value);
  };
  const show = (found: Trial) => {
    setJob(undefined);
    setTrial(found);
    setStep(2);
  };
  useTrialKey(step === 1, () => void tryOut());
  return (
    <Page
      title="按映射导入文件"
      meta={<Link to="/exchange/mappings">← 全部映射</Link>}
      hints={step === 1 ? [["mod+Enter", "试运行"]] : []}
    >
      <section className="sf-panel">
        <Steps
          size="small"
          current={step}
          onChange={(next) => next < step && setStep(next)}
          items={titles.map((title) => ({ title }))}
        />
      </section>
      {step === 0 ? (
        <section className="sf-panel sf-stack">
          <FileDrop<SampleReading>
            path={samplesPath}
            accept=".csv,.txt,.tsv,.xlsx,.xml"
            hint="CSV、TXT、XLSX、XML 均可；编码、分隔符、标题行自动识别。此时只读取，不入库。"
            onDone={(_, answer) => {
              if (answer.kind !== "done") return;
              setWork(begin(answer.value));
              setTrial(undefined);
              setStep(1);
            }}
          />
          <p className="sf-muted">
            银行流水、国库入库、工资统发、财政补助、民政、公安、统计，或列名不同的参保缴费文件都可以。
          </p>
        </section>
      ) : null}
      {running.state === "refused" ? <ProblemView problem={running.problem} /> : null}
      {work !== undefined && step === 1 ? (
        <>
          <MapStep work={work} trial={trial} onChange={setWork} onKept={(id) => void take(id, work, setWork)} />
          <div className="sf-row">
            <Button onClick={() => setStep(0)}>换一个文件</Button>
            <span className="sf-grow" />
            <Button type="primary" loading={running.state === "running"} onClick={() => void tryOut()}>
              试运行
            </Button>
          </div>
        </>
      ) : null}
      {work !== undefined && trial !== undefined && step === 2 ? (
        <TrialStep
          work={work}
          trial={trial}
          isRunning={running.state === "running"}
          onTry={(reading) => void tryOut(reading)}
          onBack={() => setStep(1)}
          onNext={() => setStep(3)}
        />
      ) : null}
      {work !== undefined && trial !== undefined && step === 3 ? (
        <LoadStep work={work} trial={trial} onBack={() => setStep(2)} />
      ) : null}
      {job === undefined ? null : <TrialWait key={job} jobId={job} onDone={show} />}
    </Page>
  );
}

/** Ctrl+Enter tries, also in a select, which would take the key to open its list. */
function useTrialKey(isOn: boolean, tryOut: () => void) {
  const latest = useRef(tryOut);
  useEffect(() => {
    latest.current = tryOut;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || !matches(event, "mod+Enter")) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [isOn]);
}

/** The month in the file's name, or the last one; the person's own division. */
function useBegin() {
  const division = useUser()?.division.code ?? "";
  return (reading: SampleReading): Work => ({
    reading,
    draft: draftOf(reading),
    period: parsePeriod(reading.period ?? "") ?? plusMonths(periodAt(new Date()), -1),
    division,
    kept: undefined,
  });
}

async function take(id: string | undefined, work: Work, onTaken: (work: Work) => void) {
  if (id === undefined) return onTaken({ ...work, draft: draftOf(work.reading), kept: undefined });
  const { mapping } = await get<MappingView>(`${mappingsPath}/${encodeURIComponent(id)}`);
  onTaken({ ...work, draft: draftFrom(mapping), kept: mapping });
}

/** What a trial came to, or the job that is at it: large files take longer than a request may. */
type Tried = { kind: "done"; value: Trial } | { kind: "job"; jobId: string };

function useTrial() {
  const send = useCallback(async (work: Work, intent: Intent): Promise<Tried> => {
    const { reading, period, division } = work;
    const body = { mapping: mappingOf(work, "试运行", undefined), period, division };
    const path = `${samplesPath}/${reading.id}`;
    try {
      return await command<Trial>(`${path}/trial`, body, { intent });
    } catch (error) {
      if (problemOf(error).code !== "trial_takes_long") throw error;
      return await command<Trial>(`${path}/trials`, body, { intent });
    }
  }, []);
  return useCommand(send);
}

/** The button that started it stands at the end of a long page, and this below it. */
function intoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: "center" });
}

type TrialWaitProps = { jobId: string; onDone: (trial: Trial) => void };

/** Follows the job of a large trial until its result is there. */
function TrialWait({ jobId, onDone }: TrialWaitProps) {
  const job = useJob(jobId);
  const isDone = job.state === "ready" && job.value.state === "done";
  const trial = useRemote<Trial>(isDone ? `${trialsPath}/${encodeURIComponent(jobId)}` : undefined);
  const found = trial.state === "ready" ? trial.value : undefined;
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  useEffect(() => {
    if (found !== undefined) latest.current(found);
  }, [found]);
  return (
    <div ref={intoView} className="sf-map-wait">
      <JobCard jobId={jobId} />
    </div>
  );
}

/** The draft as the server keeps it. */
export function mappingOf({ reading, draft, kept }: Work, name: string, sender: string | undefined) {
  return {
    id: kept?.id ?? idOf(sender, draft.table),
    name: kept?.name ?? name,
    version: kept?.version ?? 0,
    isOpen: true,
    ...draft,
    ...((kept?.sender ?? sender) ? { sender: kept?.sender ?? sender } : {}),
    ...((kept?.pattern ?? patternOf(reading.fileName))
      ? { pattern: kept?.pattern ?? patternOf(reading.fileName) }
      : {}),
  };
}
