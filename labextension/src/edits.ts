// Plans edits of a notebook: what objects to them, which overlap, and what a source is after them.
import { offsetOf } from './columns';
import type { CellEdit, Edit, FileEdit, Fix, LiveCell, OutputEdit, SourceEdit } from './wire';

/** Why a fix cannot be made. */
export type Objection = 'nothing' | 'gone' | 'changed' | 'locked' | 'undeletable' | 'overlap';

/** New text for a stretch of a source, in UTF-16 units; `secret` where the old must not be shown. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly secret: boolean;
}

export type Cells = ReadonlyMap<string, LiveCell>;

/**
 * Fixes that are made together.
 *
 * Edits hold for the cells that were linted; a cell that is no longer what it was refuses them.
 */
export class Plan {
  constructor(linted: Cells, live: Cells) {
    this.linted = linted;
    this.live = live;
  }

  readonly removed = new Set<string>();
  readonly moves: CellEdit[] = [];
  readonly outputs: OutputEdit[] = [];
  readonly files: FileEdit[] = [];

  /** The cells whose source changes, each with its replacements in order. */
  get sources(): ReadonlyMap<string, readonly Replacement[]> {
    return this.replaced;
  }

  /** Take a fix into the plan, all of it or nothing; why not, where that cannot be. */
  accept(fix: Fix): Objection | null {
    if (fix.edits.length === 0) {
      return 'nothing';
    }
    for (const edit of fix.edits) {
      const objection = this.objectionTo(edit);
      if (objection) {
        return objection;
      }
    }
    fix.edits.forEach(edit => this.add(edit));
    return null;
  }

  private objectionTo(edit: Edit): Objection | null {
    if (edit.kind === 'file') {
      return null;
    }
    const before = this.linted.get(edit.cell_id);
    const now = this.live.get(edit.cell_id);
    if (!before || !now || this.removed.has(edit.cell_id)) {
      return 'gone';
    }
    if (now.metadata.editable === false) {
      return 'locked';
    }
    if (edit.kind === 'output') {
      return outputChanged(before, now, edit.output) ? 'changed' : null;
    }
    if (before.source !== now.source || isStale(edit, now.source)) {
      return 'changed';
    }
    return edit.kind === 'source' ? this.overlaps(edit, now.source) : this.cellObjection(edit, now);
  }

  private overlaps(edit: SourceEdit, source: string): Objection | null {
    const wanted = replacementOf(edit, source);
    const others = this.replaced.get(edit.cell_id) ?? [];
    const meets = others.some(other => !same(wanted, other) && overlap(wanted, other));
    return meets ? 'overlap' : null;
  }

  private cellObjection(edit: CellEdit, now: LiveCell): Objection | null {
    const movedTo = this.moves.some(move => move.before_id === edit.cell_id);
    if (movedTo || this.moves.some(move => move.cell_id === edit.cell_id)) {
      return 'overlap';
    }
    if (edit.action === 'remove') {
      if (now.metadata.deletable === false) {
        return 'undeletable';
      }
      return this.replaced.has(edit.cell_id) ? 'overlap' : null;
    }
    const target = edit.before_id ?? '';
    return this.live.has(target) && !this.removed.has(target) ? null : 'gone';
  }

  private add(edit: Edit): void {
    switch (edit.kind) {
      case 'source':
        this.replace(edit);
        break;
      case 'cell':
        if (edit.action === 'remove') {
          this.removed.add(edit.cell_id);
        } else {
          this.moves.push(edit);
        }
        break;
      case 'output':
        this.outputs.push(edit);
        break;
      case 'file':
        this.files.push(edit);
    }
  }

  private replace(edit: SourceEdit): void {
    const wanted = replacementOf(edit, this.live.get(edit.cell_id)?.source ?? '');
    const others = this.replaced.get(edit.cell_id) ?? [];
    if (!others.some(other => same(wanted, other))) {
      const all = [...others, wanted];
      // Array.sort is stable: insertions at one place keep the order that they came in.
      this.replaced.set(
        edit.cell_id,
        all.sort((one, other) => one.start - other.start || one.end - other.end)
      );
    }
  }

  private readonly linted: Cells;
  private readonly live: Cells;
  private readonly replaced = new Map<string, readonly Replacement[]>();
}

/** A source with replacements made that are in order and do not overlap. */
export function edited(source: string, replacements: readonly Replacement[]): string {
  let position = 0;
  let text = '';
  for (const { start, end, text: added } of replacements) {
    text += source.slice(position, start) + added;
    position = end;
  }
  return text + source.slice(position);
}

/** A file's text with lines added behind its last one. */
export function appended(text: string, lines: string): string {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return text + gap + lines + (lines.endsWith('\n') ? '' : '\n');
}

/** The fix of a finding that *fix all safe* makes, if it has one: it edits the notebook's text only. */
export function safeFix(fixes: readonly Fix[]): Fix | undefined {
  return fixes.find(
    fix =>
      fix.applicability === 'safe' &&
      fix.edits.length > 0 &&
      fix.edits.every(edit => edit.kind === 'source' || edit.kind === 'cell')
  );
}

/** The cells that a fix speaks of, the one that another is moved in front of included. */
export function cellsOf(fix: Fix): string[] {
  return fix.edits.flatMap(edit => {
    if (edit.kind === 'file') {
      return [];
    }
    return edit.kind === 'cell' && edit.before_id ? [edit.cell_id, edit.before_id] : [edit.cell_id];
  });
}

function replacementOf(edit: SourceEdit, source: string): Replacement {
  return {
    start: offsetOf(source, edit.line, edit.column),
    end: offsetOf(source, edit.end_line, edit.end_column),
    text: edit.new,
    secret: edit.old === null
  };
}

/** Whether the text that an edit speaks of is not what stands there. */
function isStale(edit: SourceEdit | CellEdit, source: string): boolean {
  if (edit.old === null) {
    return false;
  }
  if (edit.kind === 'cell') {
    return edit.old !== source;
  }
  const { start, end } = replacementOf(edit, source);
  return edit.old !== source.slice(start, end);
}

function outputChanged(before: LiveCell, now: LiveCell, output: number): boolean {
  const text = (cell: LiveCell) => JSON.stringify(cell.outputs[output] ?? null);
  return output >= now.outputs.length || text(before) !== text(now);
}

function same(one: Replacement, other: Replacement): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

function overlap(one: Replacement, other: Replacement): boolean {
  if (one.start === one.end || other.start === other.end) {
    return (
      (other.start < one.start && one.start < other.end) ||
      (one.start < other.start && other.start < one.end)
    );
  }
  return one.start < other.end && other.start < one.end;
}
