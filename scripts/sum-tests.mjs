#!/usr/bin/env node
// Sums what the runners say and prints the one closing line. Exits 1 on a failure, a broken part or a runner that ran
// no tests.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const logs = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const faults = [];

function add(runner, passed, failed, skipped) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (passed + failed === 0) faults.push(`${runner}: no tests ran`);
}

function addDotnet() {
  const log = join(logs, "server-tests.log");
  const text = existsSync(log) ? readFileSync(log, "utf8") : "";
  let [passed, failed, skipped] = [0, 0, 0];
  // Passed!  - Failed:     0, Passed:   141, Skipped:     0, Total:   141, …
  for (const found of text.matchAll(/Failed:\s*(\d+), Passed:\s*(\d+), Skipped:\s*(\d+), Total:/g)) {
    failed += Number(found[1]);
    passed += Number(found[2]);
    skipped += Number(found[3]);
  }
  add("server-tests", passed, failed, skipped);
}

function addVitest(name, file) {
  if (!existsSync(join(logs, file))) return add(name, 0, 0, 0);
  const report = JSON.parse(readFileSync(join(logs, file), "utf8"));
  add(name, report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests);
}

addDotnet();
addVitest("web-tests", "web.json");
addVitest("browser-tests", "browser.json");
addVitest("head-tests", "head.json");
for (const file of readdirSync(logs).filter((name) => name.endsWith(".broken"))) {
  faults.push(`${file.slice(0, -".broken".length)}: failed`);
}
for (const fault of faults) console.error(fault);
// A part that broke outside a test (a lint fault, a build) counts as one failure, so that the line never looks clean.
if (faults.length > 0 && total.failed === 0) total.failed = faults.length;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
