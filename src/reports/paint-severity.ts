/** One colour per severity in every terminal output. */
import type pico from 'picocolors';
import type { Severity } from '../findings/index.ts';

export type Colors = ReturnType<typeof pico.createColors>;

/** `text` (the severity's name by default) in its severity's colour. */
export function paintSeverity(severity: Severity, colors: Colors, text: string = severity): string {
  if (severity === 'critical') return colors.bold(colors.magenta(text));
  if (severity === 'high') return colors.bold(colors.red(text));
  if (severity === 'medium') return colors.yellow(text);
  return severity === 'low' ? colors.cyan(text) : colors.dim(text);
}
