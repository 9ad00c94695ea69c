import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';

/** An error about a plugin or platform file. */
export function errorAt(code: string, message: string, at: SourcePosition, replacement?: string): Diagnostic {
  return { code, severity: 'error', message, at, ...(replacement === undefined ? {} : { replacement }) };
}

/** A warning about a plugin or platform file. */
export function warningAt(code: string, message: string, at: SourcePosition): Diagnostic {
  return { code, severity: 'warning', message, at };
}

/** The first character of a file, for what has no better place. */
export function startOf(file: string): SourcePosition {
  return { file, line: 1, column: 1 };
}

/** Codes of what can be wrong with any file of an area. */
export interface FileCodes {
  readonly syntax: string;
  readonly schema: string;
  readonly tooLarge: string;
}

/** For platform files. */
export const platformCodes: FileCodes = {
  syntax: 'platform.yaml-syntax',
  schema: 'platform.schema',
  tooLarge: 'platform.file-too-large',
};

/** For plugin.json. */
export const pluginCodes: FileCodes = {
  syntax: 'plugin.yaml-syntax',
  schema: 'plugin.schema',
  tooLarge: 'plugin.file-too-large',
};
