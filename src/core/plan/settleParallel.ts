import type { Diagnostic } from '../../api/diagnostic.ts';
import type { HeldCommand } from '../../api/plan.ts';
import type { RenderedCommand } from '../../api/template.ts';
import { aloneReason, parallelEnd } from './policy/parallelBlocks.ts';

/**
 * The commands of a device as they may be sent: `@parallel` is taken off every block in which one line must have its device
 * for itself, with a finding for that line. Such a block is sent one line after another, as all others are.
 */
export function settleParallel(
  commands: readonly RenderedCommand[],
  held: readonly Pick<HeldCommand, 'index'>[],
): { readonly commands: readonly RenderedCommand[]; readonly findings: readonly Diagnostic[] } {
  if (commands.every(({ parallel }) => parallel === undefined)) return { commands, findings: [] };
  const isHeld = new Set(held.map(({ index }) => index));
  const settled: RenderedCommand[] = [];
  const findings: Diagnostic[] = [];
  for (let start = 0; start < commands.length;) {
    const end = parallelEnd(commands, start);
    const block = commands.slice(start, end);
    const finding =
      block.length < 2 ? undefined : firstFinding(block, (offset) => isHeld.has(start + offset));
    if (finding !== undefined) findings.push(finding);
    settled.push(...(block.length < 2 || finding !== undefined ? block.map(alone) : block));
    start = end;
  }
  return { commands: settled, findings };
}

function firstFinding(
  block: readonly RenderedCommand[],
  isHeld: (offset: number) => boolean,
): Diagnostic | undefined {
  for (const [offset, command] of block.entries()) {
    const reason = aloneReason(command) ?? (isHeld(offset) ? 'is held for a confirmation' : undefined);
    if (reason !== undefined) return parallelFinding(`"${command.text}" ${reason}`, command.at);
  }
  return undefined;
}

/** The finding about a block that is not sent in parallel. `why` has subject and verb. */
export function parallelFinding(why: string, at: Diagnostic['at']): Diagnostic {
  return {
    code: 'plan.not-parallel',
    severity: 'warning',
    message: `${why}, so the lines of this block are sent one after another in spite of @parallel. Move it to a block of its own, or write "# @parallel 1".`,
    at,
  };
}

function alone({ parallel: _parallel, ...command }: RenderedCommand): RenderedCommand {
  return command;
}
