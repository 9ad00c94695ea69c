import { TupleValue, type Value } from '../values/value.ts';

/** A pair of `groupby`: `group.grouper` and `group.list`, or `{% for grouper, list in … %}`. */
export class GroupValue extends TupleValue {
  readonly grouper: Value;
  readonly list: Value;

  constructor(grouper: Value, list: Value[]) {
    super([grouper, list]);
    this.grouper = grouper;
    this.list = list;
  }
}
