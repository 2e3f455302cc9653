import { Skeleton } from "antd";
import type { ReactNode } from "react";
import type { Remote } from "../kernel/problem";
import { ProblemView } from "./ProblemView";

type RemoteViewProps<T> = {
  remote: Remote<T>;
  children: (value: T) => ReactNode;
  /** Lines of the skeleton while loading. */
  rows?: number;
};

/** A loaded value, or its skeleton, or why it did not load. */
export function RemoteView<T>({ remote, children, rows = 4 }: RemoteViewProps<T>) {
  switch (remote.state) {
    case "loading":
      return (
        <div aria-busy="true">
          <Skeleton active title={false} paragraph={{ rows }} />
        </div>
      );
    case "failed":
      return <ProblemView problem={remote.problem} retry={remote.retry} />;
    case "ready":
      return children(remote.value);
  }
}
