import type { Device, Inventory } from '../../api/device.ts';
import { ShowrunError } from '../../core/errors.ts';
import { compileFilter, filterError } from '../../core/inventory/filter/compileFilter.ts';
import { unknownFields } from '../../core/inventory/filter/unknownFields.ts';
import { closestName } from '../../core/text/closestName.ts';
import type { Workspace } from './loadWorkspace.ts';

/** What narrows an inventory down; both together mean both must hold. */
export interface Selection {
  /** A filter expression (design: one language everywhere). */
  readonly filter?: string;
  /** Device names, exactly. */
  readonly names?: readonly string[];
}

/**
 * The selected devices in the inventory's order.
 * Throws `filter.…` for a bad expression, also for a field that no device has, and `planning.unknown-device` for a name that the inventory does not have:
 * a typing error must not silently shrink a selection.
 */
export function selectDevices(
  { inventory, platforms }: Pick<Workspace, 'inventory' | 'platforms'>,
  selection: Selection,
): Device[] {
  const named = selection.names === undefined ? inventory.devices : byName(inventory, selection.names);
  if (selection.filter === undefined || selection.filter.trim() === '') return [...named];
  const filter = compileFilter(selection.filter, { platforms });
  const [fault] = unknownFields(filter.node, inventory.devices);
  if (fault !== undefined) throw filterError(fault);
  return named.filter((device) => filter.matches(device));
}

function byName(inventory: Inventory, names: readonly string[]): Device[] {
  const wanted = new Set(names);
  const found = inventory.devices.filter((device) => wanted.delete(device.name));
  const [unknown] = wanted;
  if (unknown === undefined) return found;
  const near = closestName(
    unknown,
    inventory.devices.map((device) => device.name),
  );
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new ShowrunError('planning.unknown-device', `The inventory has no device "${unknown}".${hint}`);
}
