declare module 'ssh2/lib/protocol/constants.js' {
  const constants: {
    /** Server software (exact name or pattern) and the flags of its peculiarities. */
    readonly COMPAT_CHECKS: [string | RegExp, number][];
    readonly SUPPORTED_KEX: readonly string[];
    readonly SUPPORTED_SERVER_HOST_KEY: readonly string[];
    readonly SUPPORTED_CIPHER: readonly string[];
    readonly SUPPORTED_MAC: readonly string[];
  };
  export = constants;
}
