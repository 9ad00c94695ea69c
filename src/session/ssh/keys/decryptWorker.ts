// A worker thread that decrypts one private key; started by decryptKey.ts. What it gets and gives stays in memory.
import { parentPort, workerData } from 'node:worker_threads';
import { openPrivateKey } from './openPrivateKey.ts';

const { text, passphrase } = workerData as { readonly text: string; readonly passphrase: string };
parentPort?.postMessage(openPrivateKey(text, passphrase));
