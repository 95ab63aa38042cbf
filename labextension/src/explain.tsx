// A page over the list that explains a finding's rule: what, why, bad and good, how to ignore it.
import { caretLeftIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { useDesk } from './desk';
import { hasSeveralCells, textOf } from './example';
import { Asked, Prose } from './parts';
import { type Finding, type RuleCard, type RuleExample, STAGES } from './wire';
import { severityWord, stageWord } from './words';

export function Explanation({ finding }: { finding: Finding }): React.JSX.Element {
  const { attention, trans, cards } = useDesk();
  const [card, setCard] = React.useState<RuleCard | null | undefined>(undefined);
  const back = React.useRef<HTMLButtonElement>(null);
  const [opener] = React.useState(document.activeElement);
  React.useEffect(() => {
    back.current?.focus();
    return () => (opener as HTMLElement | null)?.focus({ preventScroll: true });
  }, []);
  React.useEffect(() => {
    let current = true;
    const show = (found: RuleCard | null) => current && setCard(found);
    cards().then(
      all => show(all.get(finding.code) ?? null),
      () => show(null)
    );
    return () => {
      current = false;
    };
  }, [finding.code]);
  return (
    <section
      className="jp-Handoff-explanation"
      onKeyDown={event => event.key === 'Escape' && attention.explain(null)}
    >
      <button
        ref={back}
        type="button"
        className="jp-Handoff-button jp-Handoff-back"
        onClick={() => attention.explain(null)}
      >
        <caretLeftIcon.react tag="span" /> {trans.__('Back')}
      </button>
      <h3>
        {finding.code} {finding.name}
      </h3>
      {card === undefined && <p>{trans.__('Loading…')}</p>}
      {card === null && <p>{trans.__('The explanation cannot be had from the server now.')}</p>}
      {card && <Card card={card} finding={finding} />}
      <ToIgnore finding={finding} />
    </section>
  );
}

function ToIgnore({ finding }: { finding: Finding }): React.JSX.Element {
  const { trans } = useDesk();
  return (
    <>
      <h4>{trans.__('To ignore it')}</h4>
      {finding.locked ? (
        <p>{trans.__('The contract locks this rule: no comment keeps it quiet.')}</p>
      ) : (
        <>
          <p>{trans.__('Put this comment at the end of the line, with your reason:')}</p>
          <pre>{`# handoff: ignore[${finding.name}] ${trans.__('reason')}`}</pre>
        </>
      )}
    </>
  );
}

function Card(props: { card: RuleCard; finding: Finding }): React.JSX.Element {
  const { trans } = useDesk();
  const { card, finding } = props;
  return (
    <>
      <p className="jp-Handoff-summary">
        <Prose text={card.summary} />
      </p>
      <ul className="jp-Handoff-facts" aria-label={trans.__('Severity by stage')}>
        {STAGES.map(stage => (
          <li key={stage} className="jp-Handoff-fact">
            {stageWord(trans, stage)}: {severityWord(trans, finding.severities[stage])}
          </li>
        ))}
      </ul>
      <Asked finding={finding} />
      <h4>{trans.__('Why')}</h4>
      <p>
        <Prose text={card.why} />
      </p>
      {card.fix && (
        <>
          <h4>{trans.__('The fix')}</h4>
          <p>
            <Prose text={card.fix} />
          </p>
        </>
      )}
      {card.examples.some(hasSeveralCells) && (
        <p className="jp-Handoff-hint">
          <Prose text={trans.__('In the examples %1 begins a cell.', '`# %%`')} />
        </p>
      )}
      {card.examples.map((example, number) => (
        <Example key={number} example={example} />
      ))}
    </>
  );
}

function Example({ example }: { example: RuleExample }): React.JSX.Element {
  const { trans } = useDesk();
  const marked = hasSeveralCells(example);
  return (
    <>
      {example.bad && (
        <>
          <h4>{trans.__('Bad')}</h4>
          <pre>{textOf(example.bad, marked)}</pre>
        </>
      )}
      {example.good && (
        <>
          <h4>{trans.__('Good')}</h4>
          <pre>{textOf(example.good, marked)}</pre>
        </>
      )}
    </>
  );
}
