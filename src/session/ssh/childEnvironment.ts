/**
 * The environment of a program that is started for a connection. Nobody sits at a terminal there: what would open a window to
 * ask for a password, once per device, is told not to, and a terminal type is given that every device knows.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(?:SHOWRUN_|SSH_ASKPASS$|ELECTRON_RUN_AS_NODE$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), SSH_ASKPASS_REQUIRE: 'never', TERM: 'vt100' };
}
