// The commands, for the palette, for shortcuts and for other extensions.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { makeSafeFixes } from './fixing';
import { handoffIcon } from './icons';
import { isBelow, isStage } from './judge';
import type { Notebooks } from './notebooks';
import type { HandoffPanel } from './panel';
import { STAGES } from './wire';
import { stageWord } from './words';

export const CommandIDs = {
  showPanel: 'handoff:show-panel',
  lint: 'handoff:lint',
  fixAllSafe: 'handoff:fix-all-safe',
  setStage: 'handoff:set-stage'
} as const;

export function addCommands(
  app: JupyterFrontEnd,
  panel: HandoffPanel,
  notebooks: Notebooks,
  trans: TranslationBundle
): void {
  const { commands } = app;
  const isEnabled = () => notebooks.current !== null;
  commands.addCommand(CommandIDs.showPanel, {
    label: trans.__('Show Handoff Panel'),
    icon: handoffIcon,
    isToggleable: true,
    isToggled: () => panel.isVisible,
    execute: () => showOrHide(app, panel)
  });
  commands.addCommand(CommandIDs.lint, {
    label: trans.__('Lint Notebook Now'),
    isEnabled,
    execute: () => notebooks.current?.lint()
  });
  commands.addCommand(CommandIDs.fixAllSafe, {
    label: trans.__('Fix All Safe Findings'),
    isEnabled: () => Boolean(notebooks.current?.report),
    execute: () => void (notebooks.current && makeSafeFixes(notebooks.current))
  });
  commands.addCommand(CommandIDs.setStage, {
    label: ({ stage }) =>
      isStage(stage) ? trans.__('Set Stage: %1', stageWord(trans, stage)) : trans.__('Set Stage'),
    isEnabled: ({ stage }) =>
      isEnabled() && !(isStage(stage) && isBelow(stage, notebooks.current?.lowest ?? stage)),
    isToggleable: true,
    isToggled: ({ stage }) => notebooks.current?.stage === stage,
    execute: ({ stage }) => {
      if (isStage(stage)) {
        notebooks.current?.setStage(stage);
      }
    }
  });
  notebooks.changed.connect(() => {
    Object.values(CommandIDs).forEach(id => commands.notifyCommandChanged(id));
  });
}

export function addToPalette(palette: ICommandPalette, trans: TranslationBundle): void {
  const category = trans.__('Handoff');
  for (const command of [CommandIDs.showPanel, CommandIDs.lint, CommandIDs.fixAllSafe]) {
    palette.addItem({ command, category });
  }
  for (const stage of STAGES) {
    palette.addItem({ command: CommandIDs.setStage, category, args: { stage } });
  }
}

/** Both JupyterLab's shell and Notebook's can fold their right area away. */
function showOrHide(app: JupyterFrontEnd, panel: HandoffPanel): void {
  if (panel.isVisible) {
    (app.shell as { collapseRight?: () => void }).collapseRight?.();
  } else {
    app.shell.activateById(panel.id);
  }
}
