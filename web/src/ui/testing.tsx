import { QueryClientProvider } from "@tanstack/react-query";
import type { RenderResult } from "@testing-library/react";
import { render } from "@testing-library/react";
import { App as AntApp, ConfigProvider } from "antd";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { Unit } from "../kernel/money";
import { makeQueryClient } from "../kernel/queries";
import { UnitProvider } from "./unit";

/** Renders a component as a page of the application has it: router, queries, unit, messages. */
export function renderInApp(
  content: ReactNode,
  { address = "/", unit = "yuan" as Unit } = {},
): RenderResult & {
  address: () => string;
} {
  const router = createMemoryRouter([{ path: "*", element: content }], { initialEntries: [address] });
  const shown = render(
    <ConfigProvider theme={{ token: { motion: false } }} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <QueryClientProvider client={makeQueryClient()}>
          <UnitProvider unit={unit}>
            <RouterProvider router={router} />
          </UnitProvider>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>,
  );
  return { ...shown, address: () => router.state.location.pathname + router.state.location.search };
}
