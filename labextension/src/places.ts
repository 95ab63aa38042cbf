// Goes to a place in a notebook: opens what hides it, scrolls there and selects it.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type Cell, MarkdownCell } from '@jupyterlab/cells';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { splitLines, unitsBefore } from './columns';
import type { Span } from './wire';

/** A span, or a finding or related place, which has the fields of one. */
export type Place = Pick<Span, 'line' | 'column' | 'end_line' | 'end_column'> & {
  readonly cell_id: string | null;
};

/** Go to a place, and put the cursor there. */
export async function goTo(
  shell: JupyterFrontEnd.IShell,
  panel: NotebookPanel,
  place: Place
): Promise<void> {
  const notebook = panel.content;
  const index = notebook.widgets.findIndex(cell => cell.model.id === place.cell_id);
  if (index < 0) {
    return;
  }
  const cell = notebook.widgets[index];
  shell.activateById(panel.id);
  NotebookActions.expandParent(cell, notebook);
  uncover(cell, place);
  notebook.activeCellIndex = index;
  notebook.deselectAll();
  await notebook.scrollToCell(cell);
  await cell.ready;
  if (!cell.isDisposed && place.line !== null) {
    select(cell, place);
    notebook.mode = 'edit';
  }
}

/** Show a cell's source where it is collapsed or rendered. */
function uncover(cell: Cell, place: Place): void {
  cell.inputHidden = false;
  if (cell instanceof MarkdownCell && place.line !== null) {
    cell.rendered = false;
  }
}

function select(cell: Cell, place: Place): void {
  const lines = splitLines(cell.model.sharedModel.source);
  const at = (line: number | null, column: number | null): CodeEditor.IPosition => {
    const found = Math.min((line ?? 1) - 1, lines.length - 1);
    return { line: found, column: unitsBefore(lines[found], column ?? 1) };
  };
  const start = at(place.line, place.column);
  const end = at(place.end_line ?? place.line, place.end_column ?? place.column);
  cell.editor?.setSelection({ start, end });
  cell.editor?.revealSelection({ start, end });
}
