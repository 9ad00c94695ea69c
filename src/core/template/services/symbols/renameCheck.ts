import { ShowrunError } from '../../../errors.ts';
import { knownField } from '../../../inventory/knownFields.ts';
import { isSecretName } from '../../../inventory/secretName.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { globalNames } from '../../render/globals.ts';
import { isBuiltInVariable } from '../../render/variables.ts';
import type { LanguageContext } from '../languageContext.ts';
import type { NameUse } from './symbol.ts';
import { symbolsOf } from './symbolsOf.ts';

const words = new Set('and or not in is if else true false none True False None elif for set'.split(' '));

/** Throws `language.rename` where the name at a place is not one that can be changed. */
export function checkRenameable({ name, symbol }: NameUse): void {
  if (symbol?.kind === 'special') refuse(`"${name}" is given by the language and cannot be renamed.`);
  if (symbol === undefined && (isBuiltInVariable(name) || globalNames.includes(name)))
    refuse(`"${name}" belongs to every device or template and cannot be renamed.`);
}

/** Throws `language.rename` where a new name is none, or already means something else. */
export function checkNewName(
  use: NameUse,
  newName: string,
  template: CommandTemplate,
  { devices }: LanguageContext,
): void {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(newName) || words.has(newName))
    refuse(`"${newName}" is not a name: use letters, digits and underscores, and begin with a letter.`);
  if (newName === use.name) return;
  if (globalNames.includes(newName) || isBuiltInVariable(newName) || knownField(newName) !== undefined)
    refuse(`"${newName}" already means something to every template.`);
  if (isSecretName(newName))
    refuse(`"${newName}" would be taken for a secret, which inventories do not hold.`);
  if (devices.some((device) => device.variables.has(newName)))
    refuse(`The inventory already has a variable "${newName}".`);
  if (symbolsOf(template).symbols.some((symbol) => symbol.name === newName))
    refuse(`This template already has a name "${newName}".`);
}

function refuse(message: string): never {
  throw new ShowrunError('language.rename', message);
}
