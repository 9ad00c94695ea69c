import type { RenderedCommand } from '../../api/template.ts';
import { entersConfiguration } from '../../core/plan/policy/heldCommands.ts';
import { changesSession } from '../../core/plan/policy/changesSession.ts';

/** Whether the lines behind a command may mean something else where it was not sent. */
export function changesWhatFollows({ mode, text }: RenderedCommand): boolean {
  return mode === 'config' || entersConfiguration.test(text.trim()) || changesSession(text);
}
