// Shows what a fix changes before it is made, with Apply and Cancel.
import * as React from 'react';
import { hunksOf, type Hunk, type Parts, partsOf } from './difference';
import { useChanges, useDesk, useRefusal } from './desk';
import { type Cells, Plan } from './edits';
import { refusalOf } from './fixing';
import type { LintModel } from './model';
import type { CellEdit, Finding, Fix } from './wire';
import { refusalSentence } from './words';

/** The fixes of a finding that change something; one of them is shown. */
export function Preview({ finding }: { finding: Finding }): React.JSX.Element | null {
  const { attention, model, trans, ...desk } = useDesk();
  const [chosen, choose] = React.useState(0);
  const [refused, refuse] = useRefusal();
  useChanges();
  const fixes = finding.fixes.filter(fix => fix.edits.length > 0);
  const fix = fixes[Math.min(chosen, fixes.length - 1)];
  const refusal = refused ?? refusalOf(model, fix);
  const apply = async () => {
    const why = await desk.fix(finding, fix);
    refuse(why);
    if (!why) {
      attention.open(null);
    }
  };
  return (
    <div className="jp-Handoff-preview" role="group" aria-label={fix.title}>
      <Titles fixes={fixes} chosen={fixes.indexOf(fix)} choose={choose} />
      <Changes model={model} fix={fix} cellId={finding.cell_id} />
      {refusal && (
        <div className="jp-Handoff-refusal" role="alert">
          {refusalSentence(trans, refusal)}
        </div>
      )}
      <div className="jp-Handoff-previewButtons">
        {fix.applicability !== 'suggestion' && (
          <Apply disabled={refusal !== null} onClick={() => void apply()} />
        )}
        <button type="button" className="jp-Handoff-button" onClick={() => attention.open(null)}>
          {trans.__('Cancel')}
        </button>
      </div>
    </div>
  );
}

/** The button takes the focus when the person opens the preview: Enter applies, Escape cancels. */
function Apply(props: { disabled: boolean; onClick: () => void }): React.JSX.Element {
  const { trans } = useDesk();
  const button = React.useRef<HTMLButtonElement>(null);
  React.useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <button
      ref={button}
      type="button"
      className="jp-Handoff-button jp-mod-styled jp-mod-accept"
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {trans.__('Apply')}
    </button>
  );
}

function Titles(props: {
  fixes: readonly Fix[];
  chosen: number;
  choose: (chosen: number) => void;
}): React.JSX.Element {
  const { trans } = useDesk();
  const { fixes, chosen } = props;
  const look = fixes[chosen].applicability === 'unsafe';
  return (
    <div className="jp-Handoff-fixTitle">
      {fixes.length === 1 ? (
        <span>{fixes[chosen].title}</span>
      ) : (
        <select
          aria-label={trans.__('Which fix')}
          value={chosen}
          onChange={event => props.choose(Number(event.target.value))}
        >
          {fixes.map((fix, number) => (
            <option key={number} value={number}>
              {fix.title}
            </option>
          ))}
        </select>
      )}
      {look && <span className="jp-Handoff-look">{trans.__('needs a look')}</span>}
    </div>
  );
}

/** What the edits do, in the order in which they are listed. */
function Changes(props: {
  model: LintModel;
  fix: Fix;
  cellId: string | null;
}): React.JSX.Element | null {
  const { trans } = useDesk();
  const { model, fix, cellId } = props;
  const cells: Cells = model.snapshot?.cells ?? new Map();
  const plan = new Plan(cells, cells);
  plan.accept(fix);
  const number = (id: string) => [...cells.keys()].indexOf(id) + 1;
  return (
    <>
      {[...plan.sources].map(([id, replacements]) => (
        <Difference
          key={id}
          title={id === cellId ? null : trans.__('in cell %1', number(id))}
          hunks={hunksOf(cells.get(id)?.source ?? '', replacements)}
        />
      ))}
      {fix.edits.map((edit, at) => {
        if (edit.kind === 'cell') {
          return <CellChange key={at} edit={edit} number={number} />;
        }
        if (edit.kind === 'output') {
          const title = trans.__('Output %1 of cell %2 is cleared.', edit.output + 1, edit.cell);
          return <div key={at}>{title}</div>;
        }
        if (edit.kind === 'file') {
          const added = edit.append.replace(/\r?\n$/, '').split(/\r?\n/);
          const hunks = [{ old: [], new: added }];
          return <Difference key={at} title={trans.__('added to %1', edit.path)} hunks={hunks} />;
        }
        return null;
      })}
    </>
  );
}

function CellChange(props: { edit: CellEdit; number: (id: string) => number }): React.JSX.Element {
  const { trans } = useDesk();
  const { edit, number } = props;
  const title =
    edit.action === 'remove'
      ? trans.__('Cell %1 is removed.', number(edit.cell_id))
      : trans.__(
          'Cell %1 moves above cell %2.',
          number(edit.cell_id),
          number(edit.before_id ?? '')
        );
  const lines = edit.old?.trim() && edit.action === 'remove' ? edit.old.split(/\r\n|\r|\n/) : [];
  return <Difference title={title} hunks={lines.length ? [{ old: lines, new: [] }] : []} />;
}

function Difference(props: { title: string | null; hunks: readonly Hunk[] }): React.JSX.Element {
  return (
    <div>
      {props.title && <div className="jp-Handoff-where">{props.title}</div>}
      {props.hunks.map((hunk, number) => (
        <pre key={number} className="jp-Handoff-difference">
          <Lines hunk={hunk} />
        </pre>
      ))}
    </div>
  );
}

function Lines({ hunk }: { hunk: Hunk }): React.JSX.Element {
  const paired = hunk.old.length === hunk.new.length;
  const parts = (line: string, other: string | undefined, side: 0 | 1): Parts => {
    if (!paired || other === undefined) {
      return ['', '', line];
    }
    return side === 0 ? partsOf(line, other)[0] : partsOf(other, line)[1];
  };
  return (
    <>
      {hunk.old.map((line, at) => (
        <del key={`old${at}`}>
          <Line parts={parts(line, hunk.new[at], 0)} />
        </del>
      ))}
      {hunk.new.map((line, at) => (
        <ins key={`new${at}`}>
          <Line parts={parts(line, hunk.old[at], 1)} />
        </ins>
      ))}
    </>
  );
}

function Line({ parts: [before, changed, after] }: { parts: Parts }): React.JSX.Element {
  return (
    <>
      {before}
      {changed && <mark>{changed}</mark>}
      {after}
    </>
  );
}
