import type { KeyboardEvent } from "react";
import { useId, useState } from "react";

export type Choice = { key: string; text: string; note?: string };

type PickCellProps = {
  cell: string;
  label: string;
  /** What stands in the cell while nobody types. */
  shown: string;
  /** What the typed text finds, best first. */
  find: (text: string) => readonly Choice[];
  /** Whether typing preselects the first that is found; otherwise the text itself counts until ↓ chooses. */
  preselect: boolean;
  /** Opens by itself when it is entered. */
  openOnFocus?: boolean;
  invalid: boolean;
  onTake: (choice: Choice) => void;
  /** The typed text as it is; for what is not in the list, and when the cell is left. */
  onText: (text: string) => void;
  /** Enter, after what it takes is taken. */
  onEnter: () => void;
};

const choicesShown = 10;

/** A cell of the voucher that is filled from a list by typing. Enter takes and goes on, Tab takes, Esc closes. */
export function PickCell(props: PickCellProps) {
  const list = useId();
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = open ? props.find(typed ?? "").slice(0, choicesShown) : [];
  const reset = () => {
    setTyped(undefined);
    setOpen(false);
  };
  const show = (text: string | undefined) => {
    setTyped(text);
    setOpen(true);
    setActive(props.preselect && text !== undefined ? 0 : -1);
  };
  const settle = () => {
    const choice = found[active];
    if (open && choice !== undefined && (typed ?? "x").trim() !== "") props.onTake(choice);
    else if (typed !== undefined) props.onText(typed.trim());
    reset();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      const nothing = props.preselect && typed !== undefined && typed.trim() !== "" && found.length === 0;
      if (!nothing) {
        settle();
        props.onEnter();
      }
    } else if (event.key === "Tab") return settle();
    else if (event.altKey && event.key === "ArrowDown") show(undefined);
    else if (open && event.key === "ArrowDown") setActive(Math.min(active + 1, found.length - 1));
    else if (open && event.key === "ArrowUp") setActive(Math.max(active - 1, props.preselect ? 0 : -1));
    else if (open && event.key === "Escape") reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const text = typed ?? props.shown;
  return (
    <div className="sf-pick">
      <input
        data-cell={props.cell}
        role="combobox"
        aria-label={props.label}
        aria-expanded={open && found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] !== undefined ? `${list}-${active}` : undefined}
        aria-invalid={props.invalid}
        autoComplete="off"
        spellCheck={false}
        title={text}
        value={text}
        onFocus={() => props.openOnFocus && props.shown === "" && show(undefined)}
        onChange={(event) => show(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (typed !== undefined) props.onText(typed.trim());
          reset();
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label={`${props.label}候选`}
        hidden={found.length === 0}
        className="sf-pick-list"
      >
        {found.map((choice, index) => (
          <div
            key={choice.key}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseMove={() => setActive(index)}
            // Before the input loses the focus, and with it what is typed.
            onMouseDown={(event) => {
              event.preventDefault();
              props.onTake(choice);
              reset();
              props.onEnter();
            }}
          >
            <span>{choice.text}</span>
            <span className="sf-muted">{choice.note}</span>
          </div>
        ))}
      </div>
      {open && found.length === 0 && props.preselect ? (
        <div className="sf-pick-list sf-pick-none" role="status">
          没有找到“{typed}”
        </div>
      ) : null}
    </div>
  );
}
