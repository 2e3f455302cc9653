import { keyCaps } from "./shortcuts";

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span style={{ display: "inline-flex", gap: 3 }}>
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
