/** A message with the device it is about in front, unless it names the device itself. */
export function namingDevice(device: string, message: string): string {
  return message.includes(device) ? message : `${device}: ${message}`;
}

/** A message without the device in front, for places that show the device beside it. */
export function withoutDevice(device: string, message: string): string {
  return message.startsWith(`${device}: `) ? message.slice(device.length + 2) : message;
}
