// Listens to a shared notebook for changes that a report may depend on: text, cells, metadata, and
// outputs when they are at rest.
import type { CellChange, ISharedCell, ISharedNotebook, NotebookChange } from '@jupyter/ydoc';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import { isCode, OutputSummaries } from './snapshot';

export class Changes implements IDisposable {
  constructor(notebook: ISharedNotebook) {
    this.notebook = notebook;
    notebook.changed.connect(this.onNotebookChanged, this);
    this.watchCells();
  }

  readonly outputs = new OutputSummaries();

  /** Emitted after each change that may change the findings. */
  get changed(): ISignal<this, void> {
    return this.signal;
  }

  /** Emitted after each change of the notebook's metadata. */
  get metadataChanged(): ISignal<this, void> {
    return this.metadataSignal;
  }

  /** Counts the changes of sources and of the list of cells. */
  get revision(): number {
    return this.count;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  dispose(): void {
    this.disposed = true;
    Signal.clearData(this);
  }

  private onNotebookChanged(_: ISharedNotebook, change: NotebookChange): void {
    if (change.cellsChange) {
      this.count++;
      this.watchCells();
    }
    if (change.cellsChange ?? change.metadataChange) {
      this.signal.emit();
    }
    if (change.metadataChange) {
      this.metadataSignal.emit();
    }
  }

  /** Listen to cells that are new; those that go are disposed with their signals. */
  private watchCells(): void {
    for (const cell of this.notebook.cells) {
      if (!this.watched.has(cell)) {
        this.watched.add(cell);
        (cell.changed as ISignal<ISharedCell, CellChange>).connect(this.onCellChanged, this);
      }
    }
  }

  private onCellChanged(cell: ISharedCell, change: CellChange): void {
    const ran = change.executionStateChange ?? change.outputsChange ?? change.streamOutputChange;
    // While a cell runs its outputs change with each chunk: they are read when it has ended.
    const outputs = ran && isCode(cell) && cell.executionState !== 'running';
    if (outputs) {
      this.outputs.forget(cell);
    }
    if (change.sourceChange) {
      this.count++;
    }
    if (change.sourceChange ?? change.metadataChange ?? outputs) {
      this.signal.emit();
    }
  }

  private readonly notebook: ISharedNotebook;
  private readonly watched = new WeakSet<ISharedCell>();
  private readonly signal = new Signal<this, void>(this);
  private readonly metadataSignal = new Signal<this, void>(this);
  private count = 0;
  private disposed = false;
}
