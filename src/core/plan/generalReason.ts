/** A reason without the name of its device, so that the same problem of many devices reads the same. */
export function generalReason(message: string, device: string): string {
  const added = ` (device ${device})`;
  const without = message.endsWith(added) ? message.slice(0, -added.length) : message;
  return without.replaceAll(`device "${device}"`, 'the device').replaceAll(`device ${device}`, 'the device');
}
