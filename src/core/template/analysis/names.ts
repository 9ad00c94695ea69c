/** Names that are known in a part of a template. */
export class Names {
  private readonly own: Set<string>;
  private readonly outer: Names | undefined;

  constructor(own: Iterable<string> = [], outer?: Names) {
    this.own = new Set(own);
    this.outer = outer;
  }

  has(name: string): boolean {
    return this.own.has(name) || (this.outer?.has(name) ?? false);
  }

  add(name: string): void {
    this.own.add(name);
  }

  /** Names for a part inside of this one. */
  inner(own: Iterable<string> = []): Names {
    return new Names(own, this);
  }
}
