// The JupyterLab extension: puts the panel, the squiggles and the commands in their places.
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Attention } from './attention';
import { Client } from './client';
import { addCommands, addToPalette } from './commands';
import { marksFactory } from './marks';
import { Notebooks, type Settings } from './notebooks';
import { HandoffPanel } from './panel';
import { tooltipFor } from './tooltip';
import type { Finding } from './wire';

const ID = 'jupyter-handoff:plugin';

/** Where the panel stands among those on the right: behind JupyterLab's own. */
const RANK = 1100;

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Lists and underlines what a notebook needs before it is handed over.',
  autoStart: true,
  requires: [INotebookTracker, IEditorExtensionRegistry],
  optional: [ILayoutRestorer, ICommandPalette, ISettingRegistry, ITranslator],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  editors: IEditorExtensionRegistry,
  restorer: ILayoutRestorer | null,
  palette: ICommandPalette | null,
  settings: ISettingRegistry | null,
  translator: ITranslator | null
): void {
  const { commands, serviceManager, shell } = app;
  const { contents, serverSettings } = serviceManager;
  const trans = (translator ?? nullTranslator).load('jupyter_handoff');
  const client = new Client(serverSettings);
  const attention = new Attention();
  const notebooks = new Notebooks(tracker, client);
  const panel = new HandoffPanel({
    notebooks,
    attention,
    client,
    commands,
    contents,
    shell,
    trans
  });
  const show = (turn: (finding: Finding) => void) => (finding: Finding) => {
    shell.activateById(panel.id);
    turn(finding);
  };
  const describe = tooltipFor(trans, {
    preview: show(finding => attention.open(finding)),
    explain: show(finding => attention.explain(finding))
  });
  editors.addExtension(marksFactory(notebooks, describe));
  shell.add(panel, 'right', { rank: RANK, type: 'Handoff' });
  restorer?.add(panel, panel.id);
  addCommands(app, panel, notebooks, trans);
  if (palette) {
    addToPalette(palette, trans);
  }
  if (settings) {
    follow(settings, notebooks)
      .then(() => showAtStart(app, panel, notebooks))
      .catch((reason: unknown) => {
        console.error('Jupyter Handoff works with its default settings.', reason);
      });
  }
  serviceManager.connectionFailure.connect(() => notebooks.recheck());
  tracker.currentChanged.connect(() => attention.open(null));
}

async function follow(registry: ISettingRegistry, notebooks: Notebooks): Promise<void> {
  const settings = await registry.load(ID);
  const take = () => {
    notebooks.settings = settings.composite as unknown as Settings;
  };
  settings.changed.connect(take);
  take();
}

async function showAtStart(
  app: JupyterFrontEnd,
  panel: HandoffPanel,
  notebooks: Notebooks
): Promise<void> {
  if (notebooks.settings.openAtStart) {
    await app.restored;
    app.shell.activateById(panel.id);
  }
}

export default plugin;
