// Says how long a fix that was made stays in sight: no longer than it can be taken back.
import { keyOf } from './judge';
import type { Finding } from './wire';

/** A fix, or several, just made; `undo` takes it back. */
export interface Done {
  readonly findings: readonly Finding[];
  readonly revision: number;
  /** Whose undo history alone takes it back too; null where that is not enough. */
  readonly scope: 'cell' | 'notebook' | null;
  readonly undo: () => Promise<void>;
}

/** How long the row of a single fix stays in sight at least, in milliseconds. */
export const IN_SIGHT = 6_000;

/**
 * How long a fix is still shown when a report has come, in milliseconds.
 *
 * Several fixes stay until something else changes: no row of theirs tells what they did.
 */
export function timeLeft(
  findings: readonly Finding[],
  now: { canUndo: boolean; reported: readonly Finding[]; age: number }
): number {
  if (!now.canUndo) {
    return 0;
  }
  if (findings.length > 1) {
    return Infinity;
  }
  const fixed = new Set(findings.map(keyOf));
  const isBack = now.reported.some(finding => fixed.has(keyOf(finding)));
  return isBack ? 0 : Math.max(0, IN_SIGHT - now.age);
}
