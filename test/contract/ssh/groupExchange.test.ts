import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Harness } from './sshHarness.ts';

const kexInit = 20;
const gexRequest = 34;
const gexGroup = 31;
const gexInit = 32;

function string(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An unencrypted SSH packet (RFC 4253, section 6). */
function packet(payload: Buffer): Buffer {
  const gap = 8 - ((payload.length + 5) % 8);
  const padding = gap < 4 ? gap + 8 : gap;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

/** Reads the client's identification and packets, and calls back with each payload. */
function readPackets(socket: Socket, listener: (payload: Buffer) => void): void {
  let buffer = Buffer.alloc(0);
  let identified = false;
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    if (!identified) {
      const end = buffer.indexOf('\n');
      if (end < 0) return;
      identified = true;
      buffer = buffer.subarray(end + 1);
    }
    while (buffer.length >= 5 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
      const length = buffer.readUInt32BE(0);
      listener(buffer.subarray(5, 4 + length - buffer[4]!));
      buffer = buffer.subarray(4 + length);
    }
  });
}

/** An old box with nothing but group exchange, which gives this group. Tells what the client sends after it. */
async function startOldBox(
  prime: Buffer,
): Promise<{ server: Server; port: number; answer: Promise<number> }> {
  let answered: (type: number) => void = () => undefined;
  const answer = new Promise<number>((resolve) => {
    answered = resolve;
  });
  const lists = [
    'diffie-hellman-group-exchange-sha256',
    'ssh-ed25519',
    'aes128-ctr',
    'aes128-ctr',
    'hmac-sha1',
    'hmac-sha1',
    'none',
    'none',
    '',
    '',
  ];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('SSH-2.0-Cisco-1.25\r\n');
    socket.write(
      packet(
        Buffer.concat([Buffer.from([kexInit]), Buffer.alloc(16), ...lists.map(string), Buffer.alloc(5)]),
      ),
    );
    readPackets(socket, (payload) => {
      if (payload[0] === kexInit) return;
      if (payload[0] === gexRequest) {
        socket.write(
          packet(
            Buffer.concat([
              Buffer.from([gexGroup]),
              string(Buffer.concat([Buffer.alloc(1), prime])),
              string(Buffer.from([2])),
            ]),
          ),
        );
        return;
      }
      answered(payload[0]!);
      socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, answer };
}

describe('SSH: group exchange', () => {
  let harness: Harness | undefined;
  let server: Server | undefined;

  afterEach(async () => {
    await harness?.close();
    server?.close();
  });

  it('takes part in it, also with Cisco-1.25, from which ssh2 would hide it', async () => {
    const box = await startOldBox(crypto.getDiffieHellman('modp14').getPrime());
    server = box.server;
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(box.port)), { code: 'session.reset' });
    assert.equal(await box.answer, gexInit);
  });

  it('refuses a group that is too small, which shows that the arithmetic in use is ours', async () => {
    const box = await startOldBox(crypto.getDiffieHellman('modp2').getPrime());
    server = box.server;
    harness = await Harness.create();
    await assert.rejects(
      harness.open(harness.device(box.port)),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.handshake-failed');
        assert.match(error.message, /the group has 1024 bits; 2048 to 8192 are accepted/);
        return true;
      },
    );
  });
});
