// One finding in the list: what it says, where it leads, and its fix.
import { infoIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { useDesk } from './desk';
import { Asked, Fixed, Prose, SeverityIcon } from './parts';
import { Preview } from './preview';
import type { Finding } from './wire';
import { ownerWord } from './words';

export function Row({ finding }: { finding: Finding }): React.JSX.Element {
  const { attention, model } = useDesk();
  const item = React.useRef<HTMLLIElement>(null);
  const open = attention.isOpen(finding);
  React.useEffect(() => {
    if (open) {
      item.current?.scrollIntoView({ block: 'nearest' });
      return () => catchFocus(item.current);
    }
    return undefined;
  }, [open]);
  React.useEffect(() => {
    if (attention.meet(finding)) {
      catchFocus(item.current);
    }
  }, []);
  const cancel = (event: React.KeyboardEvent) => {
    if (open && event.key === 'Escape') {
      attention.open(null);
    }
  };
  return (
    <li ref={item} className="jp-Handoff-row" onKeyDown={cancel}>
      <SeverityIcon severity={finding.severities[model.stage]} />
      <div className="jp-Handoff-rowBody">
        <Sentence finding={finding} />
        <Second finding={finding} open={open} />
        <Asked finding={finding} />
        <Related finding={finding} />
        <NextSteps finding={finding} />
        {open && <Preview finding={finding} />}
      </div>
    </li>
  );
}

/** The row of a finding that was just fixed. */
export function FixedRow({ finding }: { finding: Finding }): React.JSX.Element {
  const { trans } = useDesk();
  const item = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => catchFocus(item.current), []);
  return (
    <li ref={item} className="jp-Handoff-row jp-mod-fixed">
      <span className="jp-Handoff-severity" aria-hidden="true">
        ✓
      </span>
      <div className="jp-Handoff-rowBody">
        <div className="jp-Handoff-message">
          <Prose text={finding.message} />
        </div>
        <div className="jp-Handoff-second" role="status">
          <Fixed>{trans.__('fixed')}</Fixed>
        </div>
      </div>
    </li>
  );
}

/** Focus a row's action, where the button that had the focus is gone. */
function catchFocus(row: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (activeElement === body || activeElement?.matches('.jp-Handoff-groups')) {
    row?.querySelector<HTMLElement>('.jp-Handoff-second button')?.focus({ preventScroll: true });
  }
}

/** The message; a click on it goes to the place, where it has one. */
function Sentence({ finding }: { finding: Finding }): React.JSX.Element {
  const { goTo } = useDesk();
  if (finding.cell_id === null) {
    return (
      <div className="jp-Handoff-message">
        <Prose text={finding.message} />
      </div>
    );
  }
  return (
    <button type="button" className="jp-Handoff-message" onClick={() => goTo(finding)}>
      <Prose text={finding.message} />
    </button>
  );
}

/** The second line, for those who want to know more, and what can be done. */
function Second(props: { finding: Finding; open: boolean }): React.JSX.Element {
  const { attention, trans } = useDesk();
  const { finding } = props;
  const explain = trans.__('Explain %1', finding.code);
  return (
    <div className="jp-Handoff-second">
      <span className="jp-Handoff-facts">
        <span className="jp-Handoff-fact">
          {finding.code} {finding.name}
        </span>
        <span className="jp-Handoff-fact">{ownerWord(trans, finding.owner)}</span>
      </span>
      <span className="jp-Handoff-actions">
        <FixButton {...props} />
        <button
          type="button"
          className="jp-Handoff-iconButton"
          aria-label={explain}
          title={explain}
          onClick={() => attention.explain(finding)}
        >
          <infoIcon.react tag={null} />
        </button>
      </span>
    </div>
  );
}

function FixButton(props: { finding: Finding; open: boolean }): React.JSX.Element | null {
  const { attention, trans } = useDesk();
  const { finding, open } = props;
  const fix = finding.fixes.find(candidate => candidate.edits.length > 0);
  if (!fix) {
    return null;
  }
  const label = {
    safe: trans.__('Fix'),
    unsafe: trans.__('Fix…'),
    suggestion: trans.__('Show…')
  }[fix.applicability];
  return (
    <button
      type="button"
      className="jp-Handoff-button"
      aria-expanded={open}
      title={fix.title}
      onClick={() => attention.open(open ? null : finding)}
    >
      {label}
    </button>
  );
}

function Related({ finding }: { finding: Finding }): React.JSX.Element | null {
  const { goTo, trans } = useDesk();
  if (finding.related.length === 0) {
    return null;
  }
  return (
    <ul className="jp-Handoff-related">
      {finding.related.map((place, number) => (
        <li key={number}>
          <button type="button" className="jp-Handoff-link" onClick={() => goTo(place)}>
            {trans.__('cell %1', place.cell)}
          </button>{' '}
          <Prose text={place.message} />
        </li>
      ))}
    </ul>
  );
}

/** Fixes that are a next step in words, with nothing to apply. */
function NextSteps({ finding }: { finding: Finding }): React.JSX.Element {
  const { trans } = useDesk();
  const steps = finding.fixes.filter(fix => fix.edits.length === 0);
  return (
    <>
      {steps.map((step, number) => (
        <div key={number} className="jp-Handoff-step">
          {trans.__('Next step:')} <Prose text={step.title} />
        </div>
      ))}
    </>
  );
}
