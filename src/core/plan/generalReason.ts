/** A reason without the name of its device, so that the same problem of many devices reads the same. */
export function generalReason(message: string, device: string): string {
  return message.replaceAll(`device "${device}"`, 'the device').replaceAll(`device ${device}`, 'the device');
}
