import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { RenderedCommand } from '../../../api/template.ts';
import type { CommandTemplate } from '../commandTemplate.ts';
import type { Range } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { stopWhereConfiguring } from './configuringLines.ts';
import type { ActiveSection, OutputPiece } from './output.ts';
import type { RenderContext } from './renderContext.ts';

/** A rendered line while it is put together. */
interface Line {
  text: string;
  /** Where its first character that is no blank came from. */
  first: { readonly source: number; readonly offset: number; readonly template: boolean } | undefined;
  section: ActiveSection | undefined;
}

// C0 and C1 controls: a device would take them as keys (Ctrl-C, Ctrl-Z, Tab for completion …), not as text.
const control = /[\p{Cc}]/u;
/**
 * Blanks that are none, and characters that nobody sees: they come with text copied from pages and documents. No device reads
 * them as meant, and a word with one in it passes every look for commands that can hurt.
 */
const hidden = /[^\P{Zs} ]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
/** Further than this no one looks for the end of a line. */
const longestLine = 10_000;
const lineEnds = /\r\n|\n|\r/;

/** Cuts rendered text into commands: every line that is neither empty nor a comment written in the template. */
export function commandLines(pieces: readonly OutputPiece[], context: RenderContext): RenderedCommand[] {
  const commands: RenderedCommand[] = [];
  const told: boolean[] = [];
  for (const line of linesOf(pieces)) {
    const command = commandOf(line, context);
    if (command === undefined) continue;
    commands.push(command);
    told.push(line.section?.directives.onError !== undefined);
  }
  return stopWhereConfiguring(commands, told);
}

function* linesOf(pieces: readonly OutputPiece[]): Iterable<Line> {
  let line = emptyLine();
  for (const piece of pieces) {
    if (!piece.text.includes('\n') && !piece.text.includes('\r')) {
      append(line, piece.text, piece, piece.offset);
      continue;
    }
    let offset = piece.offset;
    let begins = true;
    for (const text of piece.text.split(lineEnds)) {
      if (!begins) {
        yield line;
        line = emptyLine();
      }
      begins = false;
      append(line, text, piece, offset);
      offset = piece.template && piece.source >= 0 ? nextOffset(piece, offset, text) : piece.offset;
    }
  }
  yield line;
}

function emptyLine(): Line {
  return { text: '', first: undefined, section: undefined };
}

function nextOffset(piece: OutputPiece, offset: number, text: string): number {
  const behind = offset - piece.offset + text.length;
  return offset + text.length + (piece.text.startsWith('\r\n', behind) ? 2 : 1);
}

function append(line: Line, text: string, piece: OutputPiece, offset: number): void {
  line.text += text;
  if (line.first !== undefined) return;
  const blanks = text.length - text.trimStart().length;
  if (blanks === text.length) return;
  line.first = {
    source: piece.source,
    offset: piece.template ? offset + blanks : offset,
    template: piece.template,
  };
  line.section = piece.section;
}

function commandOf(line: Line, context: RenderContext): RenderedCommand | undefined {
  const { first, section } = line;
  const text = line.text.trim();
  if (text === '' || first === undefined || section === undefined) return undefined;
  // Only what the template itself says can be a comment: a value never makes a line disappear.
  if (text.startsWith('#') && first.template) return undefined;
  const { options, templates } = context;
  if (options.block !== undefined && section.block !== options.block) return undefined;
  const template = templates[first.source];
  if (template === undefined) return undefined;
  if (control.test(text) || hidden.test(text)) {
    context.report(characterFault(text, context), first.source, lineRange(template, first.offset));
    return undefined;
  }
  return { text, at: positionOf(template, first.offset), ...settingsOf(section) };
}

/** Positions of whole lines by template and line, because each line is rendered for many devices. */
const positions = new WeakMap<CommandTemplate, (SourcePosition | undefined)[]>();

function positionOf(template: CommandTemplate, offset: number): SourcePosition {
  const known = positions.get(template) ?? [];
  positions.set(template, known);
  const line = template.lines.lineAt(offset);
  const position = known[line];
  if (position !== undefined) return position;
  const { start, end } = lineRange(template, offset);
  return (known[line] = template.lines.position(start, end));
}

function lineRange({ lines, text }: CommandTemplate, offset: number): Range {
  const start = lines.startOf(lines.lineAt(offset));
  const length = text.slice(start, start + longestLine).search(/[\r\n]/);
  return { start, end: length < 0 ? Math.min(text.length, start + longestLine) : start + length };
}

function characterFault(text: string, context: RenderContext): TemplateFault {
  const character = (control.exec(text) ?? hidden.exec(text))?.[0] ?? '';
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const line = `This line${context.forDevice()} has`;
  if (!control.test(character)) {
    const what = /\p{Zs}/u.test(character) ? 'a blank that is none' : 'a character that cannot be seen';
    const message = `${line} ${what} (${code}), as it comes with copied text. Replace it with a blank or remove it.`;
    return new TemplateFault('template.hidden-character', message);
  }
  const what =
    character === '\t'
      ? 'a tab, which devices take as "complete this word"'
      : `the control character ${code}, which devices take as a key`;
  return new TemplateFault(
    'template.control-character',
    `${line} ${what}. Replace it with a blank or remove it.`,
  );
}

type Settings = Omit<RenderedCommand, 'text' | 'at'>;
const settings = new WeakMap<ActiveSection, Settings>();

/** What the directives say about the commands of a section. */
function settingsOf(section: ActiveSection): Settings {
  const known = settings.get(section);
  if (known !== undefined) return known;
  const { mode = 'exec', timeout, onError, parse, confirm, parallel } = section.directives;
  const made: Settings = {
    ...(section.title === undefined ? {} : { block: section.title }),
    mode,
    ...(timeout === undefined ? {} : { timeout }),
    expect: section.expects,
    // In configuration mode a rejected line can change the meaning of those below it.
    onError: onError ?? (mode === 'config' ? 'stop' : 'continue'),
    ...(parse === undefined ? {} : { parse }),
    ...(confirm === true ? { confirm } : {}),
    ...(parallel === undefined || parallel.sessions < 2 ? {} : { parallel: parallel.sessions }),
  };
  settings.set(section, made);
  return made;
}
