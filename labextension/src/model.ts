// Keeps one open notebook linted: decides when to ask, and holds the report and what it holds for.
import type { ISharedCell, ISharedNotebook } from '@jupyter/ydoc';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import { Changes } from './changes';
import { type Client, Trouble, type TroubleKind } from './client';
import { type Done, timeLeft } from './done';
import { isBelow, isStage } from './judge';
import { METADATA_KEY, ownMetadata, type Snapshot, takeSnapshot } from './snapshot';
import type { Report, Stage } from './wire';

/** `waiting`: for the kernel to say which language the notebook is in. */
export type State = 'waiting' | 'linting' | 'report' | TroubleKind;

export interface Options {
  readonly context: DocumentRegistry.IContext<INotebookModel>;
  readonly client: Client;
  /** The stages chosen on this page for notebooks that cannot keep them, by path. */
  readonly chosen: Map<string, Stage>;
}

/** How long a kernel may take to say its language, in milliseconds. */
const PATIENCE = 10_000;

export class LintModel implements IDisposable {
  constructor({ context, client, chosen }: Options) {
    this.context = context;
    this.notebook = context.model.sharedModel;
    this.client = client;
    this.chosen = chosen;
    this.changes = new Changes(this.notebook);
    this.changes.changed.connect(this.schedule, this);
    this.changes.metadataChanged.connect(this.emit, this);
    context.pathChanged.connect(this.schedule, this);
    context.fileChanged.connect(this.emit, this);
    context.sessionContext.kernelChanged.connect(this.schedule, this);
    // A server that was away is back.
    context.sessionContext.connectionStatusChanged.connect(this.schedule, this);
    void context.ready.then(() => this.schedule());
    this.patienceTimer = window.setTimeout(() => this.losePatience(), PATIENCE);
  }

  readonly context: DocumentRegistry.IContext<INotebookModel>;
  readonly notebook: ISharedNotebook;

  /** What tells of each change of the notebook. */
  readonly changes: Changes;

  /** How long to wait after the last change before linting, in milliseconds. */
  delay = 300;

  /** Emitted when anything that a view shows is another. */
  get changed(): ISignal<this, void> {
    return this.signal;
  }

  get state(): State {
    return this.current;
  }

  /** What the server said when linting failed. */
  get message(): string {
    return this.said;
  }

  /** Whether a request is under way. */
  get busy(): boolean {
    return this.request !== null;
  }

  /** The newest report; null in every state but `report`. */
  get report(): Report | null {
    return this.answer?.report ?? null;
  }

  /** The notebook as it was when the report was asked for. */
  get snapshot(): Snapshot | null {
    return this.answer?.snapshot ?? null;
  }

  get path(): string {
    return this.context.path;
  }

  get readOnly(): boolean {
    return this.context.model.readOnly || this.context.contentsModel?.writable === false;
  }

  /** The stage that counts: the one chosen, where the contract's lock lets it be so low. */
  get stage(): Stage {
    const chosen = this.chosen.get(this.path) ?? ownMetadata(this.notebook).stage;
    const stage = isStage(chosen) ? chosen : (this.report?.stage ?? 'explore');
    return isBelow(stage, this.lowest) ? this.lowest : stage;
  }

  /** The stage that the contract does not let this notebook go below. */
  get lowest(): Stage {
    return this.report?.lowest ?? 'explore';
  }

  /** Choose the stage: kept in the notebook, or on this page where the notebook is read-only. */
  setStage(stage: Stage): void {
    if (isBelow(stage, this.lowest)) {
      return;
    }
    if (this.readOnly) {
      this.chosen.set(this.path, stage);
      this.emit();
      return;
    }
    this.chosen.delete(this.path);
    this.notebook.setMetadata(METADATA_KEY, { ...ownMetadata(this.notebook), stage });
  }

  /** Whether anybody looks: nothing is asked for a notebook that nobody sees. */
  get wanted(): boolean {
    return this.isWanted;
  }
  set wanted(wanted: boolean) {
    if (wanted && !this.isWanted) {
      this.schedule();
    }
    this.isWanted = wanted;
  }

  /** Whether a cell's text is still the very text that the report speaks of. */
  holdsFor(cell: ISharedCell): boolean {
    return this.snapshot?.cells.get(cell.id)?.source === cell.source;
  }

  /** What was fixed last, until it is out of sight. */
  get done(): Done | null {
    return this.lastDone;
  }
  set done(done: Done | null) {
    window.clearTimeout(this.sightTimer);
    this.lastDone = done;
    this.doneAt = Date.now();
    this.emit();
  }

