import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the freshly started local head answers. */
    head: string;
    /** Its data folder; files are dropped below blobs/inbox. */
    headData: string;
  }
}

/** The first start makes a year of demo business. */
const startPatience_ms = 240_000;

/** Starts the real local head on a free port over an empty folder; vitest calls it once and stops it at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const program = process.env.SOCIALFUND_HEAD;
  if (program === undefined) throw new Error("SOCIALFUND_HEAD names SocialFund.Hosts.Local.dll; ./test sets it.");
  const data = mkdtempSync(join(tmpdir(), "socialfund-e2e-"));
  const head = spawn("dotnet", [program, "--host", "127.0.0.1", "--port", "0", "--data", data, "--no-history"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => head.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`No address after ${startPatience_ms} ms.`)), startPatience_ms);
    let said = "";
    head.stdout.on("data", (piece) => {
      said += String(piece);
      const found = /地址：(http:\/\/[\w.:]+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(patience);
      resolve(found);
    });
    head.once("exit", (code) => reject(new Error(`The head ended with ${code}:\n${said}`)));
  });
  project.provide("head", address);
  project.provide("headData", data);
  return async () => {
    head.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
