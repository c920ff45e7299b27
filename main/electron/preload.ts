import { contextBridge, ipcRenderer } from 'electron';

// What a page can do, all of it. `ipc-channel.ts` is the other end.
contextBridge.exposeInMainWorld('bridgePort', {
  send: (frame: string) => ipcRenderer.send('bridge', frame),
  onFrame: (listener: (frame: string) => void) => {
    ipcRenderer.on('bridge', (_event, frame: string) => listener(frame));
  },
});