  /** Whether what was fixed last is still the last step. */
  get canUndo(): boolean {
    return this.lastDone?.revision === this.changes.revision;
  }

  /** Lint now, whether or not anything changed. */
  async lint(): Promise<void> {
    window.clearTimeout(this.timer);
    if (this.isReady()) {
      await this.ask(this.takeSnapshot());
    }
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  dispose(): void {
    this.disposed = true;
    const timers = [this.timer, this.patienceTimer, this.sightTimer];
    timers.forEach(timer => window.clearTimeout(timer));
    this.request?.abort();
    this.changes.dispose();
    this.answer = this.lastDone = null;
    Signal.clearData(this);
  }

  private schedule(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.lintIfChanged(), this.delay);
  }

  private async lintIfChanged(): Promise<void> {
    if (this.isWanted && this.isReady()) {
      const snapshot = this.takeSnapshot();
      const sameStage = this.asksTooLow(snapshot) === this.asksTooLow(this.snapshot);
      if (snapshot.fingerprint !== this.asked || !sameStage) {
        await this.ask(snapshot);
      }
    }
  }

  private takeSnapshot(): Snapshot {
    return takeSnapshot(this.path, this.notebook, this.changes.outputs);
  }

  /** Whether the notebook asks for a stage that its contract does not let it have: a finding. */
  private asksTooLow(snapshot: Snapshot | null): boolean {
    return isStage(snapshot?.stage) && isBelow(snapshot.stage, this.lowest);
  }

  private async ask(snapshot: Snapshot): Promise<void> {
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.asked = snapshot.fingerprint;
    if (!this.answer) {
      this.current = 'linting';
    }
    this.emit();
    try {
      const report = await this.client.lint(snapshot.content, request.signal);
      if (!request.signal.aborted) {
        this.receive(report, snapshot);
      }
    } catch (error) {
      if (!request.signal.aborted) {
        this.fail(error);
      }
    }
  }

  private receive(report: Report | null, snapshot: Snapshot): void {
    this.request = null;
    if (report) {
      this.answer = { report, snapshot };
      this.current = 'report';
      this.forgetDone(report);
    } else {
      // Another view of this page overtook the request: ask again.
      this.asked = '';
      this.schedule();
    }
    this.emit();
  }

  private fail(error: unknown): void {
    this.request = this.answer = null;
    this.asked = '';
    this.current = error instanceof Trouble ? error.kind : 'failed';
    this.said = error instanceof Error ? error.message : String(error);
    this.emit();
  }

  private forgetDone({ findings: reported }: Report): void {
    window.clearTimeout(this.sightTimer);
    const { canUndo, doneAt } = this;
    const age = Date.now() - doneAt;
    const left = timeLeft(this.lastDone?.findings ?? [], { canUndo, reported, age });
    if (left === 0) {
      this.lastDone = null;
    } else if (left < Infinity) {
      this.sightTimer = window.setTimeout(() => (this.done = null), left);
    }
  }

  private isReady(): boolean {
    return !this.disposed && this.context.isReady && !this.mustWait();
  }

  /** Whether the notebook's language is not known yet, and a kernel may still tell. */
  private mustWait(): boolean {
    const { language_info: info, kernelspec: spec } = this.notebook.getMetadata();
    // A new notebook names its language and kernel as empty texts.
    const known =
      Boolean(info?.name) || Boolean(spec?.language) || spec?.name?.startsWith('python');
    const session = this.context.sessionContext;
    const noKernel = session.isReady && !session.session?.kernel;
    const wait = this.patient && !known && !noKernel;
    if (wait && this.current !== 'waiting') {
      this.current = 'waiting';
      this.emit();
    }
    return wait;
  }

  private losePatience(): void {
    this.patient = false;
    if (this.current === 'waiting') {
      this.schedule();
    }
  }

  private emit(): void {
    if (!this.disposed) {
      this.signal.emit();
    }
  }

  private readonly client: Client;
  private readonly chosen: Map<string, Stage>;
  private readonly signal = new Signal<this, void>(this);
  private answer: { readonly report: Report; readonly snapshot: Snapshot } | null = null;
  private request: AbortController | null = null;
  private asked = '';
  private current: State = 'linting';
  private said = '';
  private isWanted = false;
  private patient = true;
  private lastDone: Done | null = null;
  private doneAt = 0;
  private timer = 0;
  private patienceTimer = 0;
  private sightTimer = 0;
  private disposed = false;
}
