// Judges findings at a stage: which speak, how many, in which cell, and what comes next.
import {
  ARTIFACTS,
  STAGES,
  type Artifact,
  type Finding,
  type Report,
  type Severity,
  type Stage
} from './wire';

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** How many more findings a later stage has than the one before it. */
export interface Outlook {
  readonly stage: Stage;
  readonly errors: number;
  readonly warnings: number;
}

/** The findings of one cell; without an id those of the notebook as a whole. */
export interface Group {
  readonly cellId: string | null;
  readonly cell: number | null;
  readonly findings: readonly Finding[];
}

export interface ArtifactReadiness extends Counts {
  readonly artifact: Artifact;
  readonly checked: boolean;
}

export function isStage(value: unknown): value is Stage {
  return STAGES.some(stage => stage === value);
}

export function isBelow(stage: Stage, other: Stage): boolean {
  return STAGES.indexOf(stage) < STAGES.indexOf(other);
}

export function atStage(findings: readonly Finding[], stage: Stage): Finding[] {
  return findings.filter(finding => finding.severities[stage] !== 'off');
}

export function countAt(findings: readonly Finding[], stage: Stage): Counts {
  const count = (severity: Severity) =>
    findings.filter(finding => finding.severities[stage] === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

/** What the next stage adds; null at the last one. */
export function outlookFrom(findings: readonly Finding[], stage: Stage): Outlook | null {
  const next = STAGES[STAGES.indexOf(stage) + 1];
  if (next === undefined) {
    return null;
  }
  const now = countAt(findings, stage);
  const then = countAt(findings, next);
  return {
    stage: next,
    errors: Math.max(0, then.errors - now.errors),
    warnings: Math.max(0, then.warnings - now.warnings)
  };
}

/** Findings grouped by cell in document order, those of the whole notebook last. */
export function groupByCell(findings: readonly Finding[]): Group[] {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.cell_id);
    if (group) {
      group.push(finding);
    } else {
      groups.set(finding.cell_id, [finding]);
    }
  }
  return [...groups]
    .map(([cellId, members]) => ({ cellId, cell: members[0].cell, findings: members }))
    .sort((one, other) => (one.cell ?? Infinity) - (other.cell ?? Infinity));
}

/** The readiness of each artifact at a stage. */
export function readinessAt(report: Report, stage: Stage): ArtifactReadiness[] {
  return ARTIFACTS.map(artifact => ({
    artifact,
    checked: report.readiness[artifact]?.checked ?? false,
    ...countAt(
      report.findings.filter(finding => finding.artifact === artifact),
      stage
    )
  }));
}

/** What the server calls the parts of coverage that the panel speaks of in its own words. */
export const THE_NOTEBOOK = 'the notebook';
export const THE_CONTRACT = 'the contract';

/** Why something was not checked; null where it was. */
export function whyNotChecked({ coverage }: Report, what: string): string | null {
  return coverage.not_checked.find(missing => missing.what === what)?.why ?? null;
}

/** What tells a finding from the others of its report, and finds it again in the next one. */
export function keyOf(finding: Finding): string {
  const { code, cell_id, line, column, end_line, end_column, message } = finding;
  return JSON.stringify([code, cell_id, line, column, end_line, end_column, message]);
}
