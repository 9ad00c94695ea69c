import type { DeviceAddress } from '../../api/device.ts';
import type { Prompter } from '../../api/question.ts';
import type { SecretProvider } from '../../session/sessionDependencies.ts';
import type { CredentialRequest, SecretSource } from '../../session/ssh/secretSource.ts';

/** Name of the credential of devices that name none. */
const defaultCredential = 'default';

/** The secrets of one device, from its credential; an enable secret that is not part of that, and one-time codes, are asked for when needed. */
export function deviceSecrets(
  device: DeviceAddress,
  secrets: SecretSource,
  prompter: Prompter,
  defaultUsername: string | undefined,
): SecretProvider {
  const request = credentialRequestOf(device, defaultUsername);
  const { credential, username } = request;
  return async (kind, signal, words = '') => {
    if (kind === 'one-time-code') {
      const answer = await prompter.ask(
        { kind: 'prompt', device: device.name, text: words, echo: false },
        signal,
      );
      return answer.kind === 'prompt' ? answer.text : undefined;
    }
    if (kind === 'username' && username !== undefined) return username;
    const found = await secrets.get(request, signal);
    if (kind === 'username') return found?.username;
    if (kind === 'password') return found?.password;
    if (found?.enableSecret !== undefined) return found.enableSecret;
    const answer = await prompter.ask({ kind: 'enable-secret', device: device.name, credential }, signal);
    return answer.kind === 'enable-secret' ? answer.text : undefined;
  };
}

/** Which login data a device needs. */
export function credentialRequestOf(
  device: DeviceAddress,
  defaultUsername: string | undefined,
): CredentialRequest {
  const username = device.username ?? defaultUsername;
  return {
    device: device.name,
    credential: device.credential ?? defaultCredential,
    ...(username === undefined ? {} : { username }),
  };
}
