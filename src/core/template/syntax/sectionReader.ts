import { closestName } from '../../text/closestName.ts';
import type { TemplateAsk } from '../commandTemplate.ts';
import { TemplateFault } from '../templateFault.ts';
import { directiveCatalogue } from './directiveCatalogue.ts';
import { type DirectiveReader, directiveReaders } from './directiveReaders.ts';
import type { LineMap } from './lineMap.ts';
import type { DirectiveNode, Range, Statement } from './nodes.ts';
import { bodiesOf } from './bodiesOf.ts';
import { Section } from './section.ts';

/** A finding that does not stop rendering. */
export interface SectionWarning {
  readonly code: string;
  readonly message: string;
  readonly range: Range;
}

/** Gives each heading its section and each directive to the section it stands in. */
export class SectionReader {
  readonly file: Section;
  readonly sections: Section[] = [];
  readonly asks: TemplateAsk[] = [];
  readonly faults: TemplateFault[] = [];
  readonly warnings: SectionWarning[] = [];
  readonly text: string;
  readonly lines: LineMap;
  private readonly given = new Map<Section, Set<string>>();
  /** Sections that already have a command or a tag. */
  private readonly begun = new Set<Section>();

  constructor(text: string, lines: LineMap) {
    this.text = text;
    this.lines = lines;
    this.file = new Section(undefined, { start: 0, end: 0 });
  }

  /** Reads the file's statements. Call it once. */
  read(body: readonly Statement[]): void {
    this.readBody(body, this.file, true);
  }

  /** Returns true where a heading stands in the body. */
  private readBody(body: readonly Statement[], inherited: Section, top: boolean): boolean {
    let current = inherited;
    let foundHeading = false;
    let unclear: Statement | undefined;
    for (const statement of body) {
      if (statement.kind === 'heading') {
        current = this.addSection(statement.section);
        foundHeading = true;
        unclear = undefined;
        continue;
      }
      if (statement.kind === 'directive') {
        this.readDirective(statement.directive, current, top || current !== inherited);
        continue;
      }
      if (sends(statement)) {
        this.begun.add(current);
        if (unclear !== undefined) this.reportScope(statement, unclear);
        unclear = undefined;
      }
      if (this.readInner(statement, current)) {
        foundHeading = true;
        unclear = statement;
      }
    }
    return foundHeading;
  }

  private readInner(statement: Statement, current: Section): boolean {
    let found = false;
    for (const inner of bodiesOf(statement)) found = this.readBody(inner, current, false) || found;
    return found;
  }

  private reportScope(statement: Statement, block: Statement): void {
    const message =
      'It is not clear which block these lines belong to, because a "###" heading stands inside of the tag above. ' +
      `Put a heading before them (the tag begins in line ${String(this.lines.lineAt(block.start))}).`;
    this.faults.push(new TemplateFault('template.heading-scope', message, statement));
  }

  private addSection(section: Section): Section {
    section.index = this.sections.length;
    this.sections.push(section);
    if (section.title !== undefined && /\{[{%#]/.test(section.title.name)) {
      const message = 'Headings are taken as they are: nothing is filled in here.';
      this.warnings.push({ code: 'template.heading-tag', message, range: section.title });
    }
    return section;
  }

  private readDirective(node: DirectiveNode, section: Section, placed: boolean): void {
    const { name } = node.name;
    const reader: DirectiveReader | undefined = directiveReaders.get(name);
    const info = directiveCatalogue.get(name);
    if (reader === undefined || info === undefined) {
      this.reportUnknown(node);
      return;
    }
    if (!placed) {
      const message = `"@${name}" stands inside of a tag, but a directive never depends on one. Put it at the top of the file or under a "###" heading.`;
      this.fault('template.directive-place', message, node);
      return;
    }
    if (info.fileOnly && section !== this.file) {
      const message = `"@${name}" is for the whole file. Put it before the first "###" heading.`;
      this.fault('template.directive-place', message, node);
      return;
    }
    const seen = this.given.get(section) ?? new Set<string>();
    this.given.set(section, seen);
    if (seen.has(name) && !info.repeatable) {
      this.fault('template.directive-repeated', `"@${name}" was already given here. Keep one of them.`, node);
      return;
    }
    seen.add(name);
    if (this.begun.has(section)) {
      const message = `"@${name}" also holds for the lines above it in this block. Put it at the top of the block.`;
      this.warnings.push({ code: 'template.directive-late', message, range: node });
    }
    this.apply(reader, node, section);
  }

  private apply(reader: DirectiveReader, node: DirectiveNode, section: Section): void {
    try {
      reader(this, node, section);
    } catch (fault) {
      if (!(fault instanceof TemplateFault)) throw fault;
      this.faults.push(fault);
    }
  }

  private reportUnknown(node: DirectiveNode): void {
    const { name } = node.name;
    const near = closestName(name, directiveCatalogue.keys());
    const known = [...directiveCatalogue.keys()].join(', ');
    const advice = near === undefined ? `Known are: ${known}.` : `Did you mean "@${near}"?`;
    const range = node.name.name === '' ? node : node.name;
    const message = `There is no directive "@${name}". ${advice}`;
    this.faults.push(new TemplateFault('template.unknown-directive', message, range, near));
  }

  private fault(code: string, message: string, range: Range): void {
    this.faults.push(new TemplateFault(code, message, range));
  }
}

/** True for what can send a command, or decides about one. */
function sends(statement: Statement): boolean {
  switch (statement.kind) {
    case 'text':
      return statement.value.trim() !== '';
    case 'comment':
    case 'comment-line':
    case 'macro':
    case 'set':
    case 'set-block':
    case 'import':
    case 'from-import':
    case 'do':
      return false;
    default:
      return true;
  }
}
