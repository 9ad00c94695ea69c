import assert from 'node:assert/strict';
import { CredentialStore } from '../../../src/extension/credentials/credentialStore.ts';
import { loginWorked } from '../../../src/extension/credentials/loginWorked.ts';
import { RunSecrets } from '../../../src/extension/credentials/runSecrets.ts';
import { okCommand, okDevice, planOf, recordOf } from './samplePlan.ts';

type Storage = ConstructorParameters<typeof CredentialStore>[0];

function memoryStorage(values = new Map<string, string>()): Storage {
  return {
    get: async (key: string) => values.get(key),
    store: async (key: string, value: string) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    keys: async () => [...values.keys()],
  } as unknown as Storage;
}

describe('CredentialStore', () => {
  it('gives back what was stored, lists and forgets it', async () => {
    const store = new CredentialStore(memoryStorage());
    await store.write('core', { username: 'admin', password: 'p', enableSecret: 'e' });
    await store.write('default', { username: 'me', password: 'q' });
    await store.writePassphrase('~/.ssh/id_rsa', 'r');
    assert.deepEqual(await store.names(), ['core', 'default']);
    assert.deepEqual(await store.keyFiles(), ['~/.ssh/id_rsa']);
    assert.deepEqual(await store.read('core'), { username: 'admin', password: 'p', enableSecret: 'e' });
    await store.forget('core');
    await store.forgetPassphrase('~/.ssh/id_rsa');
    assert.equal(await store.read('core'), undefined);
    assert.equal(await store.readPassphrase('~/.ssh/id_rsa'), undefined);
  });

  it('takes a damaged entry and a broken key ring for nothing stored', async () => {
    const damaged = new CredentialStore(
      memoryStorage(
        new Map([
          ['credential:a', '{'],
          ['credential:b', '7'],
        ]),
      ),
    );
    assert.equal(await damaged.read('a'), undefined);
    assert.equal(await damaged.read('b'), undefined);
    const broken = new CredentialStore({
      get: () => Promise.reject(new Error('no key ring')),
    } as unknown as Storage);
    assert.equal(await broken.read('a'), undefined);
  });
});

describe('RunSecrets', () => {
  it('asks each thing once, also when many ask at the same time, and remembers a refusal', async () => {
    const secrets = new RunSecrets();
    let asked = 0;
    const ask = async (): Promise<undefined> => void (asked += 1);
    await Promise.all([secrets.once('a', ask), secrets.once('a', ask)]);
    await secrets.once('a', ask);
    assert.equal(asked, 1);
    secrets.clear();
    await secrets.once('a', ask);
    assert.equal(asked, 2);
  });

  it('asks again after a question that was aborted', async () => {
    const secrets = new RunSecrets();
    await assert.rejects(secrets.once('a', () => Promise.reject(new Error('aborted'))));
    assert.equal(await secrets.once('a', async () => 'x'), 'x');
  });

  it('hands typed secrets out once, parts of one credential together', () => {
    const secrets = new RunSecrets();
    secrets.typed('core', { username: 'admin', password: 'p' });
    secrets.typed('core', { enableSecret: 'e' });
    assert.deepEqual(secrets.takeTyped().credentials.get('core'), {
      username: 'admin',
      password: 'p',
      enableSecret: 'e',
    });
    assert.equal(secrets.takeTyped().credentials.size, 0);
  });
});

describe('loginWorked', () => {
  const plan = planOf(['a'], ['show version']);

  it('is true once a command was answered, also with a failure', () => {
    assert.equal(loginWorked(recordOf('r', plan), 'default'), true);
    const rejected = {
      ...okDevice('a', []),
      status: 'failed' as const,
      commands: [{ ...okCommand('a', 0, 'show version'), status: 'rejected' as const }],
    };
    assert.equal(loginWorked(recordOf('r', plan, [rejected]), 'default'), true);
  });

  it('is false where no device got that far, and for other credentials', () => {
    const failed = {
      ...okDevice('a', []),
      status: 'failed' as const,
      commands: [{ ...okCommand('a', 0, 'show version'), status: 'skipped' as const }],
    };
    assert.equal(loginWorked(recordOf('r', plan, [failed]), 'default'), false);
    assert.equal(loginWorked(recordOf('r', plan), 'core'), false);
  });
});
