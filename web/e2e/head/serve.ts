import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const startPatience_ms = 240_000;

/** Where the head of this file's tests answers, and its data folder; files are dropped below blobs/inbox. */
export const { headAddress, headData, stop } = await start();
afterAll(stop);

/**
 * Starts the real local head on a free port over an empty folder. Every file of tests has one of its own: what one
 * books must not be in another's figures.
 */
async function start() {
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
  return {
    headAddress: address,
    headData: data,
    stop: async () => {
      head.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
