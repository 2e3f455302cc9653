import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { RouterProvider } from "react-router";
import { useMode, useTypeSize } from "../kernel/display";
import type { PageEntry } from "../kernel/page";
import { ProblemError } from "../kernel/problem";
import { resume, watchOtherTabs } from "../kernel/session";
import { useStore } from "../kernel/store";
import { session } from "../kernel/token";
import { ForcedPasswordPage } from "../oversight/identity/ForcedPasswordPage";
import { SignInPage } from "../oversight/identity/SignInPage";
import { applyPalette } from "../ui/palette";
import { themeFor } from "../ui/theme";
import { IdleWatch } from "./IdleWatch";
import { PagesProvider } from "./registry";
import { routerOf } from "./router";

/** The whole application: looks, session, then the signed-in part. */
export function App({ pages }: { pages: readonly PageEntry[] }) {
  useEffect(() => {
    void resume(Date.now());
    return watchOtherTabs();
  }, []);
  return (
    <Looks>
      <BySession pages={pages} />
    </Looks>
  );
}

function Looks({ children }: { children: ReactNode }) {
  const [mode] = useMode();
  const [size] = useTypeSize();
  const theme = useMemo(() => themeFor(mode, size), [mode, size]);
  useLayoutEffect(() => {
    applyPalette(mode);
    document.documentElement.dataset.size = size;
  }, [mode, size]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}

function BySession({ pages }: { pages: readonly PageEntry[] }) {
  const now = useStore(session);
  switch (now.state) {
    case "starting":
      return <div aria-busy="true" />;
    case "out":
      return <SignInPage />;
    case "in":
    case "locked":
      if (now.user.mustChangePassword) return <ForcedPasswordPage user={now.user} />;
      return (
        <>
          {/* Locked: the page stays, unseen and out of reach, so that what was typed is there after signing in. */}
          <div hidden={now.state === "locked"} className="sf-whole">
            <SignedIn key={now.user.id} pages={pages} />
          </div>
          {now.state === "locked" ? <SignInPage again={now.user} /> : null}
        </>
      );
  }
}

/** Everything of one person: another person who signs in gets a new one, with nothing kept from before. */
function SignedIn({ pages }: { pages: readonly PageEntry[] }) {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => routerOf(pages));
  return (
    <QueryClientProvider client={client}>
      <PagesProvider value={pages}>
        <RouterProvider router={router} />
        <IdleWatch />
      </PagesProvider>
    </QueryClientProvider>
  );
}

const fresh_ms = 10_000;

export function makeQueryClient(): QueryClient {
  // A refusal will be the same next time; only a server in trouble is asked again.
  const retry = (count: number, error: Error) =>
    error instanceof ProblemError && error.problem.status >= 500 && count < 2;
  return new QueryClient({ defaultOptions: { queries: { staleTime: fresh_ms, retry, refetchOnWindowFocus: false } } });
}
