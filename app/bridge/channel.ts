/** A way for text frames between two ends, in order. It is all that the bridge needs of a transport. */
export type Channel = {
  send(frame: string): void;
  onFrame(listener: (frame: string) => void): void;
  onClose(listener: () => void): void;
  /** Bytes handed over and not yet sent; snapshots wait while it is above 0. Absent: never waits. */
  buffered?(): number;
};

export type RequestFrame = { readonly id: number; readonly method: string; readonly params: unknown };

export type BridgeError = { readonly code: string; readonly message: string; readonly path?: string };

export type ServerFrame =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: BridgeError }
  | { readonly snapshot: unknown };

/** Frames above this many characters are refused. An export of ten thousand policies fits. */
export const maxFrameLength = 16 * 1024 * 1024;
