import type { Device } from '../../../api/device.ts';
import { closestName } from '../../text/closestName.ts';
import type { FilterFault } from './filterFault.ts';
import { fieldReader, filterField, filterFieldNames } from './filterFields.ts';
import type { FilterNode } from './filterNode.ts';

/**
 * Fields of an expression that none of the devices has. `-tga:production` would otherwise quietly mean every device.
 * Nothing is reported for no devices at all.
 */
export function unknownFields(node: FilterNode, devices: readonly Device[]): FilterFault[] {
  if (devices.length === 0) return [];
  return fieldsOf(node).flatMap(({ field, start, end }) => {
    if (filterField(field) !== undefined) return [];
    const read = fieldReader(field);
    if (devices.some((device) => read(device).length > 0)) return [];
    return [unknownField(field, start, end, devices)];
  });
}

function unknownField(field: string, start: number, end: number, devices: readonly Device[]): FilterFault {
  const near = closestName(field, filterFieldNames(devices));
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return {
    code: 'filter.unknown-field',
    message: `No device has a field or variable "${field}".${hint}`,
    start,
    end,
    ...(near === undefined ? {} : { replacement: near }),
  };
}

interface FieldUse {
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

function fieldsOf(node: FilterNode): FieldUse[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(node.term);
    case 'field':
    case 'compare':
      return [{ field: node.field, start: node.start, end: node.end }];
    default:
      return [];
  }
}
