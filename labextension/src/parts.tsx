// Small parts that several views of the panel use.
import * as React from 'react';
import { useChanges, useDesk } from './desk';
import { severityIcon } from './icons';
import { piecesOf } from './prose';
import type { Finding, Severity } from './wire';
import { contractFacts, severityWord } from './words';

/** A severity's icon; it has a shape of its own, and a name for those who do not see it. */
export function SeverityIcon({ severity }: { severity: Severity }): React.JSX.Element {
  const { trans } = useDesk();
  const icon = severityIcon(severity);
  const word = severityWord(trans, severity);
  return (
    <span
      className={`jp-Handoff-severity jp-mod-${severity}`}
      role="img"
      aria-label={word}
      title={word}
    >
      <icon.react tag={null} />
    </span>
  );
}

/** The icon alone, where words stand beside it. */
export function SeverityShape({ severity }: { severity: Severity }): React.JSX.Element {
  const icon = severityIcon(severity);
  return (
    <span className={`jp-Handoff-severity jp-mod-${severity}`} aria-hidden="true">
      <icon.react tag={null} />
    </span>
  );
}

/** A message, its `code` set as code. */
export function Prose({ text }: { text: string }): React.JSX.Element {
  return (
    <>
      {piecesOf(text).map((piece, number) =>
        piece.code ? <code key={number}>{piece.text}</code> : <span key={number}>{piece.text}</span>
      )}
    </>
  );
}

/** What the contract gives for asking this, and who locks it. */
export function Asked({ finding }: { finding: Finding }): React.JSX.Element | null {
  const { trans } = useDesk();
  const facts = contractFacts(trans, finding);
  return facts.length === 0 ? null : (
    <div className="jp-Handoff-facts jp-Handoff-asked">
      {facts.map((fact, number) => (
        <span key={number} className="jp-Handoff-fact">
          <Prose text={fact} />
        </span>
      ))}
    </div>
  );
}

/** Words for what was fixed, and *undo* while it is still the last step. */
export function Fixed({ children }: { children: React.ReactNode }): React.JSX.Element {
  const { model, trans } = useDesk();
  useChanges();
  const also = {
    cell: trans.__('Edit ▸ Undo in the cell also takes it back.'),
    notebook: trans.__('Edit ▸ Undo Cell Operation also takes it back.')
  };
  const scope = model.canUndo ? model.done?.scope : null;
  return (
    <span className="jp-Handoff-fixed" title={scope ? also[scope] : undefined}>
      {children}
      {model.canUndo && ' · '}
      {model.canUndo && <UndoButton />}
    </span>
  );
}

function UndoButton(): React.JSX.Element {
  const { attention, model, trans, undo } = useDesk();
  const button = React.useRef<HTMLButtonElement>(null);
  React.useLayoutEffect(() => {
    const made = button.current;
    return () => leaveFocus(made);
  }, []);
  const takeBack = () => {
    attention.expect(model.done?.findings ?? []);
    undo();
  };
  return (
    <button ref={button} type="button" className="jp-Handoff-link" onClick={takeBack}>
      {trans.__('undo')}
    </button>
  );
}

/** Hand the focus of a button that goes to the list, not to the page. */
function leaveFocus(button: HTMLElement | null): void {
  if (button && button === document.activeElement) {
    const list = button.closest('.jp-Handoff-body')?.querySelector('.jp-Handoff-groups');
    (list as HTMLElement | null | undefined)?.focus({ preventScroll: true });
  }
}
