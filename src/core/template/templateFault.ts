/** A range of offsets in a template file. */
export interface FaultRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Stops parsing a tag or rendering an expression. Whoever knows the place fills it in; it becomes a `Diagnostic`
 * and never leaves this folder.
 */
export class TemplateFault extends Error {
  /** Stable code, for example `template.undefined`. */
  readonly code: string;
  readonly range?: FaultRange;
  /** Text that should stand there instead. */
  readonly replacement?: string;
  /** Index of the template that the range belongs to, where several are rendered. */
  readonly source?: number;
  /** True for the consequence of a fault that is already reported. */
  readonly echo: boolean;

  constructor(
    code: string,
    message: string,
    range?: FaultRange,
    replacement?: string,
    place: { readonly source?: number; readonly echo?: boolean } = {},
  ) {
    super(message);
    this.name = 'TemplateFault';
    this.code = code;
    this.echo = place.echo ?? false;
    if (range !== undefined) this.range = range;
    if (replacement !== undefined) this.replacement = replacement;
    if (place.source !== undefined) this.source = place.source;
  }
}
