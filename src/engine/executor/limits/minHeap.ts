/** Gives back what was put in, smallest number first. */
export class MinHeap<T> {
  readonly #items: { readonly order: number; readonly value: T }[] = [];

  push(order: number, value: T): void {
    const items = this.#items;
    const item = { order, value };
    let at = items.length;
    for (;;) {
      const parent = (at - 1) >> 1;
      const above = at === 0 ? undefined : items[parent];
      if (above === undefined || above.order <= order) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): { readonly order: number; readonly value: T } | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = items[2 * at + 1];
      const right = items[2 * at + 2];
      const isRight = right !== undefined && left !== undefined && right.order < left.order;
      const child = isRight ? right : left;
      if (child === undefined || child.order >= last.order) break;
      items[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    items[at] = last;
    return first;
  }
}
