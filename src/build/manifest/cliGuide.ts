import { allCommands } from '../../cli/commands/allCommands.ts';
import { commandHelp, programHelp } from '../../cli/help.ts';

const introduction = `# The command line

<!-- Generated from the commands' own help by "npm run generate". -->

\`showrun\` does headless what the extension does in the editor: same inventories, templates, plans, executor and run folders.
After \`npm run build\` it is \`node dist/cli.js\`; installed as a package it is \`showrun\`.
Results go to standard output, everything else to standard error.`;

/** docs/cli.md: the help texts, one after another. */
export function cliGuide(): string {
  const commands = allCommands({ executor: '', lab: '', plugins: '' });
  const parts = commands.map((command) => `## showrun ${command.name}\n\n${code(commandHelp(command))}`);
  return `${[introduction, code(programHelp(commands)), ...parts].join('\n\n')}\n`;
}

function code(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
