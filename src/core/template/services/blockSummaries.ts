import type { Device } from '../../../api/device.ts';
import type { Diagnostic } from '../../../api/diagnostic.ts';
import type { CommandTemplate, RenderOptions } from '../commandTemplate.ts';
import { renderTemplate } from '../renderTemplate.ts';
import { blockAt, devicesOfBlock } from './deviceScope.ts';
import type { LanguageContext } from './languageContext.ts';

/** What rendering a block for its devices gives. */
export interface BlockSummary {
  /** Index in `blocks`; -1 for a file without headings. */
  readonly block: number;
  /** Line of the heading, from 1; the first line of the file without one. */
  readonly line: number;
  readonly title: string;
  /** Names of the devices that the block is for. */
  readonly devices: readonly string[];
  /** How many of them it renders for. */
  readonly renders: number;
  /** Commands of all devices together. */
  readonly commands: number;
  /** Variables with how many devices miss them. */
  readonly missing: ReadonlyMap<string, number>;
  /** Devices that fail for another reason. */
  readonly failing: number;
}

interface Tally {
  readonly devices: Set<string>;
  renders: number;
  commands: number;
  readonly missing: Map<string, number>;
  failing: number;
}

/**
 * Adds up, device by device, what each block renders to. Made to be fed in small portions, so that an editor stays alive with
 * thousands of devices.
 */
export class BlockTally {
  private readonly template: CommandTemplate;
  private readonly options: RenderOptions;
  private readonly tallies = new Map<number, Tally>();

  constructor(template: CommandTemplate, context: LanguageContext, options: RenderOptions = {}) {
    this.template = template;
    this.options = { resolvePlatform: (name) => context.platforms.resolve(name), ...options };
    if (context.loader !== undefined && options.loader === undefined)
      this.options = { ...this.options, loader: context.loader };
    const answers = new Map(template.asks.map(({ name }) => [name, name]));
    if (answers.size > 0 && options.answers === undefined) this.options = { ...this.options, answers };
    const blocks = template.blocks.length === 0 ? [-1] : template.blocks.keys();
    for (const block of blocks) {
      const names = devicesOfBlock(template, block, context).map((device) => device.name);
      this.tallies.set(block, {
        devices: new Set(names),
        renders: 0,
        commands: 0,
        missing: new Map(),
        failing: 0,
      });
    }
  }

  /** Renders one device. */
  add(device: Device): void {
    const { commands, diagnostics } = renderTemplate(this.template, device, this.options);
    const errors = diagnostics.filter((finding) => finding.severity === 'error');
    const lines = commands.map((command) => this.blockOf(command.at));
    for (const [block, tally] of this.tallies) {
      if (!tally.devices.has(device.name)) continue;
      const own = errors.filter((error) => this.concerns(error, block));
      if (own.length === 0) tally.renders++;
      else note(own, tally);
      tally.commands += lines.filter((each) => each === block).length;
    }
  }

  summaries(): readonly BlockSummary[] {
    return [...this.tallies].map(([block, { devices, ...tally }]) => ({
      block,
      line: this.template.blocks[block]?.at.line ?? 1,
      title: this.template.blocks[block]?.title ?? '',
      devices: [...devices],
      ...tally,
    }));
  }

  private blockOf({ file, line }: Diagnostic['at']): number {
    return file === this.template.path ? blockAt(this.template, line) : -1;
  }

  /** What stands before the first heading, or in an included file, is everybody's. */
  private concerns({ at }: Diagnostic, block: number): boolean {
    const own = this.blockOf(at);
    return own === block || own === -1;
  }
}

function note(errors: readonly Diagnostic[], tally: Tally): void {
  const names = new Set(
    errors.flatMap((error) => /^"([^"]+)" is not defined/.exec(error.message)?.[1] ?? []),
  );
  if (names.size === 0) tally.failing++;
  for (const name of names) tally.missing.set(name, (tally.missing.get(name) ?? 0) + 1);
}

/** `renders on 12, 2 miss vlan` */
export function summaryText({ renders, missing, failing }: BlockSummary): string {
  const parts = [`renders on ${String(renders)}`];
  for (const [name, count] of [...missing].slice(0, 2))
    parts.push(`${String(count)} ${count === 1 ? 'misses' : 'miss'} ${name}`);
  if (missing.size > 2) parts.push(`${String(missing.size - 2)} more names are missing`);
  if (failing > 0) parts.push(`${String(failing)} ${failing === 1 ? 'has an error' : 'have errors'}`);
  return parts.join(', ');
}
