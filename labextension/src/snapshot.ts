// Takes a snapshot of a live notebook: what is sent to be linted, and what a report then holds for.
import type { ISharedCell, ISharedCodeCell, ISharedNotebook } from '@jupyter/ydoc';
import * as nbformat from '@jupyterlab/nbformat';
import { JSONExt, type PartialJSONValue } from '@lumino/coreutils';
import type { Content } from './client';
import type { LiveCell, LiveOutput } from './wire';

/**
 * Live cells at one moment. Two snapshots with one fingerprint get the same findings, but for the
 * one that the notebook's own `stage` is lower than its contract lets it be.
 */
export interface Snapshot {
  readonly stage: unknown;
  readonly content: Content;
  readonly cells: ReadonlyMap<string, LiveCell>;
  readonly fingerprint: string;
}

/** The key of the notebook metadata that this tool keeps its own in. */
export const METADATA_KEY = 'jupyter_handoff';

/** UTF-16 units of one output's text that are sent: as many as are read of a file's. */
const MOST_TEXT = 200_000;
/** What is sent of each where all of them together would be more than this. */
const MOST_IN_ALL = 1_000_000;
const LESS_TEXT = 20_000;
/** The types that the rules read; the server's own list is the same. */
const TEXT_TYPES = /^(text\/|application\/(json|javascript|x-latex|xml)$)/;

export function takeSnapshot(
  path: string,
  notebook: ISharedNotebook,
  outputs: OutputSummaries
): Snapshot {
  const cells = bounded(notebook.cells.map(cell => liveCell(cell, outputs)));
  return {
    stage: ownMetadata(notebook).stage,
    content: { path, cells, metadata: notebook.getMetadata() },
    cells: new Map(cells.map(cell => [cell.id, cell])),
    fingerprint: JSON.stringify([path, cells, withoutStage(notebook)])
  };
}

export function liveCell(cell: ISharedCell, outputs: OutputSummaries): LiveCell {
  const code = isCode(cell) ? cell : null;
  return {
    id: cell.id,
    kind: cell.cell_type === 'code' || cell.cell_type === 'markdown' ? cell.cell_type : 'raw',
    source: cell.source,
    metadata: cell.getMetadata(),
    execution_count: code?.execution_count ?? null,
    outputs: code ? outputs.of(code) : []
  };
}

/** Cells with shorter outputs where they would be too much to be sent at each pause. */
function bounded(cells: readonly LiveCell[]): readonly LiveCell[] {
  const texts = cells.flatMap(cell => cell.outputs.flatMap(output => Object.values(output.text)));
  if (texts.reduce((length, text) => length + text.length, 0) <= MOST_IN_ALL) {
    return cells;
  }
  return cells.map(cell => ({ ...cell, outputs: cell.outputs.map(shortened) }));
}

function shortened(output: LiveOutput): LiveOutput {
  return { ...output, text: cut(Object.entries(output.text), LESS_TEXT) };
}

function cut(texts: readonly [string, string][], most: number): Record<string, string> {
  return Object.fromEntries(texts.map(([type, text]) => [type, text.slice(0, most)]));
}

export function isCode(cell: ISharedCell): cell is ISharedCodeCell {
  return cell.cell_type === 'code';
}

/** Summaries of outputs, made anew only when a cell has run or its outputs were changed at rest. */
export class OutputSummaries {
  of(cell: ISharedCodeCell): readonly LiveOutput[] {
    const known = this.known.get(cell);
    if (known) {
      return known;
    }
    if (cell.executionState === 'running') {
      return [];
    }
    const made = cell.getOutputs().map(summary);
    this.known.set(cell, made);
    return made;
  }

  forget(cell: ISharedCodeCell): void {
    this.known.delete(cell);
  }

  private readonly known = new WeakMap<ISharedCodeCell, readonly LiveOutput[]>();
}

function summary(output: nbformat.IOutput): LiveOutput {
  const texts = Object.entries(bundleOf(output)).map<[string, string]>(([type, value]) => [
    type,
    textOf(value)
  ]);
  const sent = texts.filter(([type]) => TEXT_TYPES.test(type));
  return {
    sizes: Object.fromEntries(texts.map(([type, text]) => [type, text.length])),
    text: cut(sent, MOST_TEXT),
    error: nbformat.isError(output) ? output.ename || 'error' : null
  };
}

/** What an output holds, by MIME type; a stream or a traceback is plain text. */
function bundleOf(output: nbformat.IOutput): Record<string, unknown> {
  if (nbformat.isStream(output)) {
    return { 'text/plain': output.text };
  }
  if (nbformat.isError(output)) {
    const lines = [...(output.traceback ?? []), `${output.ename}: ${output.evalue}`];
    return { 'text/plain': lines.join('\n') };
  }
  return (output.data ?? {}) as Record<string, unknown>;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (Array.isArray(value) && value.every(piece => typeof piece === 'string')) {
    return value.join('');
  }
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** What this tool keeps in a notebook's metadata. */
export function ownMetadata(notebook: ISharedNotebook): Readonly<Record<string, PartialJSONValue>> {
  const own: PartialJSONValue | undefined = notebook.getMetadata(METADATA_KEY);
  return own && JSONExt.isObject(own) ? (own as Record<string, PartialJSONValue>) : {};
}

/** Metadata but for the stage: findings carry their severity at every stage. */
function withoutStage(notebook: ISharedNotebook): unknown[] {
  const others = Object.entries(notebook.getMetadata()).filter(([key]) => key !== METADATA_KEY);
  const kept = Object.entries(ownMetadata(notebook)).filter(([key]) => key !== 'stage');
  return [others, kept];
}
