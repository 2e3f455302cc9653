import type { ComponentProps } from "react";
import { Link } from "react-router";
import { Amount } from "./Amount";

/** A figure that leads to what it is made of; a plain one where it leads nowhere. Nothing stands behind a dash or a zero. */
export function AmountLink({ to, ...amount }: ComponentProps<typeof Amount> & { to: string | undefined }) {
  if (to === undefined || !amount.value) return <Amount {...amount} />;
  // The click goes on to the page behind the figure; it does not also open the exact value here.
  return (
    <Link className="sf-amount-link" to={to} onClick={(event) => event.stopPropagation()}>
      <Amount {...amount} />
    </Link>
  );
}
