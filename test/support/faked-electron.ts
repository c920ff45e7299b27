import { EventEmitter } from 'node:events';

/**
 * Stands in for the module `electron`, whose runtime tests do without:
 * `vi.mock('electron', () => import('../../support/faked-electron.ts'))`. It does what is asked of it as far as a test
 * can see, and proves nothing about Electron itself.
 */
export type Answer<T> = (value: T) => void;

class FakedApp extends EventEmitter {
  isPackaged = false;
  /** What is asked for the single-instance lock is answered with this. */
  isFirst = true;
  readonly deeds: string[] = [];
  readonly paths = new Map<string, string>();
  /** Switches given to Chromium, by name. */
  readonly switches = new Map<string, string>();
  readonly commandLine = { appendSwitch: (name: string, value = '') => void this.switches.set(name, value) };
  becomeReady = () => {};
  #ready = Promise.resolve();
  #exit = Promise.resolve(0);
  #leave: Answer<number> = () => {};

  reset(): void {
    this.removeAllListeners();
    this.isPackaged = false;
    this.isFirst = true;
    this.deeds.length = 0;
    this.switches.clear();
    this.#ready = new Promise((resolve) => {
      this.becomeReady = resolve;
    });
    this.#exit = new Promise((resolve) => {
      this.#leave = resolve;
    });
  }

  /** Resolves with the code that the app ended with. */
  exited = () => this.#exit;
  whenReady = () => this.#ready;
  requestSingleInstanceLock = (handed: unknown) => {
    this.deeds.push(`lock ${JSON.stringify(handed)}`);
    return this.isFirst;
  };
  setAsDefaultProtocolClient = (scheme: string, path: string, args: string[]) =>
    this.deeds.push(`claim ${scheme} ${path} ${args.join(' ')}`);
  enableSandbox = () => this.deeds.push('sandbox');
  setName = (name: string) => this.deeds.push(`name ${name}`);
  setAppUserModelId = () => {};
  setAboutPanelOptions = () => {};
  showAboutPanel = () => {};
  setPath = (name: string, path: string) => this.paths.set(name, path);

  exit(code = 0): void {
    this.deeds.push(`exit ${code}`);
    this.#leave(code);
  }
}

export const app = new FakedApp();

/** An event that can be prevented, and tells whether it was. */
export function preventable() {
  const event = {
    isPrevented: false,
    preventDefault: () => {
      event.isPrevented = true;
    },
  };
  return event;
}

