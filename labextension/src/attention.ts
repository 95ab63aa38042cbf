// What the person has opened in the panel: a fix to look at, or an explanation to read.
import { type ISignal, Signal } from '@lumino/signaling';
import { keyOf } from './judge';
import type { Finding } from './wire';

export class Attention {
  get changed(): ISignal<this, void> {
    return this.signal;
  }

  /** The finding whose rule is explained. */
  get explained(): Finding | null {
    return this.explainedFinding;
  }

  /** Whether a finding's fix is shown before it is made. */
  isOpen(finding: Finding): boolean {
    return this.openKey === keyOf(finding);
  }

  open(finding: Finding | null): void {
    this.openKey = finding && keyOf(finding);
    this.explainedFinding = null;
    this.signal.emit();
  }

  /** Wait for findings whose fix is taken back: the first one's row gets the focus. */
  expect(findings: readonly Finding[]): void {
    this.expected = new Set(findings.map(keyOf));
  }

  /** Whether a finding was waited for; with it the wait is over. */
  meet(finding: Finding): boolean {
    const met = this.expected.has(keyOf(finding));
    if (met) {
      this.expected.clear();
    }
    return met;
  }

  explain(finding: Finding | null): void {
    this.explainedFinding = finding;
    this.signal.emit();
  }

  private readonly signal = new Signal<this, void>(this);
  private openKey: string | null = null;
  private expected = new Set<string>();
  private explainedFinding: Finding | null = null;
}
