import "./PaperPage.css";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useRemote } from "../kernel/remote";
import { Page } from "./Page";
import { RemoteView } from "./RemoteView";
import { UnitProvider } from "./unit";

/** A document as it goes on paper: always in 元, printed with Ctrl+P. The address's id names it. */
export function PaperPage<T>({
  title,
  path,
  children,
}: {
  title: string;
  path: (id: string) => string;
  children: (paper: T) => ReactNode;
}) {
  const { id = "" } = useParams();
  const remote = useRemote<T>(path(encodeURIComponent(id)));
  return (
    <Page
      title={title}
      meta={<span className="sf-no-print">{id}</span>}
      actions={
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>
      }
      hints={[["mod+p", "打印"]]}
    >
      <RemoteView remote={remote} rows={10}>
        {(paper) => <UnitProvider unit="yuan">{children(paper)}</UnitProvider>}
      </RemoteView>
    </Page>
  );
}
