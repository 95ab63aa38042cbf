// Small parts that several views of the panel use.
import * as React from 'react';
import { useChanges, useDesk } from './desk';
import { severityIcon } from './icons';
import { piecesOf } from './prose';
import type { Severity } from './wire';
import { severityWord } from './words';

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

/** *undo*, while what was fixed last is still the last step. */
export function UndoLink(): React.JSX.Element | null {
  const { model, trans, undo } = useDesk();
  useChanges();
  if (!model.canUndo) {
    return null;
  }
  return (
    <>
      {' · '}
      <button type="button" className="jp-Handoff-link" onClick={undo}>
        {trans.__('undo')}
      </button>
    </>
  );
}
