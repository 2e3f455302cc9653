import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The local head. Only the development server needs to know it: in production both come from one origin. */
const backEnd = process.env.SOCIALFUND_BACKEND ?? "http://localhost:7071";

/** Libraries that change seldom get chunks of their own, so that a release does not make browsers fetch them again. */
const chunks = [
  { name: "exceljs", test: /node_modules[\\/]exceljs/, priority: 40 },
  { name: "echarts", test: /node_modules[\\/](echarts|zrender)/, priority: 40 },
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack)[\\/]/, priority: 30 },
  {
    name: "antd",
    test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs|clsx|@babel|@emotion)[\\/]/,
    priority: 20,
  },
];

export default defineConfig({
  plugins: [react()],
  // The divisions are read from the back end's table, which lies beside this folder.
  server: { fs: { allow: [".."] }, proxy: { "/api": backEnd, "/health": backEnd } },
  build: {
    outDir: "dist",
    // No inlined assets and no preload polyfill script: the content security policy allows scripts from 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing.ts"],
    css: false,
    // A loaded machine renders slowly; a test that hangs is told all the same.
    testTimeout: 60_000,
    // One jsdom for all files: setting one up costs more than most files take. testing.ts clears what tests leave.
    pool: "threads",
    isolate: false,
  },
});
