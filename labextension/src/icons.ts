// The icons: the panel's own, and one of its own shape for each severity.
import { LabIcon } from '@jupyterlab/ui-components';
import errorSvg from '../style/icons/error.svg';
import handoffSvg from '../style/icons/handoff.svg';
import infoSvg from '../style/icons/info.svg';
import warningSvg from '../style/icons/warning.svg';
import type { Severity } from './wire';

export const handoffIcon = new LabIcon({ name: 'jupyter-handoff:handoff', svgstr: handoffSvg });

const errorIcon = new LabIcon({ name: 'jupyter-handoff:error', svgstr: errorSvg });
const warningIcon = new LabIcon({ name: 'jupyter-handoff:warning', svgstr: warningSvg });
const infoIcon = new LabIcon({ name: 'jupyter-handoff:info', svgstr: infoSvg });

/** The icon of a severity, in its colour where it carries the severity's class too. */
export function severityIcon(severity: Severity): LabIcon {
  if (severity === 'error') {
    return errorIcon;
  }
  return severity === 'warning' ? warningIcon : infoIcon;
}
