// Makes fixes in the live notebook: all edits of a fix or none, in one step that can be undone.
import type { ISharedCell, ISharedCodeCell, ISharedNotebook } from '@jupyter/ydoc';
import type { IOutput } from '@jupyterlab/nbformat';
import type { Contents } from '@jupyterlab/services';
import type { Done } from './done';
import {
  type Cells,
  cellsOf,
  edited,
  type Objection,
  Plan,
  type Replacement,
  safeFix
} from './edits';
import { append, type Unwrite } from './files';
import { atStage } from './judge';
import type { LintModel } from './model';
import { isCode, liveCell } from './snapshot';
import type { FileEdit, Finding, Fix } from './wire';

/** Why a fix was not made; `file` where writing that file failed, with what was said. */
export type Refusal = Objection | 'read-only' | { readonly file: string; readonly said: string };

type Undo = () => void | Promise<void>;

/** What was done in the notebook, but for what a `Done` says of it. */
type Step = Pick<Done, 'scope'> & { readonly undo: Undo };

/** What shared models have, but do not declare. */
interface Undoable {
  readonly undoManager?: { stopCapturing(): void } | null;
}

/** What stands against a fix now, before anything is written. */
export function refusalOf(model: LintModel, fix: Fix): Refusal | null {
  if (model.readOnly) {
    return 'read-only';
  }
  return planFor(model, cellsOf(fix)).accept(fix);
}

/** Make one fix of a finding; null, or why it was refused. */
export async function makeFix(
  model: LintModel,
  contents: Contents.IManager,
  finding: Finding,
  fix: Fix
): Promise<Refusal | null> {
  const refusal = refusalOf(model, fix);
  if (refusal) {
    return refusal;
  }
  const written = await writeFiles(model, contents, fix);
  if (!Array.isArray(written)) {
    return written;
  }
  // The text may have changed while the file was written.
  const plan = planFor(model, cellsOf(fix));
  const late = plan.accept(fix);
  if (late) {
    await undoAll(written);
    return late;
  }
  const step = carryOut(model, plan);
  finish(model, [finding], written.length ? alsoTakingBack(written, step) : step);
  return null;
}

/** The safe fixes at the model's stage that can be made together, each with its finding. */
export function safeFixes(model: LintModel): readonly Finding[] {
  return planSafe(model, model.snapshot?.cells ?? new Map()).findings;
}

/** Make all safe fixes in one step, but those that overlap; null, or why that was refused. */
export function makeSafeFixes(model: LintModel): Refusal | null {
  if (model.readOnly) {
    return 'read-only';
  }
  const { plan, findings, refused } = planSafe(model, liveCells(model));
  if (findings.length === 0) {
    return refused ?? 'nothing';
  }
  finish(model, findings, carryOut(model, plan));
  return null;
}

/** Take back what was fixed last, where it is still the last step. */
export async function undoFix(model: LintModel): Promise<void> {
  if (model.done && model.canUndo) {
    const { done } = model;
    model.done = null;
    await done.undo();
    await model.lint();
  }
}

function finish(model: LintModel, findings: readonly Finding[], step: Step): void {
  const { revision } = model.changes;
  model.done = { ...step, findings, revision, undo: async () => step.undo() };
  void model.lint();
}

/** A step whose undo takes back what was written, too; no undo history does. */
function alsoTakingBack(written: readonly Undo[], step: Step): Step {
  return { ...step, scope: null, undo: () => undoAll([...written, step.undo]) };
}

function planSafe(
  model: LintModel,
  live: Cells
): { plan: Plan; findings: Finding[]; refused: Objection | null } {
  const plan = new Plan(model.snapshot?.cells ?? new Map(), live);
  const findings: Finding[] = [];
  let refused: Objection | null = null;
  for (const finding of atStage(model.report?.findings ?? [], model.stage)) {
    const fix = safeFix(finding.fixes);
    const objection = fix && plan.accept(fix);
    if (fix && !objection) {
      findings.push(finding);
    }
    refused ??= objection ?? null;
  }
  return { plan, findings, refused };
}

function planFor(model: LintModel, ids: readonly string[]): Plan {
  const linted = model.snapshot?.cells ?? new Map();
  return new Plan(linted, liveCells(model, ids));
}

