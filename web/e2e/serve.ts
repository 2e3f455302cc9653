import { build, preview } from "vite";

/** Any free port above the ones that the heads use. */
export const port = Number(process.env.E2E_PORT ?? 7300);
export const origin = `http://127.0.0.1:${port}`;

/** What the production heads send; a page that needs more than this fails here first. */
export const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "frame-src blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Builds with the gallery and serves the result; vitest calls it once. */
export async function setup(): Promise<() => Promise<void>> {
  process.env.VITE_GALLERY = "1";
  const outDir = "test-results/dist";
  await build({ logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    build: { outDir },
    preview: { port, strictPort: true, host: "127.0.0.1", headers: { "Content-Security-Policy": contentPolicy } },
  });
  return () => server.close();
}
