/** Status codes of version 3 of the protocol (draft-ietf-secsh-filexfer-02, §7). */
export const sftpStatus = {
  ok: 0,
  eof: 1,
  'no-such-file': 2,
  failure: 4,
  unsupported: 8,
} as const;

const messages = {
  'no-such-file': 'There is no such file or folder.',
  failure: 'This can not be done.',
  full: 'The emulated host is full.',
  unsupported: 'The emulated host can not do this.',
} as const;

/** A request that is answered with a status. */
export class FileFault extends Error {
  readonly why: keyof typeof messages;

  constructor(why: FileFault['why'], message: string = messages[why]) {
    super(message);
    this.why = why;
  }

  get status(): number {
    return this.why === 'full' ? sftpStatus.failure : sftpStatus[this.why];
  }
}
