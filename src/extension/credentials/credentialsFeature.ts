import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import type { Secrets } from '../../api/question.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { readSetting } from '../common/readSetting.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { acceptedKeysFile } from '../run/runOptions.ts';
import { askLogin, askText } from './askSecrets.ts';
import type { CredentialStore } from './credentialStore.ts';
import { loginWorked } from './loginWorked.ts';
import type { RunSecrets } from './runSecrets.ts';

/** Set and forget credentials; keep what was typed, if wanted, once it has worked. */
export class CredentialsFeature implements Feature {
  readonly #store: CredentialStore;
  readonly #runSecrets: RunSecrets;
  readonly #inventories: Inventories;
  readonly #registrar: CommandRegistrar;

  constructor(
    store: CredentialStore,
    runSecrets: RunSecrets,
    inventories: Inventories,
    registrar: CommandRegistrar,
  ) {
    this.#store = store;
    this.#runSecrets = runSecrets;
    this.#inventories = inventories;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    context.subscriptions.push(
      this.#registrar.register('setCredentials', () => this.#set()),
      this.#registrar.register('forgetCredentials', () => this.#forget()),
      this.#registrar.register('openHostKeys', () => openHostKeys(context.globalStorageUri)),
    );
  }

  /** Offers to keep what was typed, as far as logins with it have worked. After the last run everything typed is forgotten. */
  async afterRun(record: RunRecord, isLast: boolean): Promise<void> {
    const { credentials, passphrases } = this.#runSecrets.takeTyped();
    if (isLast) this.#runSecrets.clear();
    if (readSetting('credentials.remember') === 'never') return;
    const worked = [...credentials].filter(([name]) => loginWorked(record, name));
    if (worked.length === 0 && passphrases.size === 0) return;
    const keep = vscode.l10n.t('Keep');
    const names = [...worked.map(([name]) => `“${name}”`), ...passphrases.keys()].join(', ');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Keep the login for {0} in the secret store of VS Code, so that it is not asked again?',
        names,
      ),
      keep,
      vscode.l10n.t('Not Now'),
    );
    if (choice !== keep) return;
    for (const [name, secrets] of worked)
      await this.#store.write(name, { ...(await this.#store.read(name)), ...secrets });
    for (const [keyFile, passphrase] of passphrases) await this.#store.writePassphrase(keyFile, passphrase);
  }

  async #set(): Promise<void> {
    const name = await this.#pickName();
    if (name === undefined) return;
    const stored = await this.#store.read(name);
    const login = await askLogin({
      credential: name,
      ...(stored?.username === undefined ? {} : { suggestedUsername: stored.username }),
    });
    if (login === undefined) return;
    const enableSecret = await askText({
      title: vscode.l10n.t('Credential “{0}”', name),
      prompt: vscode.l10n.t('Enable secret. Leave it empty if no device needs one.'),
      password: true,
    });
    if (enableSecret === undefined) return;
    await this.#write(name, { ...login, ...(enableSecret === '' ? {} : { enableSecret }) });
  }

  async #write(name: string, secrets: Secrets): Promise<void> {
    try {
      await this.#store.write(name, secrets);
    } catch (error) {
      throw new ShowrunError(
        'extension.no-secret-store',
        vscode.l10n.t('The secret store of this system does not work, so the login could not be kept.'),
        { hint: vscode.l10n.t('It will be asked for with each run.'), cause: error },
      );
    }
    vscode.window.setStatusBarMessage(vscode.l10n.t('Credential “{0}” is stored', name), 4000);
  }

  /** Names used in the inventory and stored ones, or a new one. */
  async #pickName(): Promise<string | undefined> {
    await this.#inventories.ready();
    const used = this.#inventories.devices().map(({ device }) => device.credential ?? 'default');
    const stored = await this.#store.names();
    const names = [...new Set(['default', ...used, ...stored])].sort();
    const count = (name: string): number => used.filter((each) => each === name).length;
    const items = names.map((name) => ({
      label: name,
      description: [
        vscode.l10n.t('{0} devices', count(name)),
        ...(stored.includes(name) ? [vscode.l10n.t('stored')] : []),
      ].join(' · '),
      isNew: false,
    }));
    const other = { label: vscode.l10n.t('Another name…'), description: '', isNew: true };
    const picked = await vscode.window.showQuickPick([...items, other], {
      title: vscode.l10n.t('Set which credential?'),
      placeHolder: vscode.l10n.t('Devices name it in their column “credential”; without one it is “default”'),
    });
    if (picked?.isNew !== true) return picked?.label;
    const name = await askText({ title: vscode.l10n.t('Name of the credential') });
    return name === undefined || name.trim() === '' ? undefined : name.trim();
  }

  async #forget(): Promise<void> {
    const credentials = await this.#store.names();
    const keyFiles = await this.#store.keyFiles();
    if (credentials.length + keyFiles.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No credential is stored.'));
      return;
    }
    const items = [
      ...credentials.map((name) => ({
        label: name,
        description: vscode.l10n.t('login'),
        name,
        isKey: false,
      })),
      ...keyFiles.map((name) => ({
        label: name,
        description: vscode.l10n.t('passphrase of a key'),
        name,
        isKey: true,
      })),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Forget which credentials?'),
      canPickMany: true,
    });
    for (const { name, isKey } of picked ?? []) {
      await (isKey ? this.#store.forgetPassphrase(name) : this.#store.forget(name));
    }
  }
}

async function openHostKeys(storage: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.file(acceptedKeysFile(storage));
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (exists) await vscode.window.showTextDocument(uri);
  else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No host key has been accepted in VS Code yet; the file appears with the first one.'),
    );
  }
}
