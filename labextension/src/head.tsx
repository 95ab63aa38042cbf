// The panel's head: the stage, which notebook and contract, how many findings, how ready it is.
import * as React from 'react';
import { webAddress } from './address';
import { useDesk } from './desk';
import {
  type ArtifactReadiness,
  countAt,
  isBelow,
  outlookFrom,
  readinessAt,
  THE_CONTRACT,
  whyNotChecked
} from './judge';
import { SeverityShape } from './parts';
import {
  type ContractCard,
  type Finding,
  type Report,
  type Severity,
  type Stage,
  STAGES
} from './wire';
import { artifactWord, countWords, stageWord } from './words';

/** The stage of the notebook: one click, judged anew at once. */
export function StageControl(): React.JSX.Element {
  const { model, trans } = useDesk();
  const group = React.useId();
  return (
    <>
      <div className="jp-Handoff-stages" role="radiogroup" aria-label={trans.__('Stage')}>
        {STAGES.map(stage => (
          <StageButton key={stage} stage={stage} group={group} />
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

function StageButton(props: { stage: Stage; group: string }): React.JSX.Element {
  const { model, trans } = useDesk();
  const { group, stage } = props;
  const locked = isBelow(stage, model.lowest);
  const lowest = stageWord(trans, model.lowest).toLowerCase();
  const why = locked ? trans.__('The contract locks the stage at %1 or later', lowest) : undefined;
  return (
    <label className="jp-Handoff-stage" title={why}>
      <input
        type="radio"
        name={group}
        value={stage}
        checked={model.stage === stage}
        disabled={locked}
        title={why}
        onChange={() => model.setStage(stage)}
      />
      <span>{stageWord(trans, stage)}</span>
    </label>
  );
}

/** The file's name and the contract that it is judged by. */
export function Names({ report }: { report: Report | null }): React.JSX.Element {
  const { model } = useDesk();
  return (
    <div className="jp-Handoff-names">
      <span className="jp-Handoff-file" title={model.path}>
        {model.context.localPath.split('/').pop()}
      </span>
      {report && <ContractName report={report} />}
    </div>
  );
}

function ContractName({ report }: { report: Report }): React.JSX.Element {
  const { trans } = useDesk();
  const { contract } = report.made_by;
  const why = whyNotChecked(report, THE_CONTRACT);
  if (why) {
    return (
      <span className="jp-Handoff-contract jp-Handoff-count" title={why}>
        <SeverityShape severity="warning" /> {trans.__('contract: not read')}
      </span>
    );
  }
  return (
    <span className="jp-Handoff-contract">
      <span>{trans.__('contract:')}</span> <ContractTitle contract={contract} />
      <ContractDocs contract={contract} />
    </span>
  );
}

/** The contract's title and version; a click opens its file where Jupyter can. */
function ContractTitle({ contract }: { contract: ContractCard }): React.JSX.Element {
  const { openFile } = useDesk();
  const { opens, path } = contract;
  const title = `${contract.title} ${contract.version}`.trim();
  // A long title is cut short: the whole of it is told here.
  const told = path === null ? title : `${title}\n${path}`;
  if (opens === null) {
    return (
      <span className="jp-Handoff-contractTitle" title={told}>
        {title}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="jp-Handoff-link jp-Handoff-contractTitle"
      title={told}
      onClick={() => openFile(opens)}
    >
      {title}
    </button>
  );
}

/** Where the contract is explained. */
function ContractDocs({ contract }: { contract: ContractCard }): React.JSX.Element | null {
  const { trans } = useDesk();
  const address = webAddress(contract.docs);
  if (address === null) {
    return null;
  }
  return (
    <>
      <span aria-hidden="true">·</span>
      <a
        className="jp-Handoff-link"
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        title={address}
        aria-label={trans.__('The documentation of the contract')}
      >
        {trans.__('docs')}
      </a>
    </>
  );
}

/** How many findings there are at this stage, and what the next one adds. */
export function CountLine({ findings }: { findings: readonly Finding[] }): React.JSX.Element {
  const { model, trans } = useDesk();
  return (
    <div className="jp-Handoff-counts">
      {countWords(trans, countAt(findings, model.stage)).map(([severity, words]) => (
        <span key={severity} className="jp-Handoff-count">
          <SeverityShape severity={severity} /> {words}
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
  const { errors, warnings } = outlook;
  const more: [Severity, number, string][] = [
    ['error', errors, trans._n('%1 error more than now', '%1 errors more than now', errors)],
    [
      'warning',
      warnings,
      trans._n('%1 warning more than now', '%1 warnings more than now', warnings)
    ]
  ];
  const some = more.filter(([, count]) => count > 0);
  return (
    <span className="jp-Handoff-outlook">
      {some.length > 0 ? trans.__('at %1:', stage) : trans.__('at %1: nothing more', stage)}
      {some.map(([severity, count, words]) => (
        <span
          key={severity}
          className="jp-Handoff-count"
          role="img"
          aria-label={words}
          title={words}
        >
          +{count} <SeverityShape severity={severity} />
        </span>
      ))}
    </span>
  );
}

/** What there is to say of each artifact; ✓ only where that is nothing. */
export function ReadinessLine({ report }: { report: Report }): React.JSX.Element {
  const { model, trans } = useDesk();
  return (
    <ul className="jp-Handoff-readiness jp-Handoff-facts" aria-label={trans.__('Readiness')}>
      {readinessAt(report, model.stage).map(ready => (
        <Standing key={ready.artifact} ready={ready} />
      ))}
    </ul>
  );
}

function Standing({ ready }: { ready: ArtifactReadiness }): React.JSX.Element {
  const { trans } = useDesk();
  const artifact = artifactWord(trans, ready.artifact);
  const said = countWords(trans, ready);
  const quiet = ready.checked ? trans.__('nothing to say') : trans.__('not checked');
  const words = said.map(([, word]) => word).join(', ') || quiet;
  const all: [Severity, number][] = [
    ['error', ready.errors],
    ['warning', ready.warnings],
    ['info', ready.infos]
  ];
  const counts = all.filter(([, count]) => count > 0);
  return (
    <li className="jp-Handoff-fact" title={trans.__('%1: %2', artifact, words)}>
      {artifact}{' '}
      <span className="jp-Handoff-standing" role="img" aria-label={words}>
        {counts.map(([severity, count]) => (
          <span key={severity} className="jp-Handoff-count">
            <SeverityShape severity={severity} />
            {count}
          </span>
        ))}
        {counts.length === 0 && (ready.checked ? '✓' : '–')}
      </span>
    </li>
  );
}
