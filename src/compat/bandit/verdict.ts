/** What Bandit's tests give back, and the names that several of them look for. */
import type { Rank } from './catalogue.ts';
import type { CallView } from './module-view.ts';
import type { PluginSettings } from './settings.ts';

/** What a test says; `line` stands for the line of the node when absent. */
export interface Verdict {
  readonly id: string;
  readonly severity: Rank;
  readonly confidence: Rank;
  readonly text: string;
  readonly line?: number | undefined;
}

export type CallTest = (call: CallView, settings: PluginSettings) => Verdict | undefined;

/** Names that Bandit takes for those of passwords. */
export const passwordName = new RegExp(
  ['^W$', '_W_', '^W_', '_W$']
    .map((form) => form.replace('W', '(?:pas+wo?r?d|pass(?:phrase)?|pwd|token|secrete?)'))
    .join('|'),
  'i',
);
