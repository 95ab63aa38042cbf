// The side panel: what is to be said of the current notebook, or why there is nothing to say.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, refreshIcon } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';
import type { Attention } from './attention';
import type { Client } from './client';
import { NotCheckedList } from './coverage';
import { type Desk, DeskContext, useDesk } from './desk';
import { Explanation } from './explain';
import { makeFix, makeSafeFixes, undoFix } from './fixing';
import { CountLine, Names, ReadinessLine, StageControl } from './head';
import { handoffIcon } from './icons';
import { List } from './list';
import type { LintModel, State } from './model';
import type { Notebooks } from './notebooks';
import { goTo } from './places';
import { stateSentence } from './words';

export interface PanelOptions {
  readonly notebooks: Notebooks;
  readonly attention: Attention;
  readonly client: Client;
  readonly commands: JupyterFrontEnd['commands'];
  readonly contents: Contents.IManager;
  readonly shell: JupyterFrontEnd.IShell;
  readonly trans: TranslationBundle;
}

export class HandoffPanel extends ReactWidget {
  constructor(options: PanelOptions) {
    super();
    this.options = options;
    this.id = 'jupyter-handoff-panel';
    this.addClass('jp-Handoff');
    this.title.icon = handoffIcon;
    this.title.caption = options.trans.__('Handoff');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', options.trans.__('Handoff'));
    options.notebooks.changed.connect(this.onChanged, this);
    options.attention.changed.connect(this.onChanged, this);
  }

  protected override render(): React.JSX.Element {
    const model = this.options.notebooks.current;
    const { trans } = this.options;
    return (
      <DeskContext.Provider value={model && this.desk(model)}>
        {model ? <Whole key={model.path} /> : <NoNotebook trans={trans} />}
      </DeskContext.Provider>
    );
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.options.notebooks.listed = true;
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.options.notebooks.listed = false;
  }

  /** A list that nobody sees is not drawn. */
  private onChanged(): void {
    if (this.isVisible) {
      this.update();
    }
  }

  private desk(model: LintModel): Desk {
    const { attention, client, commands, contents, notebooks, shell, trans } = this.options;
    return {
      model,
      attention,
      trans,
      goTo: place => {
        if (notebooks.panel) {
          void goTo(shell, notebooks.panel, place);
        }
      },
      fix: (finding, fix) => makeFix(model, contents, finding, fix),
      fixAllSafe: () => makeSafeFixes(model),
      undo: () => void undoFix(model),
      openFile: path => void commands.execute('docmanager:open', { path }),
      cards: () => client.rules()
    };
  }

  private readonly options: PanelOptions;
}

function Whole(): React.JSX.Element {
  const { attention, model } = useDesk();
  const { report } = model;
  const { explained } = attention;
  const checked = report && report.coverage.checked.length > 0;
  return (
    <>
      <div className="jp-Handoff-page" {...(explained ? { inert: '' } : {})}>
        <Title />
        <div className="jp-Handoff-head">
          <StageControl />
          <Names report={report} />
          {checked && <CountLine findings={report.findings} />}
          {checked && <ReadinessLine report={report} />}
        </div>
        <div className="jp-Handoff-body">{report ? <List report={report} /> : <StateWords />}</div>
        {checked && <NotCheckedList report={report} />}
      </div>
      {explained && <Explanation finding={explained} />}
    </>
  );
}

function Title(): React.JSX.Element {
  const { model, trans } = useDesk();
  const label = trans.__('Lint now');
  return (
    <div className="jp-Handoff-title">
      <h2>{trans.__('Handoff')}</h2>
      <span role="status">
        {model.busy && <span className="jp-Handoff-busy">{trans.__('linting…')}</span>}
      </span>
      <button
        type="button"
        className="jp-Handoff-iconButton"
        aria-label={label}
        title={label}
        onClick={() => void model.lint()}
      >
        <refreshIcon.react tag={null} />
      </button>
    </div>
  );
}

/** Why there is no report, and what to do about it. */
function StateWords(): React.JSX.Element {
  const { model, trans } = useDesk();
  const calm: State[] = ['waiting', 'linting', 'report'];
  return (
    <div className="jp-Handoff-empty" role="status">
      {stateSentence(trans, model.state, model.message)}
      {!calm.includes(model.state) && (
        <button type="button" className="jp-Handoff-button" onClick={() => void model.lint()}>
          {trans.__('Retry')}
        </button>
      )}
    </div>
  );
}

function NoNotebook({ trans }: { trans: TranslationBundle }): React.JSX.Element {
  return (
    <div className="jp-Handoff-page">
      <div className="jp-Handoff-title">
        <h2>{trans.__('Handoff')}</h2>
      </div>
      <div className="jp-Handoff-body">
        <div className="jp-Handoff-empty">
          {trans.__('Open a notebook to see what its handover to production will need.')}
        </div>
      </div>
    </div>
  );
}
