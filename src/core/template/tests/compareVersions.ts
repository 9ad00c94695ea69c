import { TemplateFault } from '../templateFault.ts';

const operators: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['lt', (order: number) => order < 0],
  ['<', (order: number) => order < 0],
  ['le', (order: number) => order <= 0],
  ['<=', (order: number) => order <= 0],
  ['eq', (order: number) => order === 0],
  ['==', (order: number) => order === 0],
  ['=', (order: number) => order === 0],
  ['ne', (order: number) => order !== 0],
  ['!=', (order: number) => order !== 0],
  ['ge', (order: number) => order >= 0],
  ['>=', (order: number) => order >= 0],
  ['gt', (order: number) => order > 0],
  ['>', (order: number) => order > 0],
]);

/**
 * Compares software versions such as `15.2(4)M6` part by part: numbers by size, letters by alphabet, and a number
 * is newer than letters. A version that goes on is newer than one that has ended.
 */
export function compareVersions(left: string, right: string, operator: string): boolean {
  const decide = operators.get(operator);
  if (decide === undefined) {
    throw new TemplateFault(
      'template.arguments',
      `Versions compare with lt, le, eq, ne, ge, gt; not with "${operator}".`,
    );
  }
  return decide(order(partsOf(left), partsOf(right)));
}

function partsOf(version: string): readonly string[] {
  return version.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
}

function order(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [a, b] = [left[index], right[index]];
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
    const [x, y] = [Number(a), Number(b)];
    const numeric = !Number.isNaN(x) && !Number.isNaN(y);
    const difference = numeric
      ? x - y
      : Number.isNaN(x) === Number.isNaN(y)
        ? a < b
          ? -1
          : a > b
            ? 1
            : 0
        : Number.isNaN(x)
          ? -1
          : 1;
    if (difference !== 0) return difference;
  }
  return 0;
}
