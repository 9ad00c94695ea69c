import { TemplateFault } from '../templateFault.ts';
import type { Value } from './value.ts';

/**
 * What `map`, `select`, `batch` … give: values that can be gone through once. In Python it is always true, has no length
 * and is empty the second time; those traps are errors here.
 */
export class GeneratorValue {
  readonly label = 'sequence';
  /** The filter that made it. */
  readonly from: string;
  private items: readonly Value[] | undefined;

  constructor(from: string, items: readonly Value[]) {
    this.from = from;
    this.items = items;
  }

  take(): readonly Value[] {
    const { items } = this;
    if (items === undefined) throw this.fault('can be gone through only once');
    this.items = undefined;
    return items;
  }

  /** The fault for a use that needs a list. */
  fault(problem: string): TemplateFault {
    const message = `What the filter "${this.from}" gives ${problem}. Add "| list".`;
    return new TemplateFault('template.generator', message);
  }
}
