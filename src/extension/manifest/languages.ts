/** Language ids that the extension brings. */
export const languageIds = { template: 'showrun-cmds', output: 'showrun-output' } as const;

/** `contributes.languages`. */
export const languages = [
  {
    id: languageIds.template,
    aliases: ['Command Template', 'cmds'],
    extensions: ['.cmds'],
    filenames: ['commands.txt'],
    configuration: './syntaxes/cmds.language-configuration.json',
    icon: { light: './media/file-light.svg', dark: './media/file-dark.svg' },
  },
  {
    id: languageIds.output,
    aliases: ['Device Output'],
    // Files in run folders, and the names under which outputs are opened and compared.
    filenamePatterns: ['**/.showrun/runs/*/*/*.txt', '* · [0-9]*-*.txt'],
    configuration: './syntaxes/output.language-configuration.json',
  },
];

/** `contributes.grammars`. */
export const grammars = [
  { language: languageIds.template, scopeName: 'source.cmds', path: './syntaxes/cmds.tmLanguage.json' },
  {
    language: languageIds.output,
    scopeName: 'text.showrun-output',
    path: './syntaxes/output.tmLanguage.json',
  },
];

/** `contributes.snippets`. */
export const snippets = [{ language: languageIds.template, path: './snippets/cmds.json' }];
