// Builds the tooltip of findings in an editor: message, code, and what can be done.
import type { TranslationBundle } from '@jupyterlab/translation';
import { severityIcon } from './icons';
import type { Describe, Marked } from './marks';
import { piecesOf } from './prose';
import type { Finding } from './wire';
import { contractFacts, severityWord } from './words';

export interface TooltipActions {
  /** Show the finding's fix in the panel. */
  readonly preview: (finding: Finding) => void;
  readonly explain: (finding: Finding) => void;
}

export function tooltipFor(trans: TranslationBundle, actions: TooltipActions): Describe {
  return (findings, close) => {
    const closing = (act: (finding: Finding) => void) => (finding: Finding) => {
      close();
      act(finding);
    };
    const turns = { preview: closing(actions.preview), explain: closing(actions.explain) };
    const list = element('div', 'jp-Handoff-tooltip');
    list.append(...findings.map(marked => item(trans, turns, marked)));
    return list;
  };
}

function item(trans: TranslationBundle, actions: TooltipActions, marked: Marked): HTMLElement {
  const { finding, severity } = marked;
  const icon = severityIcon(severity).element({
    tag: 'span',
    className: `jp-Handoff-severity jp-mod-${severity}`,
    title: severityWord(trans, severity)
  });
  const name = element('div', 'jp-Handoff-fact');
  name.textContent = `${finding.code} ${finding.name}`;
  const text = element('div', 'jp-Handoff-tooltipText');
  const asked = element('div', 'jp-Handoff-facts jp-Handoff-asked');
  asked.append(...contractFacts(trans, finding).map(fact => sentence(fact, 'jp-Handoff-fact')));
  text.append(sentence(finding.message, 'jp-Handoff-message'), name, asked);
  text.append(buttons(trans, actions, finding));
  const whole = element('div', 'jp-Handoff-tooltipItem');
  whole.append(icon, text);
  return whole;
}

function sentence(message: string, className: string): HTMLElement {
  const whole = element('div', className);
  for (const piece of piecesOf(message)) {
    const part = document.createElement(piece.code ? 'code' : 'span');
    part.textContent = piece.text;
    whole.append(part);
  }
  return whole;
}

function buttons(trans: TranslationBundle, actions: TooltipActions, finding: Finding): HTMLElement {
  const row = element('div', 'jp-Handoff-tooltipButtons');
  if (finding.fixes.some(fix => fix.edits.length > 0)) {
    row.append(button(trans.__('Fix…'), () => actions.preview(finding)));
  }
  row.append(button(trans.__('Explain'), () => actions.explain(finding)));
  return row;
}

function button(label: string, onClick: () => void): HTMLElement {
  const made = element('button', 'jp-Handoff-button');
  made.setAttribute('type', 'button');
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
