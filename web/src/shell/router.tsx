import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import type { PageEntry } from "../kernel/page";
import { may, useUser } from "../kernel/user";
import { NotAllowedPage, NotFoundPage, RouteError } from "./RouteError";
import { Shell } from "./Shell";

/** One route a page, fetched when it is first opened. */
export function routerOf(pages: readonly PageEntry[]) {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <div aria-busy="true" />,
      children: [
        ...pages.map((page) => ({
          path: page.path,
          errorElement: <RouteError />,
          lazy: async () => {
            const Content = await page.load();
            return { element: <Guarded page={page} Content={Content} /> };
          },
        })),
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ]);
}

/** Says so when the person may not see the page, instead of a page full of refusals. The server checks again. */
function Guarded({ page, Content }: { page: PageEntry; Content: ComponentType }) {
  return may(useUser(), page.action) ? <Content /> : <NotAllowedPage title={page.title} />;
}
