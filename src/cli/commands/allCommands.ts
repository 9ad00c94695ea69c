import type { CliCommand } from '../cliCommand.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { checkCommand } from './checkCommand.ts';
import { demoCommand } from './demoCommand.ts';
import { devicesCommand } from './devicesCommand.ts';
import { diffCommand } from './diffCommand.ts';
import { labCommand } from './labCommand.ts';
import { planCommand } from './planCommand.ts';
import { platformCommand } from './platformCommand.ts';
import { renderCommand } from './renderCommand.ts';
import { resumeCommand } from './resumeCommand.ts';
import { runCommand } from './runCommand.ts';
import { runsCommand } from './runsCommand.ts';

/** The commands of `showrun`, in the order of the help text. */
export function allCommands(paths: ProgramPaths): CliCommand[] {
  return [
    devicesCommand(paths),
    checkCommand(paths),
    renderCommand(paths),
    planCommand(paths),
    runCommand(paths),
    resumeCommand(paths),
    runsCommand(),
    diffCommand(paths),
    platformCommand(paths),
    labCommand(paths),
    demoCommand(paths),
  ];
}
