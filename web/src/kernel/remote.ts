import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Query } from "./api";
import { get } from "./api";
import type { Remote } from "./problem";
import { remote } from "./problem";

/**
 * What GET on the path answers, asked for once and kept; the second member of every query key is its path. Nothing is
 * asked while the path is not known.
 */
export function useRemote<T>(path: string | undefined, query?: Query): Remote<T> {
  return remote<T>(
    useQuery({
      queryKey: ["get", path, query ?? {}],
      queryFn: ({ signal }) => get<T>(path ?? "", query, signal),
      enabled: path !== undefined,
    }),
  );
}

/** After a command: everything read from paths that begin so is read again where it is on the screen. */
export function useRefresh(): (pathStart: string) => void {
  const client = useQueryClient();
  return useCallback(
    (pathStart) => {
      const touched = (key: readonly unknown[]) => typeof key[1] === "string" && key[1].startsWith(pathStart);
      void client.invalidateQueries({ predicate: (query) => touched(query.queryKey) });
    },
    [client],
  );
}
