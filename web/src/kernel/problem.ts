import type { RowProblem } from "../api/generated/types";

/** Why the server (or the way to it) said no: RFC 9457 problem details with the project's members. */
export type Problem = {
  /** 0 when no answer came. */
  status: number;
  /** Stable; clients switch on it. */
  code: string;
  title: string;
  /** What is wrong and what to do, for the reader. */
  detail: string;
  /** Field name, or file:line:column. */
  place?: string;
  /** The line of what was sent, counted from 1, and the field in it, where one is named. */
  line?: number;
  field?: string;
  /** Every fault, where the server names several at their places. */
  faults?: readonly Fault[];
  /** Every reason, where the server lists several in words. */
  reasons?: readonly string[];
  /** Every fault of an uploaded table. */
  rows?: readonly RowProblem[];
  /** Quoted to support. Empty when no answer came. */
  requestId: string;
};

/** One fault of what was sent. Line 0 is its head. */
export type Fault = { line: number; field: string; message: string };

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What a screen knows of something that it asked for. */
export type Remote<T> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem; retry: () => void }
  | { state: "ready"; value: T };

type QueryLike<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

/** A query's state as a Remote. A failed refresh does not hide what is already there. */
export function remote<T>(query: QueryLike<T>): Remote<T> {
  if (query.data !== undefined) return { state: "ready", value: query.data };
  if (query.error) return { state: "failed", problem: problemOf(query.error), retry: () => void query.refetch() };
  return { state: "loading" };
}

/** The problem in anything that was thrown; a bug of ours becomes one as well, so that screens can show it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  return {
    status: 0,
    code: "client_bug",
    title: "页面出错",
    detail: `页面运行出错（${detail}），请重试。`,
    requestId: "",
  };
}

const titles: Record<number, string> = {
  401: "请重新登录",
  403: "无权办理",
  404: "没有找到",
  409: "状态已变化",
  412: "内容已被他人修改",
  413: "内容过大",
  429: "操作过于频繁",
};

export const offlineProblem: Problem = {
  status: 0,
  code: "offline",
  title: "网络不通",
  detail: "没有连上服务器，您填写的内容仍保留在本页。网络恢复后请重试。",
  requestId: "",
};

/** The problem in an answer that is not a success. A proxy may answer without problem details. */
export function readProblem(status: number, body: unknown, requestId: string): Problem {
  const members = isRecord(body) ? body : {};
  const place = textOf(members.place);
  return {
    status,
    code: textOf(members.code) ?? `http_${status}`,
    title: textOf(members.title) ?? titles[status] ?? (status >= 500 ? "服务器出错" : "请求未被接受"),
    detail: textOf(members.detail) ?? `服务器返回状态 ${status}，请稍后重试；多次出现请联系管理员。`,
    ...(place === undefined ? {} : { place }),
    ...(typeof members.line === "number" ? { line: members.line } : {}),
    ...(typeof members.field === "string" ? { field: members.field } : {}),
    ...faultsIn(members.faults),
    ...(Array.isArray(members.rows) ? { rows: members.rows.filter(isRowProblem) } : {}),
    requestId: textOf(members.requestId) ?? requestId,
  };
}

/** The server names faults at their places, or in words. */
function faultsIn(value: unknown): Pick<Problem, "faults" | "reasons"> {
  if (!Array.isArray(value)) return {};
  const reasons = value.filter((one): one is string => typeof one === "string");
  return reasons.length > 0 ? { reasons } : { faults: value.filter(isFault) };
}

function isFault(value: unknown): value is Fault {
  return (
    isRecord(value) &&
    typeof value.line === "number" &&
    typeof value.field === "string" &&
    typeof value.message === "string"
  );
}

function isRowProblem(value: unknown): value is RowProblem {
  return (
    isRecord(value) &&
    typeof value.line === "number" &&
    typeof value.column === "string" &&
    typeof value.code === "string" &&
    typeof value.message === "string"
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
