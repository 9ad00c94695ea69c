import { languageIds } from './languages.ts';

/**
 * `contributes.configurationDefaults`: Enter ends a line and never takes over a suggestion, since a command that somebody did not
 * type must not get into a template by accident. Tab takes one over. Outputs have no links: what a device says is not to be
 * clicked, and looking for them in megabytes would hold up all extensions.
 */
export const configurationDefaults = {
  [`[${languageIds.template}]`]: {
    'editor.acceptSuggestionOnEnter': 'off',
    'editor.wordBasedSuggestions': 'off',
    'editor.semanticHighlighting.enabled': true,
  },
  [`[${languageIds.output}]`]: {
    'editor.links': false,
  },
};

/** `contributes.semanticTokenModifiers`: what the editor does not have by itself. */
export const semanticModifiers = [
  { id: 'missing', description: 'A variable that no device has.' },
  { id: 'partial', description: 'A variable that some devices do not have.' },
  { id: 'local', description: 'A name that the template makes itself.' },
];

/** `contributes.semanticTokenScopes`: colours of themes that know nothing of these modifiers. */
export const semanticTokenScopes = [
  {
    language: languageIds.template,
    scopes: {
      'variable.missing': ['invalid.illegal.missing.cmds', 'invalid.illegal'],
      'variable.partial': ['markup.changed.partial.cmds', 'markup.changed'],
      'variable.local': ['variable.parameter.cmds', 'variable.parameter'],
    },
  },
];

/** `contributes.yamlValidation`, for the YAML extension where it is installed. */
export const yamlValidation = [
  {
    fileMatch: [
      'inventory*.yaml',
      'inventory*.yml',
      'inventory/*.yaml',
      'inventory/*.yml',
      'inventories/*.yaml',
      'inventories/*.yml',
    ],
    url: './media/schemas/inventory.schema.json',
  },
  {
    // The files with commands, which lie beside them, are in a folder of their own.
    fileMatch: ['platforms*/*.yaml', 'platforms*/*.yml'],
    url: './media/schemas/platform.schema.json',
  },
  { fileMatch: ['recordings/*/*.yaml'], url: './media/schemas/recording.schema.json' },
];
