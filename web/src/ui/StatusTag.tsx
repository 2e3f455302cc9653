import "./StatusTag.css";

export type Tone = "neutral" | "active" | "good" | "warn" | "bad";

const marks: Record<Tone, string> = { neutral: "○", active: "◐", good: "●", warn: "▲", bad: "✕" };

/** A state in words, with a shape as well as a colour, so that it can be read without seeing colours. */
export function StatusTag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`sf-status sf-status-${tone}`}>
      <span aria-hidden="true" className="sf-status-mark">
        {marks[tone]}
      </span>
      {children}
    </span>
  );
}
