import type { Directives } from '../commandTemplate.ts';
import type { ExpectNode, Identifier, Range, SectionNode, SetNode } from './nodes.ts';

/** A section while its directives are being collected. */
export class Section implements SectionNode {
  readonly title: Identifier | undefined;
  readonly start: number;
  readonly end: number;
  index = -1;
  directives: Directives = {};
  readonly expects: ExpectNode[] = [];
  readonly sets: SetNode[] = [];

  /** `title` is undefined for the file itself; `range` is that of the heading. */
  constructor(title: Identifier | undefined, range: Range) {
    this.title = title;
    this.start = range.start;
    this.end = range.end;
  }
}
