import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { DecodeError, type Refusal } from '../../app/errors.ts';
import { copyAside } from './aside.ts';
import type { DataLayout } from './data-directory.ts';
import type { DamagedFile } from './run-recovery.ts';
import { storageRefusal } from './storage-fault.ts';

const windowPlaceSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean().optional(),
});

const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  /** The run to go on with at the next start. */
  lastRun: z.string().optional(),
  /** Where each window stood, by its name. */
  windows: z.record(z.string(), windowPlaceSchema).default({}),
  /** The port wanted for each listener, by its name; 0 takes any. */
  ports: z.record(z.string(), z.int().min(0).max(65_535)).default({}),
});

export type WindowPlace = z.infer<typeof windowPlaceSchema>;
export type PreferenceValues = Readonly<z.infer<typeof preferencesSchema>>;

export type Preferences = {
  readonly values: PreferenceValues;
  /**
   * Replaces the values named. Written before this returns, except where windows stand, which is written a little
   * later or by `flush`. Throws a `DecodeError` for a value that does not fit, a `Refusal` when it can't be written.
   */
  update(changes: Partial<PreferenceValues>): void;
  /** Told after each update. */
  onChange(listener: (values: PreferenceValues) => void): void;
  flush(): void;
};

/** What `conf` and `electron-store` have in common, and all that is asked of them. */
export type PreferenceStore = { store: Record<string, unknown> };

export type OpenedPreferences = {
  readonly preferences: Preferences;
  /** The file held something else than preferences; a copy is kept and what could not be read was reset. */
  readonly damaged?: DamagedFile;
};

const windowDelay = 250;

/**
 * Opens the preferences of a data directory. `makeStore` is called once the file is known to be readable: both stores
 * throw on a damaged one. Values of a later version are kept as they are.
 */
export function openPreferences(
  layout: DataLayout,
  makeStore: () => PreferenceStore,
  onTrouble: (fault: Refusal) => void = () => undefined,
): OpenedPreferences {
  const file = layout.preferences;
  try {
    const keep = (): DamagedFile => ({ file, kept: copyAside(file, layout.aside, 'preferences.json') });
    let damaged = isUnreadable(file) ? keep() : undefined;
    if (damaged !== undefined) rmSync(file);
    const store = makeStore();
    const { sound, isWhole } = salvage(store.store);
    if (!isWhole) {
      damaged = keep();
      store.store = sound;
    }
    const preferences = preferencesOver(store, sound, file, onTrouble);
    return damaged === undefined ? { preferences } : { preferences, damaged };
  } catch (fault) {
    throw storageRefusal(fault, file);
  }
}

function preferencesOver(
  store: PreferenceStore,
  stored: Readonly<Record<string, unknown>>,
  file: string,
  onTrouble: (fault: Refusal) => void,
): Preferences {
  let content = stored;
  let values: PreferenceValues = preferencesSchema.parse(stored);
  let timer: NodeJS.Timeout | undefined;
  const listeners: ((values: PreferenceValues) => void)[] = [];
  const write = (next: Readonly<Record<string, unknown>>) => {
    try {
      store.store = { ...next };
    } catch (fault) {
      throw storageRefusal(fault, file);
    }
    clearTimeout(timer);
    timer = undefined;
  };
  const writeLater = () => {
    try {
      write(content);
    } catch (fault) {
      timer = undefined;
      onTrouble(storageRefusal(fault, file));
    }
  };
  return {
    get values() {
      return values;
    },
    update(changes) {
      const parsed = preferencesSchema.safeParse({ ...values, ...changes });
      if (!parsed.success) throw decodeErrorOf(parsed.error);
      const next = { ...content, ...changes };
      const mayWait = Object.keys(changes).every((key) => key === 'windows');
      if (mayWait) timer ??= setTimeout(writeLater, windowDelay).unref();
      else write(next);
      content = next;
      values = parsed.data;
      for (const listener of listeners) listener(values);
    },
    onChange: (listener) => void listeners.push(listener),
    flush() {
      if (timer !== undefined) write(content);
    },
  };
}

/** Keeps what fits, value by value, and what this version does not know. */
function salvage(stored: Readonly<Record<string, unknown>>): { sound: Record<string, unknown>; isWhole: boolean } {
  const sound: Record<string, unknown> = { ...stored };
  let isWhole = true;
  for (const [key, schema] of Object.entries(preferencesSchema.shape)) {
    if (!(key in sound) || schema.safeParse(sound[key]).success) continue;
    delete sound[key];
    isWhole = false;
  }
  return { sound, isWhole };
}

/** The stores take `5` or `[]` for an empty file without a word, so the text is looked at before they see it. */
function isUnreadable(file: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  try {
    const data: unknown = JSON.parse(text);
    return typeof data !== 'object' || data === null || Array.isArray(data);
  } catch {
    return true;
  }
}

function decodeErrorOf(error: z.ZodError): DecodeError {
  return new DecodeError(error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
}

/** As a first start has them. */
export function usualPreferences(): PreferenceValues {
  return preferencesSchema.parse({});
}
