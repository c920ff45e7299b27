/** What Electron's preload puts on the window: the frames of one channel. */
export type BridgePort = {
  send(frame: string): void;
  onFrame(listener: (frame: string) => void): void;
};

declare global {
  interface Window {
    readonly bridgePort?: BridgePort;
  }
}
