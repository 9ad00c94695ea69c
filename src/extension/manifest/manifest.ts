import { commands, type CommandName } from './commands.ts';
import type { CommandDefinition } from './commandDefinition.ts';
import { grammars, languages, snippets } from './languages.ts';
import {
  configurationDefaults,
  semanticModifiers,
  semanticTokenScopes,
  yamlValidation,
} from './languageSupport.ts';
import { menus } from './menus.ts';
import { schemes } from './schemes.ts';
import { settings, type SettingDefinition } from './settings.ts';
import { viewContainer, views, welcome } from './views.ts';
import { walkthrough } from './walkthrough.ts';

/** What the generator puts into package.json and package.nls.json. */
export interface GeneratedManifest {
  /** Keys of package.json that are replaced whole. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** package.nls.json: every `%key%` with its English text. */
  readonly strings: Readonly<Record<string, string>>;
}

/** Builds the manifest from the typed tables. Pure: same tables, same result. */
export function buildManifest(): GeneratedManifest {
  const strings: Record<string, string> = {};
  const text = (key: string, value: string): string => {
    strings[key] = value;
    return `%${key}%`;
  };
  const fields = {
    description: text(
      'extension.description',
      'Run command templates on network devices over SSH and read the answers in the editor: outputs, tables and diffs.',
    ),
    icon: 'media/icon.png',
    categories: ['Other', 'Programming Languages'],
    keywords: ['network', 'ssh', 'cisco', 'juniper', 'arista', 'netmiko', 'diff', 'automation'],
    extensionKind: ['workspace', 'ui'],
    // Whoever writes a plugin opens its platform files before anything else of ours.
    activationEvents: [`onFileSystem:${schemes.output}`, 'workspaceContains:**/platforms*/plugin.json'],
    capabilities: capabilities(text),
    contributes: contributes(text),
  };
  return { fields, strings };
}

type Text = (key: string, value: string) => string;

function capabilities(text: Text): unknown {
  const restricted = Object.entries<SettingDefinition<unknown>>(settings)
    .filter(([, setting]) => setting.restricted === true)
    .map(([name]) => `showrun.${name}`);
  return {
    untrustedWorkspaces: {
      supported: 'limited',
      description: text(
        'capabilities.untrusted',
        'Devices, templates and past runs can be read. Connecting to devices and plugins of your own need a trusted workspace.',
      ),
      restrictedConfigurations: restricted,
    },
    virtualWorkspaces: {
      supported: 'limited',
      description: text(
        'capabilities.virtual',
        'Templates are coloured. Running needs a folder on a disk, since every run is kept there.',
      ),
    },
  };
}

function contributes(text: Text): unknown {
  return {
    commands: Object.entries<CommandDefinition>(commands).map(([name, command]) => ({
      command: command.id,
      title: text(`command.${name}`, command.title),
      category: 'Showrun',
      ...(command.icon === undefined ? {} : { icon: command.icon }),
      ...(command.enablement === undefined ? {} : { enablement: command.enablement }),
    })),
    menus: menuSections(),
    viewsContainers: {
      activitybar: [
        {
          id: viewContainer.id,
          title: text('views.container', viewContainer.title),
          icon: viewContainer.icon,
        },
      ],
    },
    views: {
      [viewContainer.id]: Object.entries(views).map(([name, view]) => ({
        id: view.id,
        name: text(`views.${name}`, view.name),
        icon: viewContainer.icon,
        initialSize: view.size,
        contextualTitle: text('views.container', viewContainer.title),
      })),
    },
    viewsWelcome: welcome.map((entry, index) => ({
      view: entry.view,
      contents: text(`welcome.${index + 1}`, entry.contents),
      when: entry.when,
    })),
    configuration: {
      title: text('settings.title', 'Showrun'),
      properties: Object.fromEntries(
        Object.entries<SettingDefinition<unknown>>(settings).map(([name, setting]) => [
          `showrun.${name}`,
          settingSchema(name, setting, text),
        ]),
      ),
    },
    configurationDefaults,
    languages,
    grammars,
    snippets,
    semanticTokenModifiers: semanticModifiers.map(({ id, description }) => ({
      id,
      description: text(`semantic.${id}`, description),
    })),
    semanticTokenScopes,
    yamlValidation,
    walkthroughs: [walkthroughEntry(text)],
  };
}

function menuSections(): unknown {
  const sections: Record<string, unknown[]> = {};
  const idOf = (name: CommandName): string => commands[name].id;
  for (const entry of menus) {
    const section = (sections[entry.menu] ??= []);
    section.push({ command: idOf(entry.command), when: entry.when, group: entry.group });
  }
  sections['commandPalette'] = Object.values<CommandDefinition>(commands)
    .filter((command) => command.palette !== undefined)
    .map((command) => ({ command: command.id, when: command.palette === false ? 'false' : command.palette }));
  return sections;
}

function settingSchema(name: string, setting: SettingDefinition<unknown>, text: Text): unknown {
  const values = setting.values === undefined ? undefined : Object.entries(setting.values);
  return {
    ...schemaType(setting.default),
    default: setting.default,
    markdownDescription: text(`settings.${name}`, setting.description),
    scope: setting.scope,
    ...(setting.minimum === undefined ? {} : { minimum: setting.minimum }),
    ...(setting.maximum === undefined ? {} : { maximum: setting.maximum }),
    ...(values === undefined
      ? {}
      : {
          enum: values.map(([value]) => value),
          markdownEnumDescriptions: values.map(([value, meaning]) =>
            text(`settings.${name}.${value}`, meaning),
          ),
        }),
  };
}

function schemaType(value: unknown): object {
  if (Array.isArray(value)) return { type: 'array', items: { type: 'string' } };
  if (typeof value === 'number') return { type: 'integer' };
  return { type: typeof value };
}

function walkthroughEntry(text: Text): unknown {
  return {
    id: walkthrough.id,
    title: text('walkthrough.title', walkthrough.title),
    description: text('walkthrough.description', walkthrough.description),
    steps: walkthrough.steps.map((step) => ({
      id: step.id,
      title: text(`walkthrough.${step.id}.title`, step.title),
      description: text(`walkthrough.${step.id}.description`, step.description),
      media: { markdown: step.media },
      completionEvents: step.completionEvents,
    })),
  };
}
