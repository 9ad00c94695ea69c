import type { SectionNode } from '../syntax/nodes.ts';
import type { ExpectStep } from '../../../api/template.ts';
import type { Directives } from '../commandTemplate.ts';
import type { TextPiece } from '../values/value.ts';

/** A section while it is rendered, with everything it says or takes over. */
export interface ActiveSection {
  readonly node: SectionNode;
  /** Title of the innermost heading. */
  readonly title: string | undefined;
  /** Index in the first template's `blocks`; -1 outside of any. */
  readonly block: number;
  readonly directives: Directives;
  readonly expects: readonly ExpectStep[];
}

/** A piece of output with the section it belongs to. */
export interface OutputPiece extends TextPiece {
  readonly section: ActiveSection;
}

/** Collects what is rendered. */
export class Output {
  readonly pieces: OutputPiece[] = [];
  length = 0;

  push(piece: OutputPiece): void {
    this.pieces.push(piece);
    this.length += piece.text.length;
  }
}
