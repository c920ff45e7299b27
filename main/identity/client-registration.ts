/** The emulated client, as the embedded provider knows it: a public native app (RFC 8252), so without a secret. */
export const clientRegistration = {
  id: 'warp-session-emulator',
  name: 'WARP Session Emulator',
  /** Registered without a port: a native app is given one by the system for each attempt (RFC 8252 §7.3). */
  redirectUri: 'http://127.0.0.1/callback',
  callbackPath: '/callback',
  scope: 'openid profile email groups',
} as const;
