import type { Logger } from '../../src/api/ports.ts';

const nothing = (): void => undefined;

/** For tests in which nobody reads what is logged. */
export const quietLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
