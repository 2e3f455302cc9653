import { network } from "./network";
import { isRecord, offlineProblem, ProblemError, readProblem } from "./problem";
import { accessToken, dropTokens, keepTokens, readTokens, refreshToken, session } from "./token";

/** The one way to the server. Answers are what the generated types say; this file is where they are believed. */

export type Query = Record<string, string | number | boolean | undefined>;

/** One page of a list. Total counts all rows that match; the continuation is absent after the last page. */
export type Page<T> = { items: T[]; total: number; continuation?: string };

/**
 * What a person means to do once. Its key goes with the command and with every retry of it, so the server does it once
 * however often it arrives.
 */
export type Intent = { readonly key: string };

/** Works on plain-HTTP intranets too, where crypto.randomUUID is absent. */
export function newIntent(): Intent {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { key: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

export type CommandOptions = {
  intent: Intent;
  ifMatch?: string;
  signal?: AbortSignal;
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
};

/** The server's answer to a command: done, or a job that goes on. */
export type CommandAnswer<T> =
  | { kind: "done"; value: T; etag?: string; repeated: boolean }
  | { kind: "job"; jobId: string };

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await readJson(await send(withQuery(path, query), signal ? { signal } : {}))) as T;
}

/** As get, with the version to give back in If-Match. */
export async function getVersioned<T>(path: string, signal?: AbortSignal): Promise<{ value: T; etag: string }> {
  const response = await send(path, signal ? { signal } : {});
  return { value: (await readJson(response)) as T, etag: response.headers.get("ETag") ?? "" };
}

export async function command<T>(path: string, body: unknown, options: CommandOptions): Promise<CommandAnswer<T>> {
  const headers: Record<string, string> = { "Idempotency-Key": options.intent.key };
  if (options.ifMatch !== undefined) headers["If-Match"] = options.ifMatch;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await send(path, {
    method: options.method ?? "POST",
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const value = await readJson(response);
  if (response.status === 202 && isRecord(value) && typeof value.jobId === "string") {
    return { kind: "job", jobId: value.jobId };
  }
  const etag = response.headers.get("ETag");
  const repeated = response.headers.get("Idempotency-Hit") === "true";
  return { kind: "done", value: value as T, repeated, ...(etag === null ? {} : { etag }) };
}

/** The bytes of a file that needs the token, with the name that the server gives it. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<{ blob: Blob; name: string }> {
  const response = await send(path, signal ? { signal } : {});
  return { blob: await response.blob(), name: fileName(response.headers.get("Content-Disposition")) };
}

export async function download(path: string): Promise<void> {
  const { blob, name } = await fetchFile(path);
  saveAs(blob, name);
}

/** Hands a file to the browser's download folder. */
export function saveAs(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

export type Upload<T> = { done: Promise<CommandAnswer<T>>; cancel: () => void };

/**
 * Sends a file as the raw body, named by ?fileName= unless the query says otherwise, and reports its progress (0..1),
 * which fetch cannot.
 */
export function upload<T>(
  path: string,
  file: File,
  intent: Intent,
  onProgress: (part: number) => void,
  query?: Query,
): Upload<T> {
  let request: XMLHttpRequest | undefined;
  let cancelled = false;
  const attempt = (again: boolean): Promise<CommandAnswer<T>> =>
    new Promise((resolve, reject) => {
      if (cancelled) return reject(cancelProblem());
      request = new XMLHttpRequest();
      const sent = request;
      sent.open("POST", withQuery(path, { fileName: file.name, ...query }));
      sent.setRequestHeader("Idempotency-Key", intent.key);
      sent.setRequestHeader("Content-Type", file.type || "application/octet-stream");
      for (const [name, value] of tokenHeaders()) sent.setRequestHeader(name, value);
      sent.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      sent.onabort = () => reject(cancelProblem());
      sent.onerror = () => {
        network.set("offline");
        reject(new ProblemError(offlineProblem));
      };
      sent.onload = () => {
        network.set("online");
        const body = parseJson(sent.responseText);
        if (sent.status === 401 && again)
          return void refresh().then(() => attempt(false).then(resolve, reject), reject);
        if (sent.status === 202 && isRecord(body) && typeof body.jobId === "string") {
          return resolve({ kind: "job", jobId: body.jobId });
        }
        if (sent.status < 300) {
          const repeated = sent.getResponseHeader("Idempotency-Hit") === "true";
          return resolve({ kind: "done", value: body as T, repeated });
        }
        reject(new ProblemError(readProblem(sent.status, body, sent.getResponseHeader("X-Request-Id") ?? "")));
      };
      sent.send(file);
    });
  const cancel = () => {
    cancelled = true;
    request?.abort();
  };
  return { done: attempt(true), cancel };
}

function cancelProblem(): ProblemError {
  return new ProblemError({
    ...offlineProblem,
    code: "cancelled",
    title: "已取消",
    detail: "上传已取消，文件没有保存。",
  });
}

/** Sends with the token; on 401 refreshes it once and sends again. Throws ProblemError for every other refusal. */
async function send(path: string, init: RequestInit): Promise<Response> {
  let response = await reach(path, withToken(init));
  if (response.status === 401 && refreshToken() !== undefined) {
    await refresh();
    response = await reach(path, withToken(init));
  }
  if (response.ok) return response;
  if (response.status === 401) lock();
  throw new ProblemError(await problemIn(response));
}

/** Told twice, because Azure Static Web Apps puts a token of its own into Authorization. */
function tokenHeaders(): [name: string, value: string][] {
  const token = accessToken.get();
  if (token === undefined) return [];
  return ["Authorization", "X-Authorization"].map((name) => [name, `Bearer ${token}`]);
}

function withToken(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  for (const [name, value] of tokenHeaders()) headers.set(name, value);
  return { ...init, headers };
}

/** fetch, where a lost connection becomes the offline problem and the banner. */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    network.set("online");
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    network.set("offline");
    throw new ProblemError(offlineProblem);
  }
}

let refreshing: Promise<void> | undefined;

/** One refresh at a time in this tab and, where the browser has locks, across tabs: refresh tokens are single-use. */
export function refresh(): Promise<void> {
  refreshing ??= acrossTabs(refreshNow).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function acrossTabs(work: () => Promise<void>): Promise<void> {
  return "locks" in navigator ? navigator.locks.request("socialfund.refresh", work) : work();
}

async function refreshNow(): Promise<void> {
  const token = refreshToken();
  const response = await reach("/api/identity/sessions/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: token }),
  });
  const tokens = response.ok ? readTokens(await readJson(response)) : undefined;
  if (tokens) return keepTokens(tokens);
  const problem = await problemIn(response);
  // Only a refusal ends the session; a server in trouble (500, 503) does not.
  if (response.status === 401 || response.status === 400) lock();
  throw new ProblemError(problem);
}

/** Ends the session but keeps the page, so that its drafts survive the next sign-in. */
export function lock(): void {
  dropTokens();
  const now = session.get();
  if (now.state === "locked") return;
  session.set(now.state === "in" ? { state: "locked", user: now.user } : { state: "out" });
}

export async function problemIn(response: Response) {
  const body = parseJson(await response.text().catch(() => ""));
  return readProblem(response.status, body, response.headers.get("X-Request-Id") ?? "");
}

export async function readJson(response: Response): Promise<unknown> {
  return parseJson(await response.text());
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function withQuery(path: string, query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

/** The name in Content-Disposition; the UTF-8 form (filename*) wins because names are Chinese. */
export function fileName(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? "")?.[1] ?? "下载文件";
}
