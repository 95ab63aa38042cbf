// Makes small pieces of the wire for tests.
import type { CellEdit, Edit, Finding, Fix, LiveCell, SourceEdit } from '../src/wire';

export function cells(sources: Record<string, string>): Map<string, LiveCell> {
  return new Map(Object.entries(sources).map(([id, source]) => [id, cell(id, { source })]));
}

export function cell(id: string, parts: Partial<LiveCell> = {}): LiveCell {
  const nothing = { kind: 'code', source: '', metadata: {}, execution_count: null, outputs: [] };
  return { id, ...nothing, ...parts } as LiveCell;
}

/** An edit of a cell's first line, columns from 1. */
export function replace(
  cellId: string,
  [column, endColumn]: [number, number],
  old: string | null,
  text: string
): SourceEdit {
  const place = { line: 1, column, end_line: 1, end_column: endColumn };
  return { kind: 'source', cell_id: cellId, cell: 1, ...place, old, new: text };
}

export function remove(cellId: string, old: string | null = ''): CellEdit {
  return { kind: 'cell', action: 'remove', cell_id: cellId, cell: 1, old, before_id: null };
}

export function move(cellId: string, beforeId: string, old: string): CellEdit {
  return { kind: 'cell', action: 'move', cell_id: cellId, cell: 1, old, before_id: beforeId };
}

export function fix(...edits: Edit[]): Fix {
  return { title: 'Mend it', applicability: 'safe', edits };
}

export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    code: 'HX101',
    name: 'some-defect',
    artifact: 'code',
    owner: 'data-science',
    severity: 'off',
    message: 'Something is wrong.',
    cell_id: 'a',
    cell: 1,
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    severities: { explore: 'off', candidate: 'warning', handoff: 'error' },
    related: [],
    fixes: [],
    source: null,
    reason: '',
    locked: '',
    key: '',
    ...parts
  };
}
