import { defineConfig } from "vitest/config";

/** Browser tests against the real local head with its demo data, one a file; ./test builds both before. */
export default defineConfig({
  test: {
    include: ["e2e/head/**/*.head.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
