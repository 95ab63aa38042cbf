// The panel's head: the stage, which notebook and contract, how many findings, how ready it is.
import * as React from 'react';
import { useDesk } from './desk';
import { countAt, outlookFrom, readinessAt, type ArtifactReadiness } from './judge';
import { SeverityIcon } from './parts';
import { type Finding, type Report, type Severity, type Stage, STAGES } from './wire';
import { artifactWord, countWords, stageWord } from './words';

/** The stage of the notebook: one click, judged anew at once. */
export function StageControl(): React.JSX.Element {
  const { model, trans } = useDesk();
  const group = React.useId();
  return (
    <>
      <div className="jp-Handoff-stages" role="radiogroup" aria-label={trans.__('Stage')}>
        {STAGES.map(stage => (
          <label key={stage} className="jp-Handoff-stage">
            <input
              type="radio"
              name={group}
              value={stage}
              checked={model.stage === stage}
              onChange={() => model.setStage(stage)}
            />
            <span>{stageWord(trans, stage)}</span>
          </label>
        ))}
      </div>
      {model.readOnly && (
        <div className="jp-Handoff-hint">
          {trans.__('This notebook is read-only: the stage is kept until the page is closed.')}
        </div>
      )}
    </>
  );
}

/** The file's name and the contract that it is judged by. */
export function Names({ report }: { report: Report | null }): React.JSX.Element {
  const { model, trans } = useDesk();
  const contract = report?.made_by.contract;
  return (
    <div className="jp-Handoff-names">
      <span className="jp-Handoff-file" title={model.path}>
        {model.context.localPath.split('/').pop()}
      </span>
      {contract && (
        <span className="jp-Handoff-contract" title={contract.path ?? undefined}>
          {trans.__('contract: %1', `${contract.title} ${contract.version}`.trim())}
        </span>
      )}
    </div>
  );
}

/** How many findings there are at this stage, and what the next one adds. */
export function CountLine({ findings }: { findings: readonly Finding[] }): React.JSX.Element {
  const { model, trans } = useDesk();
  return (
    <div className="jp-Handoff-counts">
      {countWords(trans, countAt(findings, model.stage)).map(([severity, words]) => (
        <span key={severity} className="jp-Handoff-count">
          <SeverityIcon severity={severity} /> {words}
        </span>
      ))}
      <OutlookLine findings={findings} stage={model.stage} />
    </div>
  );
}

function OutlookLine(props: {
  findings: readonly Finding[];
  stage: Stage;
}): React.JSX.Element | null {
  const { trans } = useDesk();
  const outlook = outlookFrom(props.findings, props.stage);
  if (!outlook) {
    return null;
  }
  const stage = stageWord(trans, outlook.stage).toLowerCase();
  const more: [Severity, number][] = [
    ['error', outlook.errors],
    ['warning', outlook.warnings]
  ];
  const some = more.filter(([, count]) => count > 0);
  return (
    <span className="jp-Handoff-outlook">
      {some.length > 0 ? trans.__('at %1:', stage) : trans.__('at %1: nothing more', stage)}
      {some.map(([severity, count]) => (
        <span key={severity} className="jp-Handoff-count">
          +{count} <SeverityIcon severity={severity} />
        </span>
      ))}
    </span>
  );
}

/** What is in the way of handing over each artifact. */
export function ReadinessLine({ report }: { report: Report }): React.JSX.Element {
  const { model, trans } = useDesk();
  return (
    <ul className="jp-Handoff-readiness" aria-label={trans.__('Readiness')}>
      {readinessAt(report, model.stage).map(ready => (
        <li key={ready.artifact}>
          {artifactWord(trans, ready.artifact)} <Standing ready={ready} />
        </li>
      ))}
    </ul>
  );
}

function Standing({ ready }: { ready: ArtifactReadiness }): React.JSX.Element {
  const { trans } = useDesk();
  const counts: [Severity, number][] = [
    ['error', ready.errors],
    ['warning', ready.warnings]
  ];
  if (ready.errors + ready.warnings > 0) {
    return (
      <>
        {counts
          .filter(([, count]) => count > 0)
          .map(([severity, count]) => (
            <span key={severity} className="jp-Handoff-count">
              <SeverityIcon severity={severity} />
              {count}
            </span>
          ))}
      </>
    );
  }
  const word = ready.checked ? trans.__('nothing in the way') : trans.__('not checked');
  return (
    <span className="jp-Handoff-standing" role="img" aria-label={word} title={word}>
      {ready.checked ? '✓' : '–'}
    </span>
  );
}
