/** Counted lines of some files. */
export interface LineCount {
  readonly covered: number;
  readonly total: number;
}

/** The part of a coverage summary that is read: lines of each file, by absolute path. */
export type CoverageSummary = Readonly<Record<string, { readonly lines: LineCount }>>;

/** What a folder of the sources must reach. */
export interface CoverageGoal {
  /** Folder below `src`, or the empty string for all of it. */
  readonly layer: string;
  /** Covered lines of 100. */
  readonly percent: number;
}

/** Covered lines of each folder below `src`, and of all under the empty name. */
export function sumCoverage(summary: CoverageSummary, sources: string): Map<string, LineCount> {
  const sums = new Map<string, LineCount>();
  for (const [path, { lines }] of Object.entries(summary)) {
    if (!path.startsWith(sources)) continue;
    const [layer = ''] = path.slice(sources.length).split(/[\\/]/).filter(Boolean);
    for (const name of [layer, '']) {
      const sum = sums.get(name) ?? { covered: 0, total: 0 };
      sums.set(name, { covered: sum.covered + lines.covered, total: sum.total + lines.total });
    }
  }
  return sums;
}

/** Covered lines of 100; all of nothing is covered. */
export function percentOf({ covered, total }: LineCount): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

/** One sentence for each goal that is missed. */
export function missedGoals(sums: ReadonlyMap<string, LineCount>, goals: readonly CoverageGoal[]): string[] {
  return goals.flatMap(({ layer, percent }) => {
    const reached = percentOf(sums.get(layer) ?? { covered: 0, total: 0 });
    const name = layer === '' ? 'src' : `src/${layer}`;
    return reached >= percent
      ? []
      : [`${name} has ${reached.toFixed(1)} % of its lines covered, ${String(percent)} % are wanted.`];
  });
}
