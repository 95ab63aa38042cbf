// The words for what is on the wire, and the sentences for what can stand in the way.
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Refusal } from './fixing';
import type { Counts } from './judge';
import type { State } from './model';
import { shortened } from './prose';
import type { Artifact, Finding, Owner, Severity, Stage } from './wire';

/** Characters that are shown of what a contract says, which may be any text. */
const MOST_REASON = 300;
const MOST_TITLE = 80;

export function stageWord(trans: TranslationBundle, stage: Stage): string {
  return {
    explore: trans.__('Explore'),
    candidate: trans.__('Candidate'),
    handoff: trans.__('Handoff')
  }[stage];
}

export function severityWord(trans: TranslationBundle, severity: Severity): string {
  return {
    off: trans.__('Off'),
    info: trans.__('Info'),
    warning: trans.__('Warning'),
    error: trans.__('Error')
  }[severity];
}

export function ownerWord(trans: TranslationBundle, owner: Owner): string {
  return {
    'data-science': trans.__('data science'),
    mlops: trans.__('MLOps'),
    both: trans.__('data science and MLOps')
  }[owner];
}

export function artifactWord(trans: TranslationBundle, artifact: Artifact): string {
  return {
    code: trans.__('Code'),
    notebook: trans.__('Notebook'),
    data: trans.__('Data'),
    model: trans.__('Model'),
    environment: trans.__('Environment'),
    security: trans.__('Security'),
    understanding: trans.__('Understanding')
  }[artifact];
}

/** Counts in words by severity, those that are zero left out. */
export function countWords(
  trans: TranslationBundle,
  { errors, warnings, infos }: Counts
): [Severity, string][] {
  const words: [Severity, number, string][] = [
    ['error', errors, trans._n('%1 error', '%1 errors', errors)],
    ['warning', warnings, trans._n('%1 warning', '%1 warnings', warnings)],
    ['info', infos, trans._n('%1 info', '%1 infos', infos)]
  ];
  return words.filter(([, count]) => count > 0).map(([severity, , word]) => [severity, word]);
}

/** What the contract says of a finding: why it asks, and who locks it; or nothing. */
export function contractFacts(trans: TranslationBundle, { reason, locked }: Finding): string[] {
  const lock = locked && trans.__('locked by %1', shortened(locked, MOST_TITLE));
  const said = [shortened(reason.trim(), MOST_REASON), lock].filter(fact => fact !== '');
  return said.map((fact, number) => (number === 0 ? trans.__('contract: %1', fact) : fact));
}

/** What a state without a report means for the person. */
export function stateSentence(trans: TranslationBundle, state: State, message: string): string {
  switch (state) {
    case 'waiting':
      return trans.__('Waiting for the kernel to say which language this notebook is in…');
    case 'unreachable':
      return trans.__('The Jupyter server cannot be reached, so nothing is checked now.');
    case 'forbidden':
      return trans.__('The Jupyter server does not know you any more: log in again, then retry.');
    case 'missing':
      return trans.__('The server part of Jupyter Handoff is not installed or not enabled.');
    case 'failed':
      return trans.__('Linting failed: %1', message);
    default:
      return trans.__('Linting…');
  }
}

/** Why a fix was not made. */
export function refusalSentence(trans: TranslationBundle, refusal: Refusal): string {
  if (typeof refusal === 'object') {
    return trans.__(
      '%1 could not be written, so nothing was changed: %2',
      refusal.file,
      refusal.said
    );
  }
  return {
    nothing: trans.__('There is nothing to apply.'),
    gone: trans.__('Not applied: the cell is gone.'),
    changed: trans.__('Not applied: the text has changed meanwhile.'),
    locked: trans.__('Not applied: the cell is not editable.'),
    undeletable: trans.__('Not applied: the cell cannot be deleted.'),
    overlap: trans.__('Not applied: it overlaps another fix.'),
    'read-only': trans.__('Not applied: this notebook is read-only.')
  }[refusal];
}
