/** The surroundings that say where an SSH agent listens. */
export interface AgentSurroundings {
  readonly platform: NodeJS.Platform;
  /** SSH_AUTH_SOCK. */
  readonly authSock: string | undefined;
  readonly home: string;
  /** Names of the named pipes; asked for on Windows only. */
  readonly pipes: () => Promise<readonly string[]>;
}

const openSshPipe = 'openssh-ssh-agent';

/**
 * Where the agent listens: ssh_config's `IdentityAgent`, else SSH_AUTH_SOCK, else on Windows the pipe of OpenSSH's agent or
 * that of Pageant (0.75 and later speak the same protocol on `pageant.<user>.<hash>`). Nothing where there is none.
 */
export async function agentAddress(
  identityAgent: string | undefined,
  surroundings: AgentSurroundings,
): Promise<string | undefined> {
  const { platform, authSock } = surroundings;
  if (identityAgent === 'none') return undefined;
  if (identityAgent !== undefined && identityAgent !== 'SSH_AUTH_SOCK') return identityAgent;
  if (authSock !== undefined && authSock !== '') return authSock;
  if (platform !== 'win32') return undefined;
  const pipes = await surroundings.pipes().catch(() => []);
  const found =
    pipes.find((name) => name === openSshPipe) ?? pipes.find((name) => name.startsWith('pageant.'));
  return found === undefined ? undefined : `\\\\.\\pipe\\${found}`;
}
