// Reads a rule's example: cells in percent format, each with a mark where it begins.
import type { RuleExample } from './wire';

const MARK = /^# %%.*$/gm;

/** Whether an example, or what became of it, has more than one cell. */
export function hasSeveralCells({ bad, good }: RuleExample): boolean {
  return [bad, good].some(text => (text.match(MARK) ?? []).length > 1);
}

/** One side of an example; a single cell goes without its mark, which would say nothing. */
export function textOf(side: string, marked: boolean): string {
  return (marked ? side : side.replace(/^\s*# %%[ \t]*\n/, '')).trim();
}
