import { lineDanger } from '../plan/policy/heldCommands.ts';
import type { CompiledPlatform } from './compiledPlatform.ts';
import type { FilePath } from './platformFile.ts';

/** Something about a platform that is allowed and most likely not meant. */
export interface ConformanceFinding {
  readonly code: string;
  readonly message: string;
  /** The key that it is about. */
  readonly path: FilePath;
}

/** Lines that every device shows somewhere and that no prompt looks like. */
const ordinaryLines = [
  'Password:',
  'Username: ',
  'interface GigabitEthernet0/1',
  '  description uplink',
  'up',
  '--More--',
];

/**
 * What must hold for every platform, beside what its schema says: the built-in ones are held to the same. Returns what does
 * not.
 */
export function checkConformance(platform: CompiledPlatform): ConformanceFinding[] {
  return [
    ...unreachedModes(platform),
    ...heldShows(platform),
    ...openSave(platform),
    ...greedyPrompts(platform),
  ];
}

function unreachedModes({ definition }: CompiledPlatform): ConformanceFinding[] {
  const reached = new Set([definition.commandModes.exec]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const move of definition.moves) if (reached.has(move.from)) reached.add(move.to);
  }
  return Object.entries(definition.commandModes).flatMap(([key, mode]) =>
    reached.has(mode)
      ? []
      : [
          {
            code: 'platform.no-way',
            message: `No move leads from "${definition.commandModes.exec}" to "${mode}": lines of ${key} templates cannot be sent.`,
            path: ['commandModes', key],
          },
        ],
  );
}

function heldShows(platform: CompiledPlatform): ConformanceFinding[] {
  const { commands } = platform.definition;
  return (['runningConfig', 'version'] as const).flatMap((key) => {
    const line = commands[key];
    const reason = line === undefined ? undefined : lineDanger(platform, line);
    if (reason === undefined) return [];
    const message = `"${line ?? ''}" is held back because of "dangerous": this command ${reason}. It should only show something.`;
    return [{ code: 'platform.held-show', message, path: ['commands', key] }];
  });
}

function openSave(platform: CompiledPlatform): ConformanceFinding[] {
  const { save } = platform.definition.commands;
  if (save === undefined || lineDanger(platform, save) !== undefined) return [];
  const message = `"${save}" saves the configuration and is not held back: it is missing in "dangerous".`;
  return [{ code: 'platform.open-save', message, path: ['commands', 'save'] }];
}

function greedyPrompts(platform: CompiledPlatform): ConformanceFinding[] {
  return ordinaryLines.flatMap((line) => {
    const found = platform.matchPrompt(line);
    if (found === undefined) return [];
    const message = `A prompt of mode "${found.mode}" matches ${JSON.stringify(line)}, which is no prompt: outputs would end there.`;
    return [{ code: 'platform.greedy-prompt', message, path: ['modes', found.mode] }];
  });
}
