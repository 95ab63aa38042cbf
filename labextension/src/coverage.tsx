// What was not checked, and why: folded at the bottom of the panel.
import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { useDesk } from './desk';
import { THE_CONTRACT, whyNotChecked } from './judge';
import { Prose } from './parts';
import type { NotChecked, Report } from './wire';

export function NotCheckedList({ report }: { report: Report }): React.JSX.Element | null {
  const { trans } = useDesk();
  const [chosen, unfold] = React.useState<boolean | null>(null);
  // Without its contract the whole report is judged by another: that must be seen.
  const open = chosen ?? whyNotChecked(report, THE_CONTRACT) !== null;
  const missing = report.coverage.not_checked;
  if (missing.length === 0) {
    return null;
  }
  const Caret = open ? caretDownIcon : caretRightIcon;
  return (
    <div className="jp-Handoff-notChecked">
      <button
        type="button"
        className="jp-Handoff-groupTitle"
        aria-expanded={open}
        onClick={() => unfold(!open)}
      >
        <Caret.react tag="span" className="jp-Handoff-caret" />
        <span className="jp-Handoff-cell">{trans.__('Not checked (%1)', missing.length)}</span>
        {!open && (
          <span className="jp-Handoff-source">{missing.map(item => item.what).join(' · ')}</span>
        )}
      </button>
      {open && (
        <ul className="jp-Handoff-missing">
          {missing.map((item, number) => (
            <Missing key={number} item={item} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Missing({ item }: { item: NotChecked }): React.JSX.Element {
  const { goTo } = useDesk();
  const { cell_id, what, why } = item;
  const place = { cell_id, line: null, column: null, end_line: null, end_column: null };
  return (
    <li>
      {cell_id === null ? (
        <span>{what}</span>
      ) : (
        <button type="button" className="jp-Handoff-link" onClick={() => goTo(place)}>
          {what}
        </button>
      )}
      : <Prose text={why} />
    </li>
  );
}