function liveCells(model: LintModel, ids?: readonly string[]): Cells {
  const cells = model.notebook.cells.filter(cell => ids?.includes(cell.id) ?? true);
  return new Map(cells.map(cell => [cell.id, liveCell(cell, model.changes.outputs)]));
}

/** Write the files of a fix; how to take that back, or why it failed and nothing was written. */
async function writeFiles(
  model: LintModel,
  contents: Contents.IManager,
  fix: Fix
): Promise<Unwrite[] | Refusal> {
  const written: Unwrite[] = [];
  const files = fix.edits.filter((edit): edit is FileEdit => edit.kind === 'file');
  for (const edit of files) {
    try {
      written.push(await append(contents, model.path, edit));
    } catch (error) {
      await undoAll(written);
      return { file: edit.path, said: error instanceof Error ? error.message : String(error) };
    }
  }
  return written;
}

/** Make a plan's edits in the notebook; how to take them back. */
function carryOut(model: LintModel, plan: Plan): Step {
  const { notebook } = model;
  const restore = clearOutputs(notebook, plan);
  const [only, ...more] = plan.sources.keys();
  const single = more.length + plan.moves.length + plan.removed.size === 0;
  if (single && only === undefined) {
    return { scope: null, undo: restore };
  }
  // The undo history is a cell's own, but for what is done to several cells or to their list.
  const cell = single ? cellBy(notebook, only) : undefined;
  const scope = cell && !hasCarriageReturns(cell) ? cell : notebook;
  const { undoManager } = scope as Undoable;
  undoManager?.stopCapturing();
  scope.transact(() => edit(model, plan));
  undoManager?.stopCapturing();
  const undo = async () => {
    scope.undo();
    await restore();
  };
  const kind = scope === notebook ? 'notebook' : 'cell';
  return { scope: plan.outputs.length ? null : kind, undo };
}

function edit(model: LintModel, plan: Plan): void {
  const { notebook } = model;
  for (const [id, replacements] of plan.sources) {
    replaceIn(notebook, id, replacements);
  }
  for (const id of plan.removed) {
    notebook.deleteCell(indexOf(notebook, id));
    model.context.model.deletedCells.push(id);
  }
  for (const move of plan.moves) {
    const from = indexOf(notebook, move.cell_id);
    const to = indexOf(notebook, move.before_id ?? '');
    // The place is counted in the list without the cell that moves.
    notebook.moveCell(from, from < to ? to - 1 : to);
  }
}

function replaceIn(
  notebook: ISharedNotebook,
  id: string,
  replacements: readonly Replacement[]
): void {
  const at = indexOf(notebook, id);
  const cell = notebook.cells[at];
  if (hasCarriageReturns(cell)) {
    const renewed = { ...cell.toJSON(), source: edited(cell.source, replacements) };
    notebook.deleteCell(at);
    notebook.insertCell(at, renewed);
    return;
  }
  for (const { start, end, text } of [...replacements].reverse()) {
    cell.updateSource(start, end, text);
  }
}

/** JupyterLab's editor counts `\r\n` as one and would put a change elsewhere: such a cell is made anew. */
function hasCarriageReturns(cell: ISharedCell): boolean {
  return cell.source.includes('\r');
}

/** Outputs have no undo history: keep what was there. */
function clearOutputs(notebook: ISharedNotebook, plan: Plan): Undo {
  const restores: Undo[] = [];
  for (const { cell_id, output } of [...plan.outputs].sort((a, b) => b.output - a.output)) {
    const cell = cellBy(notebook, cell_id);
    if (cell && isCode(cell)) {
      const before = cell.getOutputs();
      cell.updateOutputs(output, output + 1, []);
      restores.push(() => restoreOutputs(cell, before));
    }
  }
  return () => undoAll(restores);
}

/** In two steps: the view takes new outputs for an addition to those that go in the same step. */
function restoreOutputs(cell: ISharedCodeCell, outputs: IOutput[]): void {
  cell.setOutputs([]);
  cell.setOutputs(outputs);
}

async function undoAll(steps: readonly Undo[]): Promise<void> {
  for (const undo of [...steps].reverse()) {
    await undo();
  }
}

function cellBy(notebook: ISharedNotebook, id: string): ISharedCell | undefined {
  return notebook.cells.find(cell => cell.id === id);
}

function indexOf(notebook: ISharedNotebook, id: string): number {
  return notebook.cells.findIndex(cell => cell.id === id);
}
