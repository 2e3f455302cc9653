import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { RouterProvider } from "react-router";
import { useMode, useTypeSize } from "../kernel/display";
import type { PageEntry } from "../kernel/page";
import { makeQueryClient } from "../kernel/queries";
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
            <PopupsInside>
              <SignedIn key={now.user.id} pages={pages} />
            </PopupsInside>
          </div>
          {now.state === "locked" ? <SignInPage again={now.user} /> : null}
        </>
      );
  }
}

/** Dialogs and menus hang inside the page rather than the body, so that locking hides them with it. */
function PopupsInside({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <ConfigProvider getPopupContainer={() => place.current ?? document.body}>
      {children}
      <div ref={place} />
    </ConfigProvider>
  );
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
