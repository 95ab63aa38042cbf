// Underlines findings in the cells' editors, and tells what they are when the pointer rests there.
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  closeHoverTooltips,
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  type Tooltip,
  ViewPlugin
} from '@codemirror/view';
import type { ISharedCell } from '@jupyter/ydoc';
import type { IEditorExtensionFactory } from '@jupyterlab/codemirror';
import { EditorExtensionRegistry } from '@jupyterlab/codemirror';
import { unitsBefore } from './columns';
import { atStage } from './judge';
import type { Notebooks } from './notebooks';
import type { Finding, Severity } from './wire';

/** Builds what a tooltip shows of the findings in one place. */
export type Describe = (findings: readonly Marked[], close: () => void) => HTMLElement;

/** A finding as it is underlined. */
export interface Marked {
  readonly finding: Finding;
  readonly severity: Severity;
}

interface Mark extends Marked {
  readonly from: number;
  readonly to: number;
}

const LOUDNESS: readonly Severity[] = ['info', 'warning', 'error'];

const setMarks = StateEffect.define<readonly Mark[]>();

const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    const given = transaction.effects.filter(effect => effect.is(setMarks)).at(-1);
    return given ? decorate(given.value) : marks.map(transaction.changes);
  },
  provide: field => EditorView.decorations.from(field)
});

/** The editor extension; it is asked for each editor, and stays out of those of no notebook. */
export function marksFactory(
  notebooks: Notebooks,
  describe: Describe
): IEditorExtensionFactory<undefined> {
  return {
    name: 'jupyter-handoff:marks',
    factory: ({ model }) => {
      const cell = model.sharedModel as Partial<ISharedCell>;
      return cell.notebook
        ? EditorExtensionRegistry.createImmutableExtension(
            marksExtension(notebooks, cell as ISharedCell, describe)
          )
        : null;
    }
  };
}

function marksExtension(notebooks: Notebooks, cell: ISharedCell, describe: Describe): Extension {
  return [
    markField.init(state => decorate(marksOf(notebooks, cell, state) ?? [])),
    ViewPlugin.define(view => {
      const paint = () => repaint(view, marksOf(notebooks, cell, view.state));
      notebooks.changed.connect(paint);
      return { destroy: () => void notebooks.changed.disconnect(paint) };
    }),
    hoverTooltip((view, position) => tooltipAt(view, position, describe), { hideOnChange: true })
  ];
}

/** Dispatch only where something is another: that closes tooltips and costs a redraw. */
function repaint(view: EditorView, wanted: readonly Mark[] | null): void {
  if (wanted && !equal(marksIn(view.state), wanted)) {
    view.dispatch({ effects: setMarks.of(wanted) });
  }
}

/** What is to be underlined; null where the report speaks of a text that is gone. */
function marksOf(
  notebooks: Notebooks,
  cell: ISharedCell,
  state: EditorState
): readonly Mark[] | null {
  const model = cell.notebook && notebooks.modelOf(cell.notebook);
  if (!model?.report || !notebooks.settings.squiggles) {
    return [];
  }
  if (!model.holdsFor(cell)) {
    return null;
  }
  return atStage(model.report.findings, model.stage)
    .filter(finding => finding.cell_id === cell.id)
    .flatMap(finding => markOf(finding, finding.severities[model.stage], state));
}

/** The mark of a finding; none for one that speaks of the cell as a whole. */
function markOf(finding: Finding, severity: Severity, state: EditorState): Mark[] {
  const { line, column, end_line: endLine, end_column: endColumn } = finding;
  if (line === null) {
    return [];
  }
  const from = positionOf(state, line, column ?? 1);
  const to = positionOf(state, endLine ?? line, endColumn ?? column ?? 1);
  const [start, end] = to > from ? [from, to] : widened(state, from);
  return end > start ? [{ from: start, to: end, finding, severity }] : [];
}

function positionOf(state: EditorState, line: number, column: number): number {
  const found = state.doc.line(Math.min(line, state.doc.lines));
  return found.from + unitsBefore(found.text, column);
}

/** An empty stretch as the character behind it, or else the one in front of it. */
function widened(state: EditorState, position: number): [number, number] {
  const line = state.doc.lineAt(position);
  return position < line.to
    ? [position, position + 1]
    : [Math.max(line.from, position - 1), position];
}

function decorate(marks: readonly Mark[]): DecorationSet {
  const ranges = marks.map((mark, number) => {
    const { from, to, finding, severity } = mark;
    const drawn = !marks.some((other, at) => covers(other, mark, at < number));
    return Decoration.mark({
      class: drawn ? `jp-Handoff-mark jp-mod-${severity}` : 'jp-Handoff-covered',
      marked: { finding, severity }
    }).range(from, to);
  });
  return Decoration.set(ranges, true);
}

/** Underlines on top of each other would mix their colours: the loudest is drawn, or the first. */
function covers(one: Mark, other: Mark, first: boolean): boolean {
  const around = one.from <= other.from && other.to <= one.to;
  return around && (isLouder(one, other) || (first && !isLouder(other, one)));
}

function isLouder(one: Marked, other: Marked): boolean {
  return LOUDNESS.indexOf(one.severity) > LOUDNESS.indexOf(other.severity);
}

function marksIn(state: EditorState): Mark[] {
  const marks: Mark[] = [];
  state.field(markField).between(0, state.doc.length, (from, to, decoration) => {
    marks.push({ from, to, ...(decoration.spec as { marked: Marked }).marked });
  });
  return marks;
}

function equal(marks: readonly Mark[], others: readonly Mark[]): boolean {
  const text = (all: readonly Mark[]) =>
    all
      .map(({ from, to, severity, finding }) => JSON.stringify([from, to, severity, finding]))
      .sort()
      .join();
  return marks.length === others.length && text(marks) === text(others);
}

function tooltipAt(view: EditorView, position: number, describe: Describe): Tooltip | null {
  const here = marksIn(view.state).filter(({ from, to }) => from <= position && position <= to);
  if (here.length === 0) {
    return null;
  }
  const loudest = [...here].sort(
    (one, other) => Number(isLouder(other, one)) - Number(isLouder(one, other))
  );
  return {
    pos: Math.min(...here.map(mark => mark.from)),
    end: Math.max(...here.map(mark => mark.to)),
    above: true,
    create: () => ({
      dom: describe(loudest, () => view.dispatch({ effects: closeHoverTooltips }))
    })
  };
}
