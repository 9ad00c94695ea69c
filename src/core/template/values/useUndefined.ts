import { TemplateFault } from '../templateFault.ts';
import type { UndefinedValue } from './value.ts';

/** The fault for using something that does not exist. */
export function undefinedFault(value: UndefinedValue): TemplateFault {
  const { message, replacement } = value.describe();
  const { source, echo } = value;
  // A filter that found nothing does not know its place: that of the expression around it is taken.
  const range = value.start < 0 ? undefined : { start: value.start, end: value.end };
  return new TemplateFault('template.undefined', message, range, replacement, { source, echo });
}
