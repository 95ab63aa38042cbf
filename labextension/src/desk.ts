// What all views of the panel share: the notebook's model, the words, and what a click can do.
import type { TranslationBundle } from '@jupyterlab/translation';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Attention } from './attention';
import type { Refusal } from './fixing';
import type { LintModel } from './model';
import type { Place } from './places';
import type { Finding, Fix, Report, RuleCard } from './wire';

export interface Desk {
  readonly model: LintModel;
  readonly attention: Attention;
  readonly trans: TranslationBundle;
  readonly goTo: (place: Place) => void;
  readonly fix: (finding: Finding, fix: Fix) => Promise<Refusal | null>;
  readonly fixAllSafe: () => Refusal | null;
  readonly undo: () => void;
  /** Open a file of the contents manager's in its editor. */
  readonly openFile: (path: string) => void;
  readonly cards: () => Promise<ReadonlyMap<string, RuleCard>>;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) {
    throw new Error('This view stands outside of the panel.');
  }
  return desk;
}

/** Draw this view anew with each change of the notebook, not only with each report. */
export function useChanges(): void {
  const { model } = useDesk();
  const [, count] = useState(0);
  useEffect(() => {
    const again = () => count(number => number + 1);
    model.changes.changed.connect(again);
    return () => {
      model.changes.changed.disconnect(again);
    };
  }, [model]);
}

/** Why a fix was refused; forgotten with the next report, which may be of another text. */
export function useRefusal(): readonly [Refusal | null, (refusal: Refusal | null) => void] {
  const { report } = useDesk().model;
  const [refused, setRefused] = useState<{ report: Report | null; refusal: Refusal | null }>();
  const refusal = refused?.report === report ? (refused?.refusal ?? null) : null;
  return [refusal, why => setRefused({ report, refusal: why })];
}
