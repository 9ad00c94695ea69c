/** Message number of SSH_MSG_KEXINIT (RFC 4253, section 7.1). */
const kexInit = 20;
/** Lists of algorithm names in that message. */
const nameLists = 10;

/** The server's first packet with algorithms that nobody knows, so that the two sides find nothing in common. */
export function impossibleKeyExchange(): Buffer {
  const name = Buffer.from('nothing-in-common@lab.example');
  const list = Buffer.concat([Buffer.from([0, 0, 0, name.length]), name]);
  const payload = Buffer.concat([
    Buffer.from([kexInit]),
    Buffer.alloc(16),
    ...Array.from({ length: nameLists }, () => list),
    Buffer.alloc(5),
  ]);
  // The whole packet, its length field included, is a multiple of 8 with at least 4 bytes of padding (RFC 4253, section 6).
  const padding = 4 + ((8 - ((payload.length + 9) % 8)) % 8);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head.writeUInt8(padding, 4);
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}