export class FakedSession extends EventEmitter {
  askFor: (contents: unknown, permission: string, answer: Answer<boolean>) => void = () => {};
  check: (contents: unknown, permission: string) => boolean = () => true;
  grantDevice: (details: object) => boolean = () => true;
  beforeRequest: (details: { url: string }, answer: Answer<{ cancel: boolean }>) => void = () => {};
  spellChecks = true;
  readonly protocol = {
    handlers: new Map<string, (request: { url: string; method: string }) => Promise<Response>>(),
    handle: (scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>) => {
      this.protocol.handlers.set(scheme, handler);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (listener: typeof this.beforeRequest) => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler = (handler: typeof this.askFor) => {
    this.askFor = handler;
  };
  setPermissionCheckHandler = (handler: typeof this.check) => {
    this.check = handler;
  };
  setDevicePermissionHandler = (handler: typeof this.grantDevice) => {
    this.grantDevice = handler;
  };
  setSpellCheckerEnabled = (isOn: boolean) => {
    this.spellChecks = isOn;
  };
}

export const session = { defaultSession: new FakedSession() };

export class FakedContents extends EventEmitter {
  mainFrame = { url: 'about:blank' };
  readonly sent: string[] = [];
  reloads = 0;
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler = (handler: typeof this.open) => {
    this.open = handler;
  };
  send = (_name: string, frame: string) => this.sent.push(frame);
  reload = () => {
    this.reloads += 1;
  };
  /** As when a page of this window calls `bridgePort.send`. */
  speak = (frame: unknown) => ipcMain.emit('bridge', { sender: this, senderFrame: this.mainFrame }, frame);
}

export type Bounds = { x: number; y: number; width: number; height: number };

type WindowOptions = Partial<Bounds> &
  Pick<Bounds, 'width' | 'height'> & {
    readonly show?: boolean;
    readonly backgroundColor?: string;
    readonly webPreferences: object;
  };

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new FakedContents();
  readonly options: WindowOptions;
  readonly deeds: string[] = [];
  bounds: Bounds;
  background: unknown;
  isMaximizedNow = false;
  isMinimizedNow = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.background = options.backgroundColor;
    const { x = 0, y = 0, width, height } = options;
    this.bounds = { x, y, width, height };
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL = async (url: string) => {
    this.webContents.mainFrame = { url };
  };
  show = () => this.deeds.push('show');
  focus = () => this.deeds.push('focus');
  restore = () => this.deeds.push('restore');
  maximize = () => this.deeds.push('maximize');
  isMaximized = () => this.isMaximizedNow;
  isMinimized = () => this.isMinimizedNow;
  isDestroyed = () => !BrowserWindow.all.includes(this);
  isFullScreen = () => false;
  getNormalBounds = () => this.bounds;
  setBackgroundColor = (colour: string) => {
    this.background = colour;
  };

  destroy(): void {
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

export const ipcMain = new EventEmitter();
export const powerMonitor = new EventEmitter();

class FakedTheme extends EventEmitter {
  themeSource = 'system';
  shouldUseDarkColors = false;
}
export const nativeTheme = new FakedTheme();

const workArea: Bounds = { x: 0, y: 0, width: 1920, height: 1040 };
export const screen = {
  workAreas: [workArea],
  getAllDisplays: () => screen.workAreas.map((area) => ({ workArea: area })),
  getPrimaryDisplay: () => ({ workAreaSize: screen.workAreas[0] ?? workArea }),
};

export const shell = {
  opened: [] as string[],
  /** What opening a folder answers: empty, or why not. */
  refusal: '',
  openExternal: async (url: string) => void shell.opened.push(url),
  openPath: async (path: string) => {
    shell.opened.push(path);
    return shell.refusal;
  },
};

type Question = { message: string; detail: string; buttons: string[] };

export const dialog = {
  questions: [] as Question[],
  errors: [] as string[],
  answer: 0,
  showMessageBox: async (question: Question) => {
    dialog.questions.push(question);
    return { response: dialog.answer };
  },
  showErrorBox: (_title: string, text: string) => void dialog.errors.push(text),
};

type Scheme = { scheme: string; privileges: object };

export const protocol = {
  schemes: [] as Scheme[],
  registerSchemesAsPrivileged: (schemes: Scheme[]) => protocol.schemes.push(...schemes),
};

export type Item = { label?: string; enabled?: boolean; role?: string; click?: () => void; submenu?: Item[] };

export const Menu = {
  bar: [] as Item[],
  buildFromTemplate: (items: Item[]) => items,
  setApplicationMenu: (items: Item[]) => {
    Menu.bar = items;
  },
};

export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  readonly menus: Item[][] = [];
  readonly image: FakedImage;
  tip = '';
  constructor(image: FakedImage) {
    super();
    this.image = image;
    Tray.all.push(this);
  }
  setToolTip = (tip: string) => {
    this.tip = tip;
  };
  setContextMenu = (items: Item[]) => this.menus.push(items);
  destroy = () => Tray.all.splice(Tray.all.indexOf(this), 1);
}

export type FakedImage = { readonly buffers: Buffer[]; isTemplate: boolean };

export const nativeImage = {
  createFromBuffer: (buffer: Buffer) => {
    const image = {
      buffers: [buffer],
      isTemplate: false,
      addRepresentation: (added: { buffer: Buffer }) => image.buffers.push(added.buffer),
      setTemplateImage: (isTemplate: boolean) => {
        image.isTemplate = isTemplate;
      },
    };
    return image;
  },
};

/** Everything as at the start of a process. */
export function resetElectron(): void {
  app.reset();
  for (const emitter of [ipcMain, powerMonitor, nativeTheme]) emitter.removeAllListeners();
  Object.assign(nativeTheme, { themeSource: 'system', shouldUseDarkColors: false });
  session.defaultSession = new FakedSession();
  BrowserWindow.all.length = 0;
  Tray.all.length = 0;
  screen.workAreas = [workArea];
  shell.opened.length = 0;
  shell.refusal = '';
  Object.assign(dialog, { questions: [], errors: [], answer: 0 });
  protocol.schemes.length = 0;
  Menu.bar = [];
}

resetElectron();
