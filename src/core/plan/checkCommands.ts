import type { RefusedDevice } from '../../api/plan.ts';
import type { RenderedCommand } from '../../api/template.ts';

/** Longest line that is sent. Cisco's parsers stop at 254 to 510 characters; a shell takes more. */
const maxLineLength = 4096;

const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/;

const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Why lines must not be sent: a line break would send a second line, and other control characters are keys to a terminal
 * (Tab completes, Ctrl-C interrupts). The template language sees to it already; this is the last gate.
 */
export function checkCommands(commands: readonly RenderedCommand[]): RefusedDevice['reasons'][number][] {
  return commands.flatMap(({ text, at }) => {
    if (lineBreak.test(text)) {
      return [
        {
          code: 'plan.line-break',
          message: `A line break in "${shown(text)}" would send a second line.`,
          at,
        },
      ];
    }
    if (controlCharacter.test(text)) {
      const message = `A control character in "${shown(text)}" would act as a key on the device. Remove it; use spaces for tabs.`;
      return [{ code: 'plan.control-character', message, at }];
    }
    if (text.trim() === '')
      return [{ code: 'plan.empty-command', message: 'A command renders to nothing.', at }];
    if (text.length > maxLineLength) {
      const message = `A command has ${String(text.length)} characters; devices take far fewer. "${shown(text.slice(0, 60))}…"`;
      return [{ code: 'plan.long-command', message, at }];
    }
    return [];
  });
}

/** The text with its control characters made visible, for messages. */
function shown(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped.length > 120 ? `${escaped.slice(0, 120)}…` : escaped;
}
