import { useEffect, useState } from "react";
import type { Fen } from "../kernel/money";
import { capitals, fen, yuan } from "../kernel/money";

type Open = { amount: Fen; left: number; top: number };

const width_px = 260;

/**
 * Opens the exact value of any Amount that is clicked. One listener for the page, so that a table of thousands of
 * amounts carries no handlers.
 */
export function ExactAmount() {
  const [open, setOpen] = useState<Open>();
  useEffect(() => {
    const onClick = (event: MouseEvent) => setOpen(amountUnder(event.target));
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setOpen(undefined);
    const close = () => setOpen(undefined);
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", close, true);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("scroll", close, true);
    };
  }, []);
  if (!open) return null;
  return (
    <div className="sf-exact" role="status" style={{ left: open.left, top: open.top }}>
      <div className="sf-exact-figure">{yuan(open.amount)} 元</div>
      <div className="sf-exact-capitals">{capitals(open.amount)}</div>
    </div>
  );
}

function amountUnder(target: EventTarget | null): Open | undefined {
  const element = target instanceof Element ? target.closest("data.sf-amount") : null;
  if (!(element instanceof HTMLDataElement)) return undefined;
  const box = element.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.right - width_px, window.innerWidth - width_px - 8));
  const below = box.bottom + 6;
  return { amount: fen(Number(element.value)), left, top: below + 80 > window.innerHeight ? box.top - 80 : below };
}
