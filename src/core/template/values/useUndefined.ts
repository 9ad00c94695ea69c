import { TemplateFault } from '../templateFault.ts';
import type { UndefinedValue } from './value.ts';

/** The fault for using something that does not exist. */
export function undefinedFault(value: UndefinedValue): TemplateFault {
  const { message, replacement } = value.describe();
  const range = { start: value.start, end: value.end };
  const { source, echo } = value;
  return new TemplateFault('template.undefined', message, range, replacement, { source, echo });
}
