// The notebooks that are open on this page, each with its model, and which of them somebody sees.
import type { ISharedNotebook } from '@jupyter/ydoc';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { type IMessageHandler, type Message, MessageLoop } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import type { Client } from './client';
import { LintModel } from './model';
import type { Stage } from './wire';

export interface Settings {
  readonly openAtStart: boolean;
  readonly squiggles: boolean;
  /** In milliseconds. */
  readonly delay: number;
}

export class Notebooks {
  constructor(tracker: INotebookTracker, client: Client) {
    this.tracker = tracker;
    this.client = client;
    tracker.forEach(panel => this.open(panel));
    tracker.widgetAdded.connect((_, panel) => this.open(panel));
    tracker.currentChanged.connect(() => this.reconsider());
  }

  /** Emitted when one of the models, the current notebook or the settings changed. */
  get changed(): ISignal<this, void> {
    return this.signal;
  }

  /** The notebook that the person is working on. */
  get panel(): NotebookPanel | null {
    return this.tracker.currentWidget;
  }

  /** The model of that notebook. */
  get current(): LintModel | null {
    const panel = this.panel;
    return (panel && this.modelOf(panel.context.model.sharedModel)) ?? null;
  }

  modelOf(notebook: ISharedNotebook): LintModel | undefined {
    return this.models.get(notebook);
  }

  get settings(): Settings {
    return this.chosenSettings;
  }
  set settings(settings: Settings) {
    this.chosenSettings = settings;
    this.reconsider();
  }

  /** Whether the side panel is in sight. */
  set listed(listed: boolean) {
    this.isListed = listed;
    this.reconsider();
  }

  /** Ask again for what is in sight, as when the server may have gone. */
  recheck(): void {
    for (const model of this.models.values()) {
      if (model.wanted && model.report) {
        void model.lint();
      }
    }
  }

  /** One model for each document, in however many panels it stands. */
  private open(panel: NotebookPanel): void {
    const { context } = panel;
    const notebook = context.model.sharedModel;
    if (!this.models.has(notebook)) {
      const model = new LintModel({ context, client: this.client, chosen: this.stages });
      this.models.set(notebook, model);
      model.changed.connect(() => this.signal.emit());
      context.disposed.connect(() => this.close(notebook));
    }
    this.panels.add(panel);
    panel.disposed.connect(() => this.panels.delete(panel));
    MessageLoop.installMessageHook(panel, this.onShownOrHidden);
    this.reconsider();
  }

  private close(notebook: ISharedNotebook): void {
    this.models.get(notebook)?.dispose();
    this.models.delete(notebook);
    this.signal.emit();
  }

  private readonly onShownOrHidden = (_: IMessageHandler, message: Message): boolean => {
    if (['after-show', 'after-attach', 'before-hide', 'before-detach'].includes(message.type)) {
      // The panel knows that it is hidden only when the message has passed.
      requestAnimationFrame(() => this.reconsider());
    }
    return true;
  };

  /** Tell each model whether anybody sees its findings. */
  private reconsider(): void {
    const { squiggles, delay } = this.chosenSettings;
    const seen = new Set([...this.panels].filter(panel => panel.isVisible).map(modelKey));
    const current = this.panel && modelKey(this.panel);
    for (const [notebook, model] of this.models) {
      const isListed = this.isListed && notebook === current;
      model.delay = delay;
      model.wanted = seen.has(notebook) && (squiggles || isListed);
    }
    this.signal.emit();
  }

  private readonly tracker: INotebookTracker;
  private readonly client: Client;
  private readonly signal = new Signal<this, void>(this);
  private readonly models = new Map<ISharedNotebook, LintModel>();
  private readonly panels = new Set<NotebookPanel>();
  private readonly stages = new Map<string, Stage>();
  private chosenSettings: Settings = { openAtStart: false, squiggles: true, delay: 300 };
  private isListed = false;
}

function modelKey(panel: NotebookPanel): ISharedNotebook {
  return panel.context.model.sharedModel;
}
