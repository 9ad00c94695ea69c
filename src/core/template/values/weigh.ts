import { spend } from './budget.ts';
import { RenderedText, type Value } from './value.ts';

/**
 * Takes work units for handing a value to an operation whose time grows with its size. Together with the limits on sizes
 * this keeps a template that works on huge values over and over from running for minutes.
 */
export function weigh(value: Value): void {
  if (typeof value === 'string') {
    if (value.length > 64) spend(value.length >> 4);
  } else if (Array.isArray(value)) {
    if (value.length > 64) spend(value.length >> 2);
  } else if (value instanceof Map) {
    if (value.size > 64) spend(value.size);
  } else if (typeof value === 'bigint') spend(500);
  else if (value instanceof RenderedText) spend((value.text.length >> 4) + value.pieces.length);
}
