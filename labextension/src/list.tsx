// The list of findings, grouped by cell, and the fixes that can be made in one go.
import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { splitLines } from './columns';
import { useChanges, useDesk, useRefusal } from './desk';
import { safeFixes } from './fixing';
import { atStage, type Group, groupByCell, keyOf, THE_NOTEBOOK, whyNotChecked } from './judge';
import type { LintModel } from './model';
import { Fixed } from './parts';
import { FixedRow, Row } from './row';
import type { Finding, Report } from './wire';
import { refusalSentence } from './words';

export function List({ report }: { report: Report }): React.JSX.Element {
  const { model, trans } = useDesk();
  const groups = groupByCell(shown(model, report));
  return (
    <>
      <FixAll />
      {groups.length === 0 && <Nothing report={report} />}
      <ul className="jp-Handoff-groups" tabIndex={-1} aria-label={trans.__('Findings')}>
        {groups.map(group => (
          <CellGroup key={group.cellId ?? ''} group={group} />
        ))}
      </ul>
    </>
  );
}

/** The findings at this stage, and the one that was just fixed where it stood. */
function shown(model: LintModel, report: Report): Finding[] {
  const open = atStage(report.findings, model.stage);
  const fixed = model.done?.findings ?? [];
  if (fixed.length !== 1) {
    return open;
  }
  const others = open.filter(finding => keyOf(finding) !== keyOf(fixed[0]));
  const rank = (finding: Finding) => finding.cell ?? Infinity;
  const before = others.filter(finding => comesBefore(finding, fixed[0], rank));
  return [...before, fixed[0], ...others.slice(before.length)];
}

function comesBefore(one: Finding, other: Finding, rank: (finding: Finding) => number): boolean {
  const cells = rank(one) - rank(other);
  return cells < 0 || (cells === 0 && (one.line ?? 0) < (other.line ?? 0));
}

function CellGroup({ group }: { group: Group }): React.JSX.Element {
  const { attention, model } = useDesk();
  const [folded, fold] = React.useState(false);
  // A finding whose fix is asked for in the editor must be in sight.
  const open = !folded || group.findings.some(finding => attention.isOpen(finding));
  const fixed = model.done?.findings.length === 1 ? model.done.findings[0] : null;
  return (
    <li className="jp-Handoff-group">
      <GroupTitle group={group} fixed={fixed} open={open} onClick={() => fold(open)} />
      {open && (
        <ul className="jp-Handoff-rows">
          {keyed(group.findings).map(([key, finding]) =>
            finding === fixed ? (
              <FixedRow key={key} finding={finding} />
            ) : (
              <Row key={key} finding={finding} />
            )
          )}
        </ul>
      )}
    </li>
  );
}

function GroupTitle(props: {
  group: Group;
  fixed: Finding | null;
  open: boolean;
  onClick: () => void;
}): React.JSX.Element {
  const { model, trans } = useDesk();
  const { cell, cellId, findings } = props.group;
  const left = findings.filter(finding => finding !== props.fixed).length;
  const source = model.snapshot?.cells.get(cellId ?? '')?.source ?? '';
  const firstLine = splitLines(source).find(line => line.trim() !== '');
  const Caret = props.open ? caretDownIcon : caretRightIcon;
  return (
    <button
      type="button"
      className="jp-Handoff-groupTitle"
      aria-expanded={props.open}
      onClick={props.onClick}
    >
      <Caret.react tag="span" className="jp-Handoff-caret" />
      <span className="jp-Handoff-cell">
        {cell === null ? trans.__('Whole notebook') : trans.__('Cell %1', cell)}
      </span>
      <code className="jp-Handoff-source">{firstLine}</code>
      <span className="jp-Handoff-number">{left}</span>
    </button>
  );
}

/** Findings with keys for React; the same finding twice gets two. */
function keyed(findings: readonly Finding[]): [string, Finding][] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const key = keyOf(finding);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return [`${key}${times}`, finding];
  });
}

/** *Fix all safe*, and what came of it. */
function FixAll(): React.JSX.Element | null {
  const { model, trans, fixAllSafe } = useDesk();
  const [refused, refuse] = useRefusal();
  const count = model.readOnly ? 0 : safeFixes(model).length;
  const several = (model.done?.findings.length ?? 0) > 1;
  if (count === 0 && !several) {
    return null;
  }
  return (
    <div className="jp-Handoff-all">
      <span role="status">
        {several && <Made />}
        {refused && <div>{refusalSentence(trans, refused)}</div>}
      </span>
      {count > 0 && (
        <button type="button" className="jp-Handoff-button" onClick={() => refuse(fixAllSafe())}>
          {trans.__('Fix %1 safe', count)}
        </button>
      )}
    </div>
  );
}

/** How many fixes were made in one go, as long as they can be taken back. */
function Made(): React.JSX.Element | null {
  const { model, trans } = useDesk();
  useChanges();
  const made = model.done?.findings.length ?? 0;
  return model.canUndo ? <Fixed>{trans._n('%1 fixed', '%1 fixed', made)}</Fixed> : null;
}

/** An empty list: there is nothing to say, or nothing was looked at. */
function Nothing({ report }: { report: Report }): React.JSX.Element {
  const { trans } = useDesk();
  if (report.coverage.checked.length > 0) {
    return <div className="jp-Handoff-empty">{trans.__('Nothing to say at this stage.')}</div>;
  }
  const why = whyNotChecked(report, THE_NOTEBOOK);
  const others = report.coverage.not_checked.filter(missing => missing.what !== THE_NOTEBOOK);
  return (
    <div className="jp-Handoff-empty">
      <div>
        {why
          ? trans.__('This notebook was not checked: %1.', why)
          : trans.__('This notebook was not checked.')}
      </div>
      {others.map((missing, number) => (
        <div key={number}>
          {missing.what}: {missing.why}
        </div>
      ))}
    </div>
  );
}
