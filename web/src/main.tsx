import "./ui/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { PageEntry } from "./kernel/page";
import { pages } from "./pages";
import { App } from "./shell/App";

/** The gallery is not in a release: the condition is constant there, and the import falls away with it. */
const withGallery = import.meta.env.DEV || import.meta.env.VITE_GALLERY === "1";

async function start(root: HTMLElement): Promise<void> {
  const more: readonly PageEntry[] = withGallery ? (await import("./dev/pages")).pages : [];
  createRoot(root).render(
    <StrictMode>
      <App pages={[...pages, ...more]} />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) void start(root);
