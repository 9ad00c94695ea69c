// The floor: the same logins and commands with ssh2 alone, no files, no journal, no platforms. Forked by measureBareLoop.ts.
import { connect } from 'node:net';
import PQueue from 'p-queue';
import { Client } from 'ssh2';

/** What the loop is to do; it answers with the number of devices that failed. */
export interface BareRequest {
  readonly devices: readonly { readonly host: string; readonly port: number }[];
  readonly concurrency: number;
  readonly password: string;
  readonly commands: readonly string[];
}

process.on('message', (message) => {
  void runAll(message as BareRequest);
});
process.on('disconnect', () => process.exit(0));

async function runAll(request: BareRequest): Promise<void> {
  const queue = new PQueue({ concurrency: request.concurrency });
  let failed = 0;
  await Promise.all(
    request.devices.map((device) =>
      queue.add(() =>
        collect(device, request).catch(() => {
          failed += 1;
        }),
      ),
    ),
  );
  process.send?.(failed);
}

function collect({ host, port }: BareRequest['devices'][number], request: BareRequest): Promise<void> {
  const lines = ['terminal length 0', ...request.commands];
  return new Promise((resolve, reject) => {
    const client = new Client();
    const sock = connect({ host, port, noDelay: true });
    client.on('error', reject).on('close', () => {
      reject(new Error('closed'));
    });
    client.on('ready', () => {
      client.shell({ term: 'dumb', cols: 511, rows: 1000 }, (error, stream) => {
        if (error !== undefined) {
          reject(error);
          return;
        }
        let tail = '';
        stream.on('data', (chunk: Buffer) => {
          tail = (tail + chunk.toString('latin1')).slice(-200);
          if (!/[\w.-]+[#>] ?$/.test(tail)) return;
          tail = '';
          const line = lines.shift();
          if (line !== undefined) {
            stream.write(`${line}\n`);
            return;
          }
          resolve();
          client.end();
        });
      });
    });
    sock.once('connect', () => {
      client.connect({ sock, username: 'showrun', password: request.password, authHandler: ['password'] });
    });
    sock.once('error', reject);
  });
}
